"""A saved network's layers and weights, read from its `.keras` file without Keras."""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.errors import DigitpadError

_CONFIG: Final = "config.json"
_WEIGHTS: Final = "model.weights.h5"
_LONGEST: Final = 500_000_000
"""Bytes of a part, far above any network's for 28x28 pixels."""


_UNKNOWN: Final = (
    *(zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError),
    RecursionError,  # too many brackets
)


@dataclass(frozen=True, slots=True)
class SavedLayer:
    """A layer as Keras saved it.

    Attributes
    ----------
    kind
        Keras's class: "Conv2D".
    config
        Its settings, by Keras's names.
    inputs
        The layers whose outputs it takes.
    weights
        As `Layer.get_weights` gives them, float32.
    """

    name: str
    kind: str
    config: Mapping[str, Any]
    inputs: tuple[str, ...]
    weights: tuple[NDArray[np.float32], ...]

    @property
    def parameters(self) -> int:
        """How many numbers it learns or keeps."""
        return sum(array.size for array in self.weights)


def read_network(model: Path) -> tuple[SavedLayer, ...]:
    """Read the layers of a functional or sequential model, in Keras's order.

    Raises
    ------
    DigitpadError
        If the file cannot be read, or is built in another way.
    """
    try:
        with zipfile.ZipFile(model) as file:
            config = json.loads(_part(file, _CONFIG))
            weights = _part(file, _WEIGHTS)
        return tuple(_layers(config, weights))
    except OSError as error:
        raise DigitpadError(
            f"{model} cannot be read: {error.strerror or error}."
        ) from error
    except _UNKNOWN as error:
        raise DigitpadError(
            f"One cannot look inside {model.name}: its layers are saved in a way that "
            "this version does not know."
        ) from error


def count_layers(model: Path) -> int | None:
    """Return how many layers a model has; None where that cannot be read.

    The weights are not looked at: it takes a millisecond.
    """
    try:
        with zipfile.ZipFile(model) as file:
            layers = json.loads(_part(file, _CONFIG))["config"]["layers"]
        kinds = [record["class_name"] for record in layers]
    except (OSError, *_UNKNOWN):
        return None
    return len([kind for kind in kinds if kind != "InputLayer"])


def _part(file: zipfile.ZipFile, name: str) -> bytes:
    if file.getinfo(name).file_size > _LONGEST:
        raise ValueError(f"{name} is too long")
    return file.read(name)


def _layers(config: dict[str, Any], weights: bytes) -> Iterator[SavedLayer]:
    # It takes a fifth of a second, of which only those who look inside know.
    import h5py

    used: dict[str, int] = {}
    previous: tuple[str, ...] = ()
    sequential = config["class_name"] == "Sequential"
    with h5py.File(io.BytesIO(weights)) as stored:
        for record in config["config"]["layers"]:
            settings = record["config"]
            name = str(settings["name"])
            place = _place(record["class_name"], used)
            inputs = previous if sequential else _inputs(record["inbound_nodes"])
            group = _found(stored, "layers", place, "vars")
            keys = sorted(group or (), key=int)
            yield SavedLayer(
                name,
                str(record["class_name"]),
                settings,
                inputs,
                tuple(_array(_found(group, key)) for key in keys),
            )
            previous = (name,)


def _found(node: Any, *names: str) -> Any:
    """Return what lies below a group, or None; never what a link leads to.

    Else a file could have others read, wherever they lie.
    """
    import h5py

    for name in names:
        if name not in node:
            return None
        if not isinstance(node.get(name, getlink=True), h5py.HardLink):
            raise ValueError(f"{name} is a link")
        node = node[name]
    return node


def _array(dataset: Any) -> NDArray[np.float32]:
    """Return an array that the file itself holds."""
    if dataset.external or dataset.is_virtual or dataset.nbytes > _LONGEST:
        raise ValueError("an array lies elsewhere, or is too large")
    return np.asarray(dataset, dtype=np.float32)


def _place(kind: str, used: dict[str, int]) -> str:
    """Return the name under which Keras keeps the weights of the next such layer."""
    words = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", kind)
    snake = re.sub(r"([a-z])([A-Z])", r"\1_\2", words).lower()
    number = used.get(snake, -1) + 1
    used[snake] = number
    return f"{snake}_{number}" if number else snake


def _inputs(nodes: Any) -> tuple[str, ...]:
    """Return the layers that a layer's arguments come from, in their order."""
    if isinstance(nodes, dict):
        if nodes.get("class_name") == "__keras_tensor__":
            return (str(nodes["config"]["keras_history"][0]),)
        nodes = list(nodes.values())
    if not isinstance(nodes, list):
        return ()
    return tuple(name for node in nodes for name in _inputs(node))
