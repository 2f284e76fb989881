"""Where in the ink something is, in words."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from digitpad.core.strokes import Frame

Weights = NDArray[np.float32]
"""How much each pixel speaks, float32 (28, 28), >= 0."""


class Part(NamedTuple):
    """A part of a box, in shares of its height and width."""

    top: float
    bottom: float
    left: float
    right: float

    def of(self, box: Weights) -> Weights:
        """Cut it out of a picture."""
        height, width = box.shape
        return box[
            round(self.top * height) : round(self.bottom * height),
            round(self.left * width) : round(self.right * width),
        ]


_MOSTLY: Final = 0.6
"""Share of all that speaks for a digit that is most of it."""
_LEAST_SIDE: Final = 9
"""Pixels; ink that is not so wide has no left and right part, as a 1."""
_PLACES: Final = (
    ("at the top left", "at the top", "at the top right"),
    ("at the left", "in the middle", "at the right"),
    ("at the bottom left", "at the bottom", "at the bottom right"),
)
_HALVES: Final = (
    (Part(0, 1 / 2, 0, 1), "in the upper half"),
    (Part(1 / 2, 1, 0, 1), "in the lower half"),
    (Part(0, 1, 0, 1 / 2), "in the left half"),
    (Part(0, 1, 1 / 2, 1), "in the right half"),
)


def place_of(weights: Weights, frame: Frame) -> str:
    """Return where most of the weights are, as "at the top left"; "" if in no part.

    The ink's bounding box is cut into ninths, thirds and halves; the smallest part
    that has most of the weights is named, of two of a size the heavier one. A box
    that is too narrow, or too low, is not cut that way.
    """
    rows = np.flatnonzero(frame.max(axis=1))
    columns = np.flatnonzero(frame.max(axis=0))
    box = weights[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    total = float(weights.sum())
    for parts in _parts(box.shape[0] >= _LEAST_SIDE, box.shape[1] >= _LEAST_SIDE):
        shares = [(float(part.of(box).sum()) / total, name) for part, name in parts]
        share, name = max(shares, default=(0.0, ""))
        if share >= _MOSTLY:
            return name
    return ""


def _parts(high: bool, wide: bool) -> list[list[tuple[Part, str]]]:
    """Return the parts of a box with their names, the smallest first."""
    thirds = [(third / 3, (third + 1) / 3) for third in range(3)]
    down = [
        (Part(*third, 0, 1), row[1]) for third, row in zip(thirds, _PLACES, strict=True)
    ]
    across = [
        (Part(0, 1, *third), name)
        for third, name in zip(thirds, _PLACES[1], strict=True)
    ]
    ninths = [
        (Part(part.top, part.bottom, *third), name)
        for (part, _), row in zip(down, _PLACES, strict=True)
        for third, name in zip(thirds, row, strict=True)
    ]
    return [
        ninths if high and wide else [],
        [*(down if high else []), *(across if wide else [])],
        [*(_HALVES[:2] if high else []), *(_HALVES[2:] if wide else [])],
    ]
