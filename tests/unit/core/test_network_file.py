"""A network's file that cannot be read gets a sentence."""

import io
import json
import zipfile
from pathlib import Path

import h5py
import numpy as np
import pytest

from digitpad.core.errors import DigitpadError
from digitpad.core.network_file import count_layers, read_network
from digitpad.core.paths import bundled_model


def copy_with(path: Path, **parts: bytes | None) -> Path:
    """Copy the bundled model with parts changed or, for None, left out."""
    with zipfile.ZipFile(bundled_model()) as given, zipfile.ZipFile(path, "w") as new:
        for name in given.namelist():
            part = parts.get(name.split(".")[0], given.read(name))
            if part is not None:
                new.writestr(name, part)
    return path


def weights_of(model: Path) -> bytes:
    with zipfile.ZipFile(model) as file:
        return file.read("model.weights.h5")


def test_the_bundled_network_is_read() -> None:
    layers = read_network(bundled_model())
    kinds = {layer.kind for layer in layers}
    assert {"InputLayer", "Conv2D", "BatchNormalization", "Dense"} <= kinds
    assert all(layer.inputs for layer in layers[1:])


def test_layers_are_counted_without_the_weights(tmp_path: Path) -> None:
    layers = read_network(bundled_model())
    inputs = [layer for layer in layers if layer.kind == "InputLayer"]
    path = copy_with(tmp_path / "model.keras", model=b"no HDF5")
    assert count_layers(path) == len(layers) - len(inputs)
    for config in (None, b"no JSON", b"[]", b'{"config": {"layers": [1]}}'):
        assert count_layers(copy_with(path, config=config)) is None
    assert count_layers(tmp_path / "gone.keras") is None


@pytest.mark.parametrize(
    "parts",
    [
        {"config": None},
        {"model": None},
        {"config": b"no JSON"},
        {"config": json.dumps({"class_name": "Functional"}).encode()},
        {"config": b"[]"},
        {"config": b"[" * 100_000},
        {"model": b"no HDF5"},
    ],
)
def test_a_damaged_file_gets_a_sentence(
    tmp_path: Path, parts: dict[str, bytes | None]
) -> None:
    path = copy_with(tmp_path / "model.keras", **parts)
    with pytest.raises(DigitpadError, match=r"cannot (look inside model|be read)"):
        read_network(path)


def test_a_file_has_no_others_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.h5"
    with h5py.File(secret, "w") as other:
        other["array"] = np.ones((3, 3, 1, 24), dtype=np.float32)
    for link in (
        h5py.ExternalLink(str(secret), "array"),
        h5py.SoftLink("/layers/conv2d_2/vars/0"),
    ):
        weights = io.BytesIO(weights_of(bundled_model()))
        with h5py.File(weights, "a") as stored:
            del stored["layers/conv2d/vars/0"]
            stored["layers/conv2d/vars/0"] = link
        path = copy_with(tmp_path / "model.keras", model=weights.getvalue())
        with pytest.raises(DigitpadError, match=r"cannot look inside model\.keras"):
            read_network(path)


def test_an_array_that_lies_elsewhere_is_not_read(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.write_bytes(bytes(4 * 216))
    weights = io.BytesIO(weights_of(bundled_model()))
    with h5py.File(weights, "a") as stored:
        del stored["layers/conv2d/vars/0"]
        stored.create_dataset(
            "layers/conv2d/vars/0",
            (3, 3, 1, 24),
            dtype=np.float32,
            external=[(str(raw), 0, 4 * 216)],
        )
    path = copy_with(tmp_path / "model.keras", model=weights.getvalue())
    with pytest.raises(DigitpadError, match=r"cannot look inside model\.keras"):
        read_network(path)


def test_what_is_no_archive_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "model.keras"
    path.write_bytes(b"no archive")
    with pytest.raises(DigitpadError, match=r"cannot look inside model\.keras"):
        read_network(path)


def test_a_missing_file_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DigitpadError, match="cannot be read"):
        read_network(tmp_path / "missing.keras")
