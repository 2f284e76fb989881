"""Strokes as smooth ink on the screen."""

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from digitpad.core.strokes import Drawing, Floats, Stroke

_CHUNK: Final = 32
"""Points inked as one path. Many short overlapping paths would thicken the
antialiased edge, one long path would be drawn anew with every point."""


def stroke_path(points: Stroke, first: int, last: int, side: float) -> QPainterPath:
    """Return the curve of a stroke from one of its points to another.

    A centripetal Catmull-Rom curve: it goes through every point, has no corner
    however few points a fast hand leaves, and neither loops nor overshoots.

    Parameters
    ----------
    points
        The whole stroke, shape (n, 2), in canvas units.
    first, last
        Indices of the points at which the curve begins and ends.
    side
        The canvas' side in pixels.

    Notes
    -----
    C. Yuksel, S. Schaefer, J. Keyser, "Parameterization and applications of
    Catmull-Rom curves", Computer-Aided Design 43 (2011).
    """
    near = np.concatenate(
        [
            points[max(first - 1, 0)][None],
            points[first : last + 1],
            points[min(last + 1, len(points) - 1)][None],
        ]
    )
    near *= side
    steps = np.diff(near, axis=0)
    spans = np.sqrt(np.hypot(steps[:, 0], steps[:, 1]))[:, None]
    before, span, after = spans[:-2], spans[1:-1], spans[2:]
    start, end = near[1:-2], near[2:-1]
    leave = start + _bend(before, span, steps[:-2], steps[1:-1])
    arrive = end - _bend(after, span, steps[2:], steps[1:-1])
    path = QPainterPath(QPointF(*near[1]))
    for row in np.concatenate([leave, arrive, end], axis=1).tolist():
        path.cubicTo(*row)
    return path


def _bend(outer: Floats, span: Floats, outer_step: Floats, step: Floats) -> Floats:
    """Return how far a Bezier control point lies from its end of a span.

    `outer` and `span` are the roots of the lengths of the neighbouring step and of
    the span's own, shape (n, 1). Where two points are one there is no bend.
    """
    both = 3 * outer * (outer + span)
    weighted = outer**2 * step + span**2 * outer_step
    safe = np.where(both > 0, both, 1)
    bend: Floats = np.where(both > 0, weighted / safe, step / 3)
    return bend


class InkLayer:
    """A picture of the canvas' ink, to which the stroke being drawn is added."""

    def __init__(self) -> None:
        self._image = QImage()
        self._side = 0.0
        self._pen = QPen()
        self._inked = 0
        """The point up to which the growing stroke is in the picture; 0 if none is."""

    def draw_all(
        self, drawing: Drawing, side: float, ratio: float, color: QColor, width: float
    ) -> None:
        """Ink a drawing anew; of a growing stroke nothing is in the picture then.

        `side` is the canvas' side in logical pixels, `ratio` the device's pixels
        in one of them, `width` the ink's in canvas units.
        """
        pixels = max(1, round(side * ratio))
        self._image = QImage(
            QSize(pixels, pixels), QImage.Format.Format_ARGB32_Premultiplied
        )
        self._image.setDevicePixelRatio(ratio)
        self._image.fill(Qt.GlobalColor.transparent)
        self._side = side
        self._pen = QPen(
            color,
            width * side,
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
        self._inked = 0
        for stroke in drawing:
            self.finish_stroke(stroke)

    def extend_stroke(self, points: Stroke) -> QRectF:
        """Note that a stroke has grown, and return the part to paint again."""
        # A step's curve is known once the point after it is.
        while len(points) - 2 - self._inked > _CHUNK:
            self._ink(points, self._inked + _CHUNK)
        last = len(points) - 1
        curve = stroke_path(points, max(self._inked, last - 2), last, self._side)
        margin = self._pen.widthF() / 2 + 2
        return curve.controlPointRect().adjusted(-margin, -margin, margin, margin)

    def finish_stroke(self, points: Stroke) -> bool:
        """Ink the rest of a stroke that grows no more.

        Returns False if more of it is in the picture than it has, as of a tap that
        became a dot: then all must be inked anew.
        """
        end = len(points) - 1
        if self._inked > end:
            return False
        while True:
            self._ink(points, min(self._inked + _CHUNK, end))
            if self._inked == end:
                break
        self._inked = 0
        return True

    def paint(self, painter: QPainter, growing: Stroke | None, side: float) -> None:
        """Paint the canvas' ink at (0, 0), and the stroke that is being drawn.

        Where `side` is another than that of the last inking the ink is stretched.
        """
        painter.drawImage(QRectF(0, 0, side, side), self._image)
        if growing is not None:
            self._draw(painter, growing, len(growing) - 1)

    def _ink(self, points: Stroke, last: int) -> None:
        # A painter that an error left open would take the program down.
        with QPainter(self._image) as painter:
            self._draw(painter, points, last)
        self._inked = last

    def _draw(self, painter: QPainter, points: Stroke, last: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = stroke_path(points, self._inked, last, self._side)
        if path.elementCount() <= 1:  # a dot
            painter.setPen(self._pen)
            painter.drawPoint(QPointF(*(points[last] * self._side)))
        else:
            painter.strokePath(path, self._pen)
