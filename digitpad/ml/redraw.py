"""Drawing digits anew from their traces, as another hand would on the pad."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.frame import BOX, PEN, SIDE
from digitpad.core.strokes import Frames
from digitpad.ml.augment import Augmentation, random_maps
from digitpad.ml.traces import Traces

Points = NDArray[np.float64]

_MARGIN: Final = 24
"""Of paper around the frame: centring moves ink by less than the box's side."""
_FIELD: Final = SIDE + 2 * _MARGIN
_OFFSETS: Final = np.arange(-3.0, 4.0)
"""The pen, at most 1.8 + 0.5 pixels either way, inks the 7x7 around a point."""
_OFFSET_X: Final = np.tile(_OFFSETS, _OFFSETS.size)
_OFFSET_Y: Final = np.repeat(_OFFSETS, _OFFSETS.size)
_PATCH: Final = (_OFFSET_Y * _FIELD + _OFFSET_X).astype(np.int64)
_FAR: Final = 9.0
"""A squared distance that no pen reaches."""

_PEN_CHANGE: Final = 0.45
"""Largest change of the pen's width from the pad's 2.2 pixels, as a logarithm: 1.4 to
3.5 pixels, as wide as MNIST's. With thin pens alone a flagged 1 in bold was read as a
7: bold ink was only known from MNIST's own writers, who hardly write flags."""


def redraw(traces: Traces, rng: np.random.Generator, strength: Augmentation) -> Frames:
    """Slant, turn, stretch and bend digits, and ink them as the pad does.

    The outcome is normalised like `digitpad.core.frame.render`'s: the longer side of
    the ink is about 20 pixels, its centre of mass about in the middle, the pen about
    2.2 pixels wide and antialiased by the distance to the path.

    Returns
    -------
    float32 (n, 28, 28), 0 paper to 1 ink.
    """
    owners, counts, starts = traces.owners, traces.counts, traces.starts
    points = _centred(traces.points.astype(np.float64), traces)
    points = _in_perspective(points, rng, strength.perspective, owners, len(traces))
    maps = random_maps(len(traces), rng, strength)
    points = np.einsum("mij,mj->mi", maps[owners], points)
    for along, across in ((0, 1), (1, 0)):
        height = rng.uniform(-strength.wave, strength.wave, len(traces))
        phase = rng.uniform(0, 2 * np.pi, len(traces))
        pace = rng.uniform(0.5, 1.5, len(traces)) * 2 * np.pi / BOX
        swing = points[:, across] * pace[owners] + phase[owners]
        points[:, along] += height[owners] * np.sin(swing)
    high = np.maximum.reduceat(points, starts)
    low = np.minimum.reduceat(points, starts)
    scale = (BOX - PEN) / np.maximum((high - low).max(axis=1), 1)
    scale *= np.exp(rng.uniform(-strength.box, strength.box, len(traces)))
    points = _centred(points * np.repeat(scale, counts)[:, None], traces)
    radius = PEN / 2 * np.exp(rng.uniform(-_PEN_CHANGE, _PEN_CHANGE, len(traces)))
    return _ink(points + _FIELD / 2, owners, radius)


def _centred(points: Points, traces: Traces) -> Points:
    sums = np.add.reduceat(points, traces.starts)
    return points - np.repeat(sums / traces.counts[:, None], traces.counts, axis=0)


def _in_perspective(
    points: Points,
    rng: np.random.Generator,
    most: float,
    owners: NDArray[np.int64],
    count: int,
) -> Points:
    """Make one side of each digit larger than the other, by up to `most` a pixel."""
    by_y, by_x, tall_y, tall_x = rng.uniform(-most, most, (4, count))[:, owners]
    x, y = points.T
    return np.stack(
        [x * (1 + by_y * y + by_x * x / 2), y * (1 + tall_y * y / 2 + tall_x * x / 2)],
        axis=1,
    )


def _ink(points: Points, owners: NDArray[np.int64], radius: Points) -> Frames:
    """Ink points (m, 2) of the field with pens of the given radii (n,)."""
    pixels = np.floor(points)
    from_x = pixels[:, :1] + 0.5 + _OFFSET_X - points[:, :1]
    from_y = pixels[:, 1:] + 0.5 + _OFFSET_Y - points[:, 1:]
    squared = (from_x * from_x + from_y * from_y).astype(np.float32)
    index = (owners * _FIELD + pixels[:, 1].astype(np.int64)) * _FIELD
    index += pixels[:, 0].astype(np.int64)
    nearest = np.full(len(radius) * _FIELD * _FIELD, np.float32(_FAR))
    np.minimum.at(nearest, (index[:, None] + _PATCH).ravel(), squared.ravel())
    field = nearest.reshape(-1, _FIELD, _FIELD)
    distance = np.sqrt(field[:, _MARGIN:-_MARGIN, _MARGIN:-_MARGIN])
    reach = (radius + 0.5).astype(np.float32)[:, None, None]
    frames: Frames = np.clip(reach - distance, 0, 1)
    return frames
