"""Points, paths and the square canvas, in canvas units.

The canvas is the square from (0, 0) to (1, 1), x to the right and y downward; so
a drawing scales with the window by itself.
"""

from typing import Final

import numpy as np

from digitpad.core.strokes import Floats, Stroke

Point = tuple[float, float]

_MEASURED: Final = 1000
"""Segments measured at once: the first that is touched ends the search."""


def inside(point: Point) -> bool:
    """Tell whether a point lies on the canvas, its edge included."""
    return 0 <= point[0] <= 1 and 0 <= point[1] <= 1


def clip_to_canvas(start: Point, end: Point) -> tuple[Point, Point] | None:
    """Return the part of a segment that lies on the canvas, or None.

    Source: Y.-D. Liang and B. Barsky, "A new concept and method for line
    clipping", ACM Transactions on Graphics 3 (1984).
    """
    first, last = 0.0, 1.0
    step = (end[0] - start[0], end[1] - start[1])
    for axis in (0, 1):
        for towards, room in (
            (-step[axis], start[axis]),
            (step[axis], 1 - start[axis]),
        ):
            if towards == 0:
                if room < 0:
                    return None
            elif towards < 0:
                first = max(first, room / towards)
            else:
                last = min(last, room / towards)
    if first > last:
        return None

    def at(share: float) -> Point:
        return start[0] + share * step[0], start[1] + share * step[1]

    # What lies inside stays as it is, to the last bit.
    return (start if first == 0 else at(first), end if last == 1 else at(last))


def points_between(start: Point, end: Point, spacing: float) -> Floats:
    """Return points from `start` to `end`, both included, at most `spacing` apart."""
    length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    return np.linspace(start, end, 2 + int(length / spacing))


def touches(path: Stroke, points: Floats, reach: float) -> bool:
    """Tell whether any of the points comes within `reach` of the path."""
    starts, ends = (path[:-1], path[1:]) if len(path) > 1 else (path, path)
    low, high = points.min(axis=0) - reach, points.max(axis=0) + reach
    # Most of a long path is far away: only what is near is measured.
    near = (np.minimum(starts, ends) <= high) & (np.maximum(starts, ends) >= low)
    starts, ends = starts[near.all(axis=1)], ends[near.all(axis=1)]
    for first in range(0, len(starts), _MEASURED):
        some = slice(first, first + _MEASURED)
        if _distances(points, starts[some], ends[some]).min() <= reach:
            return True
    return False


def _distances(points: Floats, starts: Floats, ends: Floats) -> Floats:
    """Return the distances (n, m) of n points to m segments."""
    steps = ends - starts
    squared = np.maximum((steps**2).sum(axis=1), np.finfo(float).tiny)
    offsets = points[:, None] - starts
    along = np.clip((offsets * steps).sum(axis=2) / squared, 0, 1)
    nearest = offsets - along[:, :, None] * steps
    distances: Floats = np.hypot(nearest[..., 0], nearest[..., 1])
    return distances
