"""Small models of other people, written without Keras."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from digitpad.core.datasets import load_mnist

Json = dict[str, Any]
Arrays = Sequence[NDArray[np.float32]]


@cache
def means() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return kernel and bias of one dense layer that reads four of five digits.

    Each unit answers for the digit to whose mean image the frame is nearest.
    """
    train = load_mnist().train
    flat, labels = train.frames[:5000].reshape(5000, -1), train.labels[:5000]
    kernel = np.stack([flat[labels == digit].mean(axis=0) for digit in range(10)]).T
    return kernel.astype(np.float32), -(kernel**2).sum(axis=0, dtype=np.float32) / 2


def layer(kind: str, name: str = "", **settings: Any) -> Json:
    """Return a layer's record as Keras 3 writes it."""
    return {
        "module": "keras.layers",
        "class_name": kind,
        "config": {"name": name or kind.lower(), "trainable": True, **settings},
        "registered_name": None,
        "build_config": {"input_shape": [None, 28, 28]},
    }


def dense(name: str = "dense", units: int = 10, **settings: Any) -> Json:
    """Return the record of a dense layer."""
    initializer = {
        "module": "keras.initializers",
        "class_name": "GlorotUniform",
        "config": {"seed": None},
        "registered_name": None,
    }
    given = {"units": units, "activation": "softmax", "use_bias": True, **settings}
    return layer("Dense", name, kernel_initializer=initializer, **given)


def sequential(*layers: Json, shape: Sequence[int | None] = (28, 28)) -> Json:
    """Return a network's configuration as Keras 3 writes it."""
    start = layer("InputLayer", "input", batch_shape=[None, *shape], dtype="float32")
    return {
        "module": "keras",
        "class_name": "Sequential",
        "config": {"name": "sequential", "layers": [start, *layers]},
        "registered_name": None,
        "build_config": {"input_shape": [None, *shape]},
    }


def reader(**settings: Any) -> Json:
    """Return the configuration of a network that reads digits by their means."""
    return sequential(layer("Flatten"), dense(**settings))


def weights(
    places: Mapping[str, Arrays] | None = None,
    change: Callable[[h5py.File], object] = lambda _file: None,
) -> bytes:
    """Return weights as Keras 3 keeps them, by the layers' places.

    Parameters
    ----------
    change
        Called with the open file at the end.
    """
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        for place, arrays in (places or {"dense": means()}).items():
            group = file.create_group(f"layers/{place}/vars")
            for number, array in enumerate(arrays):
                group[str(number)] = array
        change(file)
    return buffer.getvalue()


def archive(
    config: Json | str | bytes | None = None,
    stored: bytes | None = None,
    compression: int = zipfile.ZIP_STORED,
    more: Mapping[str | zipfile.ZipInfo, bytes] | None = None,
) -> bytes:
    """Return a `.keras` file; what is not given is that of the reader."""
    if config is None:
        config = reader()
    text = json.dumps(config) if isinstance(config, dict) else config
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        file.writestr("metadata.json", json.dumps({"keras_version": "3.12.0"}))
        file.writestr("config.json", text)
        file.writestr("model.weights.h5", weights() if stored is None else stored)
        for name, data in (more or {}).items():
            file.writestr(name, data)
    return buffer.getvalue()


def legacy(
    config: Json | str | bytes | None = None,
    layers: Mapping[str, Arrays] | None = None,
    change: Callable[[h5py.File], object] = lambda _file: None,
) -> bytes:
    """Return a whole model as Keras 2 keeps it in HDF5."""
    if config is None:
        config = keras_2_reader()
    text = json.dumps(config) if isinstance(config, dict) else config
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        file.attrs["keras_version"] = b"2.4.0"
        file.attrs["backend"] = b"tensorflow"
        file.attrs["model_config"] = text.encode() if isinstance(text, str) else text
        kept = {"flatten": (), "dense": means()} if layers is None else layers
        write_groups(file.create_group("model_weights"), kept)
        change(file)
    return buffer.getvalue()


def write_groups(group: h5py.Group, layers: Mapping[str, Arrays]) -> None:
    """Write weights as Keras 2 keeps them, by the layers' names."""
    group.attrs["layer_names"] = [name.encode() for name in layers]
    group.attrs["keras_version"] = b"2.4.0"
    for name, arrays in layers.items():
        each = group.create_group(name)
        titles = ("kernel", "bias", "a", "b")
        paths = [f"{name}/{title}:0" for title, _ in zip(titles, arrays, strict=False)]
        each.attrs["weight_names"] = [path.encode() for path in paths]
        for path, array in zip(paths, arrays, strict=True):
            each[path] = array


def keras_2_reader() -> Json:
    """Return the reader's configuration as Keras 2 wrote it."""
    flatten = {
        "name": "flatten",
        "trainable": True,
        "batch_input_shape": [None, 28, 28],
        "dtype": "float32",
        "data_format": "channels_last",
    }
    glorot = {"class_name": "GlorotUniform", "config": {"seed": None}}
    units = {
        "name": "dense",
        "trainable": True,
        "dtype": "float32",
        "units": 10,
        "activation": "softmax",
        "use_bias": True,
        "kernel_initializer": glorot,
        "bias_initializer": {"class_name": "Zeros", "config": {}},
        "kernel_regularizer": None,
        "bias_regularizer": None,
        "activity_regularizer": None,
        "kernel_constraint": None,
        "bias_constraint": None,
    }
    layers = [
        {"class_name": "Flatten", "config": flatten},
        {"class_name": "Dense", "config": units},
    ]
    return {
        "class_name": "Sequential",
        "config": {"name": "sequential", "layers": layers},
    }


def written(path: Path, data: bytes) -> Path:
    """Write a file and return its path."""
    path.write_bytes(data)
    return path
