"""What is written of each layer of a network, a row for each."""

from dataclasses import dataclass
from typing import Final

from digitpad.core.frame import FRAME_SHAPE
from digitpad.core.layers import LayerSummary, Shape

_SMALL: Final = frozenset(
    {"Activation", "BatchNormalization", "Dropout", "Flatten", "Rescaling", "Reshape"}
)
"""What only changes numbers on their way: a dot on the line."""
_LARGE_ROW: Final = 48
_SMALL_ROW: Final = 23


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the picture.

    Attributes
    ----------
    title, text, shape, count
        What is written; "" for nothing.
    sentence
        All of it, for the tool tip.
    small
        Whether it is one line, without a drawing.
    output
        The shape that is drawn.
    """

    title: str
    text: str
    shape: str
    count: str
    sentence: str
    small: bool
    output: Shape

    @property
    def height(self) -> int:
        """Logical pixels."""
        return _SMALL_ROW if self.small else _LARGE_ROW


def rows_of(layers: tuple[LayerSummary, ...]) -> tuple[Row, ...]:
    """Return the rows of a network: the frame's, and one for each layer."""
    frame = _shape_text(FRAME_SHAPE)
    rows = [
        Row(
            title="Frame",
            text="what you draw",
            shape=frame,
            count="",
            sentence=f"The frame: {frame} numbers from 0, paper, to 1, ink.",
            small=False,
            output=FRAME_SHAPE,
        )
    ]
    given: Shape = FRAME_SHAPE
    for layer in layers:
        small = layer.kind in _SMALL
        shape = _shape_text(layer.shape)
        count = f"{layer.parameters:,}" if layer.parameters else ""
        rows.append(
            Row(
                title=layer.kind,
                text=layer.text,
                shape="" if small and layer.shape == given else shape,
                count=count,
                sentence=f"{layer.kind} “{layer.name}”: {layer.text}. "
                f"Output {shape}, {count or 'no'} parameters.",
                small=small,
                output=layer.shape,
            )
        )
        given = layer.shape
    return tuple(rows)


def _shape_text(shape: Shape) -> str:
    return " × ".join(f"{side:,}" for side in shape)
