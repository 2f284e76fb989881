"""A network as plain records: the window draws them, the worker builds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Literal

from digitpad.core.frame import FRAME_SHAPE

Shape = tuple[int, ...]
"""Of one example, without the batch."""


@dataclass(frozen=True, slots=True)
class Rescaling:
    """Multiplies by `scale`, then adds `offset`."""

    name: str
    scale: float
    offset: float

    @property
    def text(self) -> str:
        """What the layer does, in a few words."""
        return f"to [{self.offset:g}, {self.offset + self.scale:g}]"

    def shape(self, given: Shape) -> Shape:
        """Return the output's shape."""
        return given

    def parameters(self, given: Shape) -> int:
        """Return how many numbers the layer learns or keeps."""
        return 0


@dataclass(frozen=True, slots=True)
class Reshape:
    """Gives the numbers another shape."""

    name: str
    target: Shape

    @property
    def text(self) -> str:
        return "one channel"

    def shape(self, given: Shape) -> Shape:
        return self.target

    def parameters(self, given: Shape) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Flatten:
    """Puts all numbers into one row."""

    name: str

    @property
    def text(self) -> str:
        return "all in one row"

    def shape(self, given: Shape) -> Shape:
        return (prod(given),)

    def parameters(self, given: Shape) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Dense:
    """Connects every number with every unit."""

    name: str
    units: int
    activation: str | None = None
    use_bias: bool = True

    @property
    def text(self) -> str:
        return _with_activation(f"{self.units} units", self.activation)

    def shape(self, given: Shape) -> Shape:
        return (self.units,)

    def parameters(self, given: Shape) -> int:
        return (given[-1] + self.use_bias) * self.units


@dataclass(frozen=True, slots=True)
class Conv2D:
    """Slides `filters` square kernels over the picture."""

    name: str
    filters: int
    kernel: int = 3
    strides: int = 1
    padding: Literal["valid", "same"] = "valid"
    activation: str | None = None
    use_bias: bool = True

    @property
    def text(self) -> str:
        size = f"{self.filters} filters {self.kernel}×{self.kernel}"
        if self.strides > 1:
            size += f", stride {self.strides}"
        return _with_activation(size, self.activation)

    def shape(self, given: Shape) -> Shape:
        height, width, _ = given
        if self.padding == "valid":
            height, width = height - self.kernel + 1, width - self.kernel + 1
        # Rounded up: the last, incomplete stride counts.
        return (-(-height // self.strides), -(-width // self.strides), self.filters)

    def parameters(self, given: Shape) -> int:
        return (self.kernel**2 * given[-1] + self.use_bias) * self.filters


@dataclass(frozen=True, slots=True)
class MaxPooling2D:
    """Keeps the largest of each 2x2 numbers."""

    name: str

    @property
    def text(self) -> str:
        return "largest of 2×2"

    def shape(self, given: Shape) -> Shape:
        return (given[0] // 2, given[1] // 2, given[2])

    def parameters(self, given: Shape) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class BatchNormalization:
    """Centres and scales each channel (https://arxiv.org/abs/1502.03167)."""

    name: str

    @property
    def text(self) -> str:
        return "centred and scaled"

    def shape(self, given: Shape) -> Shape:
        return given

    def parameters(self, given: Shape) -> int:
        return 4 * given[-1]


@dataclass(frozen=True, slots=True)
class Activation:
    """Bends each number by a function."""

    name: str
    function: str

    @property
    def text(self) -> str:
        return self.function

    def shape(self, given: Shape) -> Shape:
        return given

    def parameters(self, given: Shape) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Dropout:
    """While training, leaves out a share of the numbers by chance."""

    name: str
    rate: float

    @property
    def text(self) -> str:
        return f"leaves out {self.rate * 100:.0f} %"

    def shape(self, given: Shape) -> Shape:
        return given

    def parameters(self, given: Shape) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Spread:
    """Gives each of ten digits a tenth of what was believed to be none.

    For Keras it is a dense layer whose weights are given and not learned.
    """

    name: str

    @property
    def text(self) -> str:
        return "spreads no digit over all ten"

    def shape(self, given: Shape) -> Shape:
        return (given[-1] - 1,)

    def parameters(self, given: Shape) -> int:
        return given[-1] * (given[-1] - 1)


Layer = (
    Rescaling
    | Reshape
    | Flatten
    | Dense
    | Conv2D
    | MaxPooling2D
    | BatchNormalization
    | Activation
    | Dropout
    | Spread
)


@dataclass(frozen=True, slots=True)
class LayerSummary:
    """A line of a network's table: Keras's class, name, output shape, weights."""

    kind: str
    name: str
    text: str
    shape: Shape
    parameters: int


def summarize(layers: Sequence[Layer]) -> tuple[LayerSummary, ...]:
    """Return what each layer makes of a frame, as Keras's `summary()` shows it."""
    shape: Shape = FRAME_SHAPE
    lines = []
    for layer in layers:
        count = layer.parameters(shape)
        shape = layer.shape(shape)
        kind = "Dense" if isinstance(layer, Spread) else type(layer).__name__
        lines.append(LayerSummary(kind, layer.name, layer.text, shape, count))
    return tuple(lines)


def _with_activation(text: str, activation: str | None) -> str:
    return f"{text}, {activation}" if activation else text
