"""The user's own drawings, as they are learned beside the images."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from digitpad.core.errors import DigitpadError
from digitpad.core.own_drawing import readable
from digitpad.core.presets import preset_named
from digitpad.core.records import Train
from digitpad.core.strokes import Drawing
from digitpad.core.strokes_file import Label
from digitpad.ml.pen import PenDrawings

SHARE: Final = 0.02
"""Of an epoch that is to be own drawings, however few they are."""
MOST_TIMES: Final = 10
"""How often a drawing comes in an epoch at most."""


def own_drawings(
    order: Train, check: Callable[[], None] = lambda: None
) -> PenDrawings | None:
    """Return the drawings that are to be learned, each once; None for no such wish.

    What is no digit is left out for networks that are not shown such things. A
    drawing that is damaged is passed over.

    Parameters
    ----------
    check
        Called before each drawing; what it raises ends the work.

    Raises
    ------
    DigitpadError
        If there is none that can be learned.
    """
    if not order.config.own_drawings or order.drawings is None:
        return None
    rejects = preset_named(order.config.preset).rejects
    path = Path(order.drawings)
    chosen = [
        (one.drawing, one.label)
        for one in readable(path)
        if one.digit is not None or rejects
    ]
    if not chosen:
        raise DigitpadError(
            f"There is no drawing in {path} that this network can learn: keep some, or "
            "train without them."
        )
    return PenDrawings.of(_checked(chosen, check))


def weighted(pen: PenDrawings, images: int) -> PenDrawings:
    """Repeat drawings so that a few count among many images."""
    wanted = round(SHARE * images / len(pen))
    return pen.repeated(max(1, min(MOST_TIMES, wanted)))


def _checked(
    drawings: Iterable[tuple[Drawing, Label]], check: Callable[[], None]
) -> Iterator[tuple[Drawing, Label]]:
    for one in drawings:
        check()  # ten thousand take seconds
        yield one
