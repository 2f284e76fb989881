"""A network of somebody else, as plain layers with their weights."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.errors import DigitpadError
from digitpad.core.foreign.archive import read_archive
from digitpad.core.foreign.config import Plan, PlannedLayer, read_plan
from digitpad.core.foreign.measures import Shape
from digitpad.core.foreign.tree import find, open_tree, text
from digitpad.core.foreign.weights import Arrays, read_weights

_SMALLEST_DEVIATION: Final = 1e-7
"""Keras's: what a normalisation divides by at least."""


@dataclass(frozen=True, slots=True)
class ForeignLayer:
    """A layer that Keras may build.

    Attributes
    ----------
    name
        As in the file.
    kind
        The name of a class in `keras.layers`.
    settings
        The arguments for it.
    inputs
        The names of the layers whose outputs it takes.
    weights
        In the order of `set_weights`, float32.
    """

    name: str
    kind: str
    settings: Mapping[str, Any]
    inputs: tuple[str, ...]
    weights: tuple[NDArray[np.float32], ...]


@dataclass(frozen=True, slots=True)
class ForeignNetwork:
    """A network that takes one thing and gives ten numbers.

    Attributes
    ----------
    shape
        Of what it takes: (28, 28), (28, 28, 1) or (784,).
    input
        The name by which the first layers ask for that.
    layers
        In an order in which each comes after those that it takes from.
    output
        The name of the layer that gives the ten numbers.
    cost
        Multiplications for a frame.
    """

    shape: Shape
    input: str
    layers: tuple[ForeignLayer, ...]
    output: str
    cost: int

    @property
    def last(self) -> ForeignLayer:
        """The layer that gives the ten numbers."""
        return next(layer for layer in self.layers if layer.name == self.output)

    @property
    def parameters(self) -> int:
        """How many numbers it has learned."""
        return sum(array.size for layer in self.layers for array in layer.weights)


def read_foreign(path: Path, data: bytes, config: str | None = None) -> ForeignNetwork:
    """Read a network from a file, which is not trusted.

    Parameters
    ----------
    path
        Its name tells what it is: a `.keras` archive, or HDF5.
    data
        The bytes of the file.
    config
        For a file of weights alone, the network's configuration as Keras writes it.

    Raises
    ------
    DigitpadError
        If it is damaged, too large, or has anything in it that is not known.
    """
    try:
        return _read(path, data, config)
    except DigitpadError as error:
        # Names from the file may have anything in them, ends of lines too.
        said = "".join(one if one.isprintable() else "\ufffd" for one in str(error))
        raise DigitpadError(f"{path.name} cannot be opened: {said}.") from error
    except Exception as error:
        # A damaged HDF5 file makes h5py raise whatever it likes, late and anywhere.
        raise DigitpadError(
            f"{path.name} cannot be opened: it is damaged, or saved in a way that this "
            "version does not know."
        ) from error


def _read(path: Path, data: bytes, config: str | None) -> ForeignNetwork:
    if path.suffix.lower() == ".keras":
        plan_text, weights = read_archive(data)
        plan = read_plan(plan_text)
        with open_tree(weights) as tree:
            return _network(plan, read_weights(tree, plan.layers))
    with open_tree(data) as tree:
        own = text(tree, "model_config")
        if own is not None:
            plan = read_plan(own)
            kept = find(tree, "model_weights")
        elif config is not None:
            plan, kept = read_plan(config), tree
        else:
            raise DigitpadError(
                "it holds weights and no network: end its name in .weights.h5 and "
                "choose the network they are of"
            )
        return _network(plan, read_weights(kept, plan.layers))


def _network(plan: Plan, weights: tuple[Arrays, ...]) -> ForeignNetwork:
    """Put the weights into the plan, and leave out what does nothing."""
    renamed: dict[str, str] = {}
    start = ""
    layers = []
    for layer, arrays in zip(plan.layers, weights, strict=True):
        if layer.is_input:
            start = layer.name
        elif layer.is_idle:
            (given,) = layer.inputs
            renamed[layer.name] = renamed.get(given, given)
        else:
            inputs = tuple(renamed.get(name, name) for name in layer.inputs)
            kind, settings, arrays = _built_as(layer, arrays)
            layers.append(ForeignLayer(layer.name, kind, settings, inputs, arrays))
    output = renamed.get(plan.output, plan.output)
    if output == start:
        raise DigitpadError("it has no layers")
    return ForeignNetwork(plan.input_shape, start, tuple(layers), output, plan.cost)


def _built_as(
    layer: PlannedLayer, arrays: Arrays
) -> tuple[str, Mapping[str, Any], Arrays]:
    """Return the class, the settings and the weights to build a layer of.

    A normalisation by means and variances that are known is a rescaling. The axis,
    which is written in many ways, can only be the last.
    """
    if layer.kind == "Concatenate" or "axis" not in layer.settings:
        return layer.kind, layer.settings, arrays
    if layer.kind != "Normalization":
        return layer.kind, {**layer.settings, "axis": -1}, arrays
    mean, variance = arrays or (
        np.asarray(layer.settings[name], dtype=np.float32)
        for name in ("mean", "variance")
    )
    scale = 1 / np.maximum(np.sqrt(variance), _SMALLEST_DEVIATION)
    return (
        "Rescaling",
        {"scale": scale.tolist(), "offset": (-mean * scale).tolist()},
        (),
    )
