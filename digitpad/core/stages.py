"""A network's layers, put together to what is worth looking at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from digitpad.core.network_file import SavedLayer
from digitpad.core.prediction import OUTPUT

Kind = Literal["convolution", "pooling", "dense", "other"]

_KINDS: Final[dict[str, Kind]] = {
    "Conv2D": "convolution",
    "MaxPooling2D": "pooling",
    "AveragePooling2D": "pooling",
    "Dense": "dense",
}
_PASSING: Final = frozenset(
    {"InputLayer", "Rescaling", "Reshape", "Flatten", "Dropout"}
)
"""What hands its numbers on, at most scaled or in another order."""
_FINISHING: Final = frozenset(
    {"BatchNormalization", "Activation", "ReLU", "LeakyReLU", "Softmax"}
)
"""What belongs to the layer before: only together they make a map."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A convolution, pooling or dense layer with what finishes it.

    Attributes
    ----------
    layers
        The layer, then those that normalise and bend its numbers.
    branch
        Of which of several averaged networks it is a part, from 0; None if there is
        but one, or for what they share.
    number
        How many of its kind come before it in its branch, from 1.
    """

    kind: Kind
    layers: tuple[SavedLayer, ...]
    branch: int | None
    number: int

    @property
    def output(self) -> str:
        """The layer whose output is shown."""
        return self.layers[-1].name

    @property
    def is_answer(self) -> bool:
        """Whether it gives the ten probabilities."""
        return self.output == OUTPUT

    @property
    def window(self) -> tuple[int, int, int, int] | None:
        """Of a pooling layer: the window's height and width, its steps down and across.

        None for others, and where the window reaches beyond the edge.
        """
        config = self.layers[0].config
        if self.kind != "pooling" or config["padding"] != "valid":
            return None
        height, width = config["pool_size"]
        down, across = config["strides"]
        return int(height), int(width), int(down), int(across)

    @property
    def parameters(self) -> int:
        """How many numbers its layers learn or keep."""
        return sum(layer.parameters for layer in self.layers)


def stages_of(layers: Sequence[SavedLayer]) -> tuple[Stage, ...]:
    """Put layers together, in their order; what only passes numbers on is left out."""
    takers: dict[str, list[SavedLayer]] = {layer.name: [] for layer in layers}
    for layer in layers:
        for name in layer.inputs:
            takers[name].append(layer)
    branches = _branches(layers)
    counts: dict[tuple[Kind, int | None], int] = {}
    taken: set[str] = set()
    stages = []
    for layer in layers:
        if layer.name in taken or layer.kind in _PASSING:
            continue
        parts = [layer]
        while len(after := takers[parts[-1].name]) == 1 and after[0].kind in _FINISHING:
            parts.append(after[0])
        taken.update(part.name for part in parts)
        kind = _KINDS.get(layer.kind, "other")
        branch = branches.get(layer.name)
        counts[kind, branch] = counts.get((kind, branch), 0) + 1
        stages.append(Stage(kind, tuple(parts), branch, counts[kind, branch]))
    return tuple(stages)


def _branches(layers: Sequence[SavedLayer]) -> dict[str, int]:
    """Return of which input of the last layer each layer is a part, if of one alone."""
    inputs = {layer.name: layer.inputs for layer in layers}
    last = layers[-1]
    if len(last.inputs) < 2:
        return {}
    owners: dict[str, set[int]] = {}
    for branch, name in enumerate(last.inputs):
        pending = [name]
        while pending:
            name = pending.pop()
            if branch not in owners.setdefault(name, set()):
                owners[name].add(branch)
                pending += inputs[name]
    return {name: min(of) for name, of in owners.items() if len(of) == 1}
