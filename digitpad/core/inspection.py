"""What a network makes of one frame, stage by stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from digitpad.core.arithmetic import Product, product_at
from digitpad.core.frame import FRAME_SHAPE
from digitpad.core.network_file import SavedLayer, read_network
from digitpad.core.recognizer import Recognizer
from digitpad.core.stages import Stage, stages_of
from digitpad.core.strokes import Frame

Numbers = NDArray[np.float32]
Shapes = Mapping[str, tuple[int, ...]]
"""Of the layers' outputs, by their names, without the batch."""

_UNCHANGING: Final = frozenset({"Flatten", "Dropout"})
"""What gives the same numbers, perhaps in one row."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """A network and what its layers made of a frame.

    Attributes
    ----------
    frame
        float32 (28, 28), 0 paper to 1 ink.
    outputs
        Of each layer, by its name: float32, (height, width, maps) or (n,).
    """

    stages: tuple[Stage, ...]
    frame: Frame
    outputs: Mapping[str, Numbers]
    layers: Mapping[str, SavedLayer]

    def output(self, stage: Stage) -> Numbers:
        """Return what a stage gives: float32 (height, width, maps) or (n,)."""
        return self.outputs[stage.output]

    def given(self, stage: Stage) -> Numbers:
        """Return what a stage takes; of several inputs, the first."""
        return self.outputs[stage.layers[0].inputs[0]]

    def seen(self, stage: Stage) -> Numbers:
        """Return what a stage takes before it was put into one row, if it was.

        float32 (height, width), (height, width, maps) or (n,).
        """
        layer = self.layers[stage.layers[0].inputs[0]]
        while layer.kind in _UNCHANGING and layer.inputs:
            layer = self.layers[layer.inputs[0]]
        return self.outputs[layer.name]

    def product(
        self, stage: Stage, unit: int, row: int = 0, column: int = 0
    ) -> Product | None:
        """Return how one of a stage's numbers comes about, if that is known."""
        return product_at(stage, self.given(stage), unit, row, column)


class Inspector:
    """Looks into a network.

    Parameters
    ----------
    layers
        As `read_network` gives them.
    recognizer
        The same network's twin.
    """

    def __init__(self, layers: tuple[SavedLayer, ...], recognizer: Recognizer) -> None:
        self.layers = layers
        self._by_name = {layer.name: layer for layer in layers}
        self.stages = stages_of(layers)
        self._entrances = [layer.name for layer in layers if layer.kind == "InputLayer"]
        self._recognizer = recognizer

    @classmethod
    def open(cls, model: Path, recognizer: Recognizer) -> Self:
        """Read a model's layers.

        Raises
        ------
        DigitpadError
            If the file cannot be read, or is built in an unknown way.
        """
        return cls(read_network(model), recognizer)

    @property
    def shapes(self) -> Shapes:
        """What shapes the layers' outputs have."""
        nothing = self.inspect(np.zeros(FRAME_SHAPE, dtype=np.float32))
        return {name: numbers.shape for name, numbers in nothing.outputs.items()}

    def inspect(self, frame: Frame) -> Inspection:
        """Read a frame, float32 (28, 28), and keep what each layer made of it."""
        outputs = self._recognizer.read_layers(frame)
        outputs |= {name: frame.reshape(FRAME_SHAPE) for name in self._entrances}
        return Inspection(self.stages, frame, outputs, self._by_name)
