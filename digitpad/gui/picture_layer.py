"""A picture on the canvas, with the ink that was found in it."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from digitpad.core.canvas import PictureInk
from digitpad.gui.images import color_image_of
from digitpad.gui.theme import Theme, font_of

_KEPT: Final = 0.45
"""How much of the picture is seen beside the ink; the rest is the canvas' colour."""
_LARGE_PIXELS: Final = 4
"""Device pixels from which on a picture's pixels stay squares, as in a bitmap."""
_BOX_AWAY: Final = 0.012
"""Between the ink and the box around it, in canvas units."""
_HINTS: Final = ("Draw to replace the picture", "Draw to replace it")
"""The first that has room is shown."""
_HINT: Final = 0.03
"""Height of the hint, in canvas units..."""
_LEAST_HINT: Final = 12.0
"""... and at least, in logical pixels."""


class PictureLayer:
    """A picture fitted into the canvas, its ink in the accent's colour.

    Parameters
    ----------
    content
        The picture.
    side, ratio
        The canvas' side in logical pixels, and the device's pixels in one of them.
    hint
        Whether to say that it can be drawn over.
    """

    def __init__(
        self,
        content: PictureInk,
        side: float,
        ratio: float,
        theme: Theme,
        *,
        hint: bool = True,
    ) -> None:
        pixels = max(1, round(side * ratio))
        self._image = QImage(
            QSize(pixels, pixels), QImage.Format.Format_ARGB32_Premultiplied
        )
        self._image.fill(Qt.GlobalColor.transparent)
        with QPainter(self._image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _paint_picture(painter, content, pixels, theme)
            _paint_box(painter, content, pixels, ratio, theme)
            if hint:
                painter.scale(ratio, ratio)
                _paint_hint(painter, side, theme)

    def paint(self, painter: QPainter, side: float) -> None:
        """Paint the canvas at (0, 0); at another side than its own it is stretched."""
        painter.drawImage(QRectF(0, 0, side, side), self._image)


def _paint_picture(
    painter: QPainter, content: PictureInk, side: int, theme: Theme
) -> None:
    area = content.area
    left, top = round(area.left * side), round(area.top * side)
    wide = max(1, round(area.right * side) - left)
    high = max(1, round(area.bottom * side) - top)
    image = color_image_of(_tinted(content, theme))
    coarse = wide >= _LARGE_PIXELS * image.width()
    scaled = image.scaled(
        wide,
        high,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.FastTransformation
        if coarse
        else Qt.TransformationMode.SmoothTransformation,
    )
    painter.drawImage(QRect(left, top, wide, high), scaled)
    painter.setPen(QPen(theme.line, 1))  # white paper has an edge on a white canvas
    painter.drawRect(QRectF(left, top, wide, high).adjusted(0.5, 0.5, -0.5, -0.5))


def _tinted(content: PictureInk, theme: Theme) -> NDArray[np.uint8]:
    """Return the picture in colours, uint8 (h, w, 3): dimmed, and its ink tinted."""
    picture = content.picture.astype(np.float32)
    if picture.ndim == 2:
        picture = np.repeat(picture[:, :, None], 3, axis=2)
    picture += (_channels(theme.surface) - picture) * np.float32(1 - _KEPT)
    share = content.ink.astype(np.float32)[:, :, None] / np.float32(255)
    picture += (_channels(theme.accent) - picture) * share
    return np.rint(picture).astype(np.uint8)


def _channels(color: QColor) -> NDArray[np.float32]:
    return np.array([color.red(), color.green(), color.blue()], dtype=np.float32)


def _paint_box(
    painter: QPainter, content: PictureInk, side: int, ratio: float, theme: Theme
) -> None:
    box = content.box
    if box is None:
        return
    area = content.area
    scale = side / max(content.ink.shape)
    away = _BOX_AWAY * side
    outline = QRectF(
        area.left * side + box.left * scale,
        area.top * side + box.top * scale,
        (box.right - box.left) * scale,
        (box.bottom - box.top) * scale,
    ).adjusted(-away, -away, away, away)
    painter.setPen(QPen(theme.accent, 2 * ratio))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = ratio + 1  # a box at the edge is seen whole
    canvas = QRectF(0, 0, side, side).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(outline & canvas, 4 * ratio, 4 * ratio)


def _paint_hint(painter: QPainter, side: float, theme: Theme) -> None:
    """Say at the foot that drawing replaces the picture."""
    font = font_of(max(_HINT * side, _LEAST_HINT))
    metrics = QFontMetricsF(font)
    pad = metrics.height() / 2
    for text in _HINTS:
        width = metrics.horizontalAdvance(text) + 2 * pad
        if width <= side:
            break
    else:
        return
    height = metrics.height() * 1.5
    label = QRectF((side - width) / 2, side - height - pad / 2, width, height)
    plate = QColor(theme.surface)
    plate.setAlphaF(0.85)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(plate)
    painter.drawRoundedRect(label, height / 2, height / 2)
    painter.setPen(theme.quiet)
    painter.setFont(font)
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)
