"""From press to release: what one pointer does to a drawing."""

import numpy as np

from digitpad.core.geometry import (
    Point,
    clip_to_canvas,
    inside,
    points_between,
    touches,
)
from digitpad.core.growing import GrowingStroke
from digitpad.core.strokes import Drawing, Stroke


class DrawGesture:
    """Draws. Where the pointer leaves the canvas a stroke ends at the edge; where it
    comes back another begins, so that no ink is laid that cannot be seen.
    """

    def __init__(self, drawing: Drawing, slop: float) -> None:
        """Start on a drawing; a stroke that stays within `slop` becomes a dot."""
        self._done = drawing
        self._slop = slop
        self._growing: GrowingStroke | None = None
        self._last: Point | None = None

    @property
    def growing(self) -> Stroke | None:
        """The stroke that is being drawn, shape (n, 2), or None outside the canvas."""
        return None if self._growing is None else self._growing.points

    @property
    def done(self) -> Drawing:
        """The strokes that grow no more."""
        return self._done

    @property
    def drawing(self) -> Drawing:
        """All strokes; the growing one as a view, valid until the next move."""
        growing = self.growing
        return self._done if growing is None else (*self._done, growing)

    def move(self, point: Point) -> bool:
        """Take the pointer's way to a point, in canvas units; tell if it drew."""
        last, self._last = self._last, point
        if last is None:
            if inside(point):
                self._growing = GrowingStroke(point)
            return inside(point)
        part = clip_to_canvas(last, point)
        if part is None:
            return False
        start, end = part
        if self._growing is None:
            self._growing = GrowingStroke(start)
        self._growing.append(end)
        if not inside(point):
            self._finish_stroke()
        return True

    def release(self) -> Drawing:
        """Finish and return the drawing."""
        self._finish_stroke()
        return self._done

    def _finish_stroke(self) -> None:
        growing = self.growing
        if growing is None:
            return
        tap = len(growing) > 1 and float(np.ptp(growing, axis=0).max()) < self._slop
        self._done = (*self._done, growing[:1].copy() if tap else growing.copy())
        self._growing = None


class EraseGesture:
    """Takes every stroke that the pointer touches."""

    def __init__(self, drawing: Drawing, reach: float) -> None:
        """Start on a drawing; strokes nearer than `reach` are touched."""
        self._drawing = drawing
        self._reach = reach
        self._last: Point | None = None

    @property
    def drawing(self) -> Drawing:
        """The strokes that are left."""
        return self._drawing

    def move(self, point: Point) -> bool:
        """Take the pointer's way to a point, in canvas units; tell if it erased."""
        way = points_between(self._last or point, point, self._reach)
        self._last = point
        before = len(self._drawing)
        self._drawing = tuple(
            stroke for stroke in self._drawing if not touches(stroke, way, self._reach)
        )
        return len(self._drawing) < before

    def release(self) -> Drawing:
        """Finish and return the drawing."""
        return self._drawing
