"""The weights of a network's layers, in each of the ways in which Keras keeps them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.errors import DigitpadError
from digitpad.core.foreign.config import PlannedLayer
from digitpad.core.foreign.measures import Shape
from digitpad.core.foreign.tree import array, find, members, shape_of, texts

Arrays = tuple[NDArray[np.float32], ...]

_FOLDERS: Final = ("layers", "_layer_checkpoint_dependencies")
"""What Keras 3 and TensorFlow 2.12 to 2.15 call the group of all layers."""
_COUNTER: Final = "Normalization"
"""The kind that also keeps how many numbers it has seen."""


def read_weights(tree: Any, layers: Sequence[PlannedLayer]) -> tuple[Arrays, ...]:
    """Read the weights of each layer.

    Parameters
    ----------
    tree
        The group that holds them, as `open_tree` and `find` give it: of a `.keras` or
        `.weights.h5` file, or `model_weights` of an `.h5` model.
    layers
        All of the network, in Keras's order.

    Raises
    ------
    DigitpadError
        If they are missing, do not fit, or are not plain numbers; which layer's, as
        part of a sentence.
    """
    names = texts(tree, "layer_names")
    if names is not None:
        return tuple(_by_order(tree, names, layers))
    for folder in _FOLDERS:
        group = find(tree, folder)
        if group is not None:
            return tuple(_by_place(group, layers))
    raise DigitpadError("it has no weights in it")


def place_of(kind: str, used: dict[str, int]) -> str:
    """Return the name under which Keras 3 keeps the weights of the next such layer.

    Parameters
    ----------
    used
        What was given out before, for the same network.
    """
    words = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", kind)
    snake = re.sub(r"([a-z])([A-Z])", r"\1_\2", words).lower()
    number = used.get(snake, -1) + 1
    used[snake] = number
    return f"{snake}_{number}" if number else snake


def _by_place(group: Any, layers: Sequence[PlannedLayer]) -> Iterator[Arrays]:
    used: dict[str, int] = {}
    places = {place_of(layer.kind, used): layer for layer in layers}
    for place in members(group):
        if place not in places and members(find(group, place, "vars")):
            raise DigitpadError(
                f"it has weights of one more layer, {place:.40}, than the network"
            )
    for place, layer in places.items():
        variables = find(group, place, "vars")
        keys = sorted(members(variables), key=_number)
        yield _fitting(layer, [find(variables, key) for key in keys])


def _by_order(
    tree: Any, names: Sequence[str], layers: Sequence[PlannedLayer]
) -> Iterator[Arrays]:
    kept = iter([weights for name in names if (weights := _of_group(tree, name))])
    for layer in layers:
        yield _fitting(layer, next(kept, []) if layer.measure.weights else [])
    if next(kept, None) is not None:
        raise DigitpadError("it has weights of more layers than the network")


def _of_group(tree: Any, name: str) -> list[Any]:
    """Return a layer's arrays in the older format, in Keras's order."""
    group = find(tree, *_parts(name))
    return [find(group, *_parts(one)) for one in texts(group, "weight_names") or ()]


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


def _number(key: str) -> int:
    if not key.isdecimal() or len(key) > 4:
        raise DigitpadError("its weights are not kept as Keras does it")
    return int(key)


def _fitting(layer: PlannedLayer, found: Sequence[Any]) -> Arrays:
    expected = layer.measure.weights
    if layer.kind == _COUNTER and expected:
        found = found[: len(expected)]
    if expected and not found:
        raise DigitpadError(f"it has no weights for the layer {layer.name:.40}")
    if len(found) != len(expected):
        raise DigitpadError(
            f"it has {len(found)} arrays for the layer {layer.name:.40}, which has "
            f"{len(expected)}"
        )
    for dataset, shape in zip(found, expected, strict=True):
        given = shape_of(dataset)
        if given != shape:
            raise DigitpadError(
                f"the weights of the layer {layer.name:.40} do not fit: it has "
                f"{_sizes(shape)}, the file {_sizes(given)}"
            )
    return tuple(
        array(dataset, shape) for dataset, shape in zip(found, expected, strict=True)
    )


def _sizes(shape: Shape) -> str:
    return "×".join(map(str, shape)) or "one number"
