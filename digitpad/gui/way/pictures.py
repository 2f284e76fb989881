"""Square pictures of the steps: strokes on paper, ink in pixels."""

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF, qRgba
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.core.frame import SIDE, centre_of_mass
from digitpad.core.strokes import Floats, Frame, Ink, Stroke
from digitpad.gui.images import image_of, indexed_image
from digitpad.gui.theme import DARK, LIGHT, Theme

_LEAST: Final = 4 * SIDE + 2
_CHUNK: Final = 32
"""Points painted as one line: one that crosses itself often takes Qt long."""
_SMOOTH: Final = 500
"""Up to so many points lines are antialiased, which takes Qt twenty times as long: a
digit has some hundred, and more are a scribble."""
_MOST_POINTS: Final = 2000
"""Of a scribble no more points are painted: it is black long before."""
_CROSS: Final = QColor(DARK.unsure)
"""The pixels are white on black in every theme, and so their cross is one colour."""
_MIDDLE: Final = QColor(DARK.accent)


class _Square(QWidget):
    """The largest square amid the widget, with an edge."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(8 * SIDE + 2, 8 * SIDE + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(_LEAST, _LEAST)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        # Laid out in device pixels, or some squares would be wider than others.
        painter.scale(1 / ratio, 1 / ratio)
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        side = max(1, (min(width, height) - 2) // SIDE) * SIDE
        area = QRectF((width - side) // 2, (height - side) // 2, side, side)
        painter.fillRect(area, self._theme.surface)
        if not self._is_empty():
            painter.save()
            painter.setClipRect(area)
            painter.translate(area.topLeft())
            self._paint(painter, side)
            painter.restore()
        painter.setPen(QPen(self._theme.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(-1, -1, 0, 0))
        painter.end()

    def _is_empty(self) -> bool:
        raise NotImplementedError  # by each kind of picture

    def _paint(self, painter: QPainter, side: int) -> None:
        """Paint into a square of `side` device pixels at (0, 0)."""
        raise NotImplementedError  # by each kind of picture


class StrokesPicture(_Square):
    """Shows strokes as lines, or ink of a picture, in a box where it must fit.

    Parameters
    ----------
    units
        The picture's side in the strokes' unit.
    pen
        Width of the lines in that unit.
    box
        Side of the box amid the picture in that unit; 0 for none.
    """

    def __init__(self, name: str, units: float, pen: float, box: float = 0) -> None:
        super().__init__(name)
        self._units, self._pen, self._box = units, pen, box
        self._strokes: tuple[Stroke, ...] = ()
        self._ink: Ink | None = None

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """What is shown."""
        return self._strokes

    def set_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        """Show strokes, float64 (n, 2) each; () for none."""
        self._strokes, self._ink = strokes, None
        self.update()

    @property
    def ink(self) -> Ink | None:
        """What of a picture is shown."""
        return self._ink

    def set_ink(self, ink: Ink) -> None:
        """Show ink of a picture, float32 (n, n), 0 paper to 1 ink."""
        self._strokes, self._ink = (), ink
        self.update()

    def _is_empty(self) -> bool:
        return not self._strokes and self._ink is None

    def _paint(self, painter: QPainter, side: int) -> None:
        if self._ink is not None:
            self._paint_ink(painter, self._ink, side)
        else:
            self._paint_strokes(painter, side)
        if self._box:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(self._theme.accent, 2, Qt.PenStyle.DashLine))
            inset = round((self._units - self._box) / 2 * side / self._units)
            painter.drawRect(
                QRectF(0, 0, side, side).adjusted(inset, inset, -inset, -inset)
            )

    def _paint_ink(self, painter: QPainter, ink: Ink, side: int) -> None:
        alpha = np.rint(np.clip(ink, 0, 1) * 255).astype(np.uint8)
        color = self._theme.ink
        shades = [
            qRgba(color.red(), color.green(), color.blue(), a) for a in range(256)
        ]
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0, 0, side, side), indexed_image(alpha, shades))

    def _paint_strokes(self, painter: QPainter, side: int) -> None:
        scale = side / self._units
        count = sum(map(len, self._strokes))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, count <= _SMOOTH)
        pen = QPen(self._theme.ink, max(1.0, self._pen * scale))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        nth = -(-count // _MOST_POINTS)
        for stroke in self._strokes:
            points = np.concatenate([stroke[:-1:nth], stroke[-1:]]) * scale
            for first in range(0, len(points), _CHUNK):
                # Each chunk begins where the last one ends; a dot is a chunk of one.
                chunk = points[max(0, first - 1) : first + _CHUNK]
                painter.drawPolyline(
                    QPolygonF([QPointF(x, y) for x, y in chunk.tolist()])
                )
                if len(chunk) == 1:
                    painter.drawPoint(QPointF(*chunk[0]))


class PixelsPicture(_Square):
    """Shows a frame in pixels, white ink on black as the network gets it.

    A cross goes through the ink's centre of mass; a ring is in the frame's middle.
    """

    def __init__(self, name: str, *, cross: bool) -> None:
        super().__init__(name)
        self._cross = cross
        self._frame: Frame | None = None
        self._image = QImage()

    @property
    def frame(self) -> Frame | None:
        """What is shown."""
        return self._frame

    @property
    def centre(self) -> Floats | None:
        """Where the cross is, (x, y) in pixels of the frame; None without one."""
        if self._frame is None or not self._cross or not self._frame.any():
            return None
        return centre_of_mass(self._frame)

    def set_frame(self, frame: Frame | None) -> None:
        """Show a frame, float32 (28, 28), 0 paper to 1 ink; None for none."""
        self._frame = frame
        if frame is not None:
            self._image = image_of(frame)
        self.update()

    def _is_empty(self) -> bool:
        return self._frame is None

    def _paint(self, painter: QPainter, side: int) -> None:
        painter.drawImage(QRectF(0, 0, side, side), self._image)
        centre = self.centre
        if centre is None:
            return
        square = side / SIDE
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(_MIDDLE, max(1.5, square / 4)))
        painter.drawEllipse(QPointF(side / 2, side / 2), 1.6 * square, 1.6 * square)
        x, y = centre * square
        painter.setPen(QPen(_CROSS, max(2, round(square / 6))))
        painter.drawLine(QPointF(x, 0), QPointF(x, side))
        painter.drawLine(QPointF(0, y), QPointF(side, y))
