"""Writing a trained model as Keras 2 did, from what Keras 3 has of it."""

import json
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np

_WEIGHTS = {
    "kernel": "kernel:0",
    "bias": "bias:0",
    "gamma": "gamma:0",
    "beta": "beta:0",
    "moving_mean": "moving_mean:0",
    "moving_variance": "moving_variance:0",
}


def save_as_keras_2(model: keras.Model, path: Path, *, functional: bool) -> None:
    """Write an `.h5` model with the configuration and the names of Keras 2.

    Parameters
    ----------
    functional
        Whether the layers name those that they take from, as of a functional model.
    """
    layers = [
        layer
        for layer in model.layers
        if not isinstance(layer, keras.layers.InputLayer)
    ]
    records = [_record(layer) for layer in layers]
    if functional:
        config = _functional(records, model.input_shape)
    else:
        records[0]["config"]["batch_input_shape"] = list(model.input_shape)
        config = {
            "class_name": "Sequential",
            "config": {"name": "sequential", "layers": records},
        }
    with h5py.File(path, "w") as file:
        file.attrs["keras_version"] = b"2.15.0"
        file.attrs["backend"] = b"tensorflow"
        file.attrs["model_config"] = json.dumps(config).encode()
        group = file.create_group("model_weights")
        group.attrs["layer_names"] = [layer.name.encode() for layer in layers]
        group.attrs["keras_version"] = b"2.15.0"
        for layer in layers:
            each = group.create_group(layer.name)
            names = [f"{layer.name}/{_WEIGHTS[w.name]}".encode() for w in layer.weights]
            each.attrs["weight_names"] = names
            for name, array in zip(names, layer.get_weights(), strict=True):
                each[name.decode()] = array
        file.create_group("top_level_model_weights").attrs["weight_names"] = np.array(
            []
        )


def _record(layer: keras.layers.Layer) -> dict[str, Any]:
    config = layer.get_config()
    config["dtype"] = "float32"
    for name, value in config.items():
        if isinstance(value, dict) and "registered_name" in value:  # an initializer
            config[name] = {
                "class_name": value["class_name"],
                "config": value["config"],
            }
    return {"class_name": type(layer).__name__, "config": config}


def _functional(
    records: list[dict[str, Any]], shape: tuple[int | None, ...]
) -> dict[str, Any]:
    start = {
        "class_name": "InputLayer",
        "config": {
            "batch_input_shape": list(shape),
            "dtype": "float32",
            "sparse": False,
            "ragged": False,
            "name": "input_1",
        },
        "name": "input_1",
        "inbound_nodes": [],
    }
    previous = "input_1"
    for record in records:
        record["name"] = record["config"]["name"]
        record["inbound_nodes"] = [[[previous, 0, 0, {}]]]
        previous = record["name"]
    return {
        "class_name": "Functional",
        "config": {
            "name": "model",
            "trainable": True,
            "layers": [start, *records],
            "input_layers": [["input_1", 0, 0]],
            "output_layers": [[previous, 0, 0]],
        },
    }
