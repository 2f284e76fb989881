"""From press to release: what one pointer does to a drawing."""

import numpy as np

from digitpad.core.canvas import Content, PictureInk, strokes_of
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
    comes back another begins, so that no ink is laid that cannot be seen. The first
    point takes the place of a picture.
    """

    def __init__(self, content: Content, slop: float) -> None:
        """Start on a canvas; a stroke that stays within `slop` becomes a dot."""
        self._before = content
        self._done = strokes_of(content)
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

    @property
    def content(self) -> Content:
        """What is on the canvas; what was there until something is drawn."""
        return self.drawing or self._before

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

    def release(self) -> Content:
        """Finish and return what is on the canvas."""
        self._finish_stroke()
        return self._done or self._before

    def _finish_stroke(self) -> None:
        growing = self.growing
        if growing is None:
            return
        tap = len(growing) > 1 and float(np.ptp(growing, axis=0).max()) < self._slop
        self._done = (*self._done, growing[:1].copy() if tap else growing.copy())
        self._growing = None


class EraseGesture:
    """Takes every stroke that the pointer touches; a picture goes as a whole."""

    def __init__(self, content: Content, reach: float) -> None:
        """Start on a canvas; strokes nearer than `reach` are touched."""
        self._content = content
        self._reach = reach
        self._last: Point | None = None

    @property
    def content(self) -> Content:
        """What is left."""
        return self._content

    def move(self, point: Point) -> bool:
        """Take the pointer's way to a point, in canvas units; tell if it erased."""
        way = points_between(self._last or point, point, self._reach)
        self._last = point
        before = self._content
        if isinstance(before, PictureInk):
            if any(before.covers((x, y)) for x, y in way.tolist()):
                self._content = ()
        else:
            left = tuple(s for s in before if not touches(s, way, self._reach))
            if len(left) < len(before):
                self._content = left
        return self._content is not before

    def release(self) -> Content:
        """Finish and return what is left."""
        return self._content
