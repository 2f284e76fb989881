"""The parts of the flow: a heading and the maps below it."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from digitpad.core.inspection import Inspection, Numbers
from digitpad.core.stages import Stage
from digitpad.gui.inside.tiles import CELL, GAP, LIMIT, SIDE, Tiling
from digitpad.gui.inside.titles import names_of, subtitle_of, title_of

HEAD: Final = 30
"""Height of the heading."""
NAMES: Final = 20
"""Height of what is written under numbers that stand for digits."""
_SPACE: Final = 22
_FRAME_SIDE: Final = 112
_WEIGHTS: Final = (SIDE, LIMIT, GAP)
_KERNELS: Final = (24, 24, 8)
"""Side, largest pixel and gap of what has been learned."""
_NAMED: Final = 44
"""Side of the square of a number that stands for a digit."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the flow.

    Attributes
    ----------
    stage
        What it shows; None for the frame.
    numbers
        float32 (height, width, maps) or (n,).
    is_kernels
        Whether it shows what a stage has learned, not what it makes of the frame.
    top
        Where it begins, in logical pixels.
    """

    stage: Stage | None
    title: str
    subtitle: str
    numbers: Numbers
    names: tuple[str, ...]
    tiling: Tiling
    top: int
    is_kernels: bool = False

    @property
    def height(self) -> int:
        """Logical pixels, the space below included."""
        names = NAMES if self.names else 0
        return HEAD + self.tiling.size[1] + names + _SPACE

    def rect(self, unit: int) -> QRectF:
        """Return where a map is painted, from the flow's left edge."""
        return self.tiling.rect(unit).translated(0, self.top + HEAD)

    def inner(self, point: QPointF) -> QPointF:
        """Return a point of the flow as one of the tiling."""
        return point - QPointF(0, self.top + HEAD)


def blocks_of(
    inspection: Inspection, branch: int | None, room: float
) -> tuple[Block, ...]:
    """Return the flow of a network, or of one of several, for a width."""
    frame = inspection.frame[:, :, None]
    blocks = [
        Block(
            None,
            "Your digit",
            "as the network gets it · 28 × 28 numbers",
            frame,
            (),
            Tiling.of(frame, room, _FRAME_SIDE),
            top=0,
        )
    ]
    stages = [s for s in inspection.stages if s.branch in (None, branch)]
    learned = next((s for s in stages if s.layers[0].weights), None)
    for stage in stages:
        top = blocks[-1].top + blocks[-1].height
        if stage is learned and (kernels := kernels_of(inspection, stage)) is not None:
            blocks.append(_kernel_block(stage, kernels, room, top))
            top += blocks[-1].height
        numbers = inspection.output(stage)
        names = names_of(stage)
        blocks.append(
            Block(
                stage,
                title_of(stage),
                subtitle_of(stage, numbers),
                numbers,
                names,
                Tiling.of(numbers, room, cell=_cell_of(names, room)),
                top,
            )
        )
    return tuple(blocks)


def _cell_of(names: tuple[str, ...], room: float) -> int:
    """Return the side of a number's square; those with names stand in one row."""
    if not names:
        return CELL
    return max(1, min(_NAMED, int((room + GAP) / len(names)) - GAP))


def kernels_of(inspection: Inspection, stage: Stage) -> Numbers | None:
    """Return what a stage that sees the frame has learned, as pictures.

    float32 (height, width, count): a convolution's kernels, a dense layer's weights
    over the frame; None if the stage sees something else.
    """
    weights = stage.layers[0].weights[0]
    if weights.ndim == 4 and weights.shape[2] == 1:
        return weights[:, :, 0]
    height, width = inspection.frame.shape
    if weights.ndim == 2 and len(weights) == height * width:
        return weights.reshape(height, width, -1)
    return None


def _kernel_block(stage: Stage, kernels: Numbers, room: float, top: int) -> Block:
    dense = stage.kind == "dense"
    side, limit, gap = _WEIGHTS if dense else _KERNELS
    return Block(
        stage,
        "What it has learned to look for",
        "weights over the frame" if dense else f"kernels of {title_of(stage)}",
        kernels,
        (),
        Tiling.of(kernels, room, side, limit=limit, gap=gap),
        top,
        is_kernels=True,
    )
