"""A stroke while it is being drawn."""

import numpy as np

from digitpad.core.geometry import Point
from digitpad.core.strokes import Stroke


class GrowingStroke:
    """Points that can be added to one by one and read as an array at no cost."""

    def __init__(self, point: Point) -> None:
        self._buffer = np.empty((64, 2))
        self._count = 0
        self.append(point)

    @property
    def points(self) -> Stroke:
        """The points so far, shape (n, 2): a view, valid until the next append."""
        return self._buffer[: self._count]

    def append(self, point: Point) -> None:
        """Add a point."""
        if self._count == len(self._buffer):
            self._buffer = np.concatenate([self._buffer, np.empty_like(self._buffer)])
        self._buffer[self._count] = point
        self._count += 1
