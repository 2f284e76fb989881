"""What is painted on the canvas besides ink."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPainterPath, QPen, QPixmap

from digitpad.gui.theme import Theme, font_of

_RADIUS: Final = 18.0
"""Of the canvas' corners, in logical pixels."""
_LEAST_HINT: Final = 14.0
"""Height of the hint on a small canvas, in logical pixels."""


def paint_edge(painter: QPainter, canvas: QRectF, theme: Theme, *, focus: bool) -> None:
    """Round the corners, ink included, and paint the line around the canvas."""
    outside, rounded = QPainterPath(), QPainterPath()
    outside.addRect(canvas)
    rounded.addRoundedRect(canvas, _RADIUS, _RADIUS)
    painter.fillPath(outside - rounded, theme.background)
    width = 3 if focus else 1
    painter.setPen(QPen(theme.accent if focus else theme.line, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = width / 2
    edge = canvas.adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(edge, _RADIUS, _RADIUS)


def paint_hint(painter: QPainter, canvas: QRectF, theme: Theme, text: str) -> None:
    """Paint a quiet text on the empty canvas."""
    painter.setPen(theme.quiet)
    painter.setFont(font_of(max(canvas.width() * 0.042, _LEAST_HINT)))
    painter.drawText(canvas, Qt.AlignmentFlag.AlignCenter, text)


def paint_keyboard_pen(
    painter: QPainter, place: QPointF, theme: Theme, *, down: bool
) -> None:
    """Paint a ring where the keys' pen is, filled while it is down."""
    painter.setPen(QPen(theme.accent, 2.5))
    painter.setBrush(theme.accent if down else Qt.BrushStyle.NoBrush)
    radius = 7.0 if down else 11.0
    painter.drawEllipse(place, radius, radius)


def snap_to_device(painter: QPainter) -> None:
    """Move the painter's origin to a whole pixel of the device.

    Else, at a scale of 1.25, a picture of ink would be blurred where strokes painted
    directly are sharp.
    """
    device = painter.deviceTransform()
    origin = device.map(QPointF(0, 0))
    snapped = QPointF(round(origin.x()), round(origin.y()))
    painter.translate(device.inverted()[0].map(snapped))


def ring_cursor(radius: float, ratio: float, color: QColor) -> QCursor:
    """Return a pointer that shows how far the eraser reaches.

    `radius` in logical pixels, `ratio` the device's pixels in one of them.
    """
    side = max(16.0, 2 * radius)
    pixels = round((side + 4) * ratio)
    ring = QPixmap(pixels, pixels)
    ring.setDevicePixelRatio(ratio)
    ring.fill(Qt.GlobalColor.transparent)
    painter = QPainter(ring)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 2))
    painter.drawEllipse(QRectF(2, 2, side, side))
    painter.end()
    return QCursor(ring)
