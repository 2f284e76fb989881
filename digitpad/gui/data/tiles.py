"""Painting images side by side, each with a caption under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from digitpad.core.datasets import Pixels
from digitpad.core.frame import SIDE
from digitpad.gui.images import image_of_pixels
from digitpad.gui.theme import Theme, font_of

IMAGE: Final = 2 * SIDE
"""Logical pixels of an image's side."""
TILE: Final = QSize(IMAGE + 22, IMAGE + 34)
_TOP: Final = 7
"""From the top of a tile to its image."""
_CAPTION: Final = 20
_TEXT: Final = 14
_BADGE: Final = 7.0
"""Radius of the mark of a mistake."""


@dataclass(frozen=True, slots=True)
class Tile:
    """An image and where it is painted.

    Attributes
    ----------
    pixels
        uint8, shape (28, 28), 0 black to 255 white.
    """

    rect: QRect
    pixels: Pixels
    caption: str
    is_wrong: bool = False
    is_unsure: bool = False
    is_selected: bool = False
    has_focus: bool = False


def paint_tiles(
    painter: QPainter, tiles: Sequence[Tile], theme: Theme, ratio: float
) -> None:
    """Paint tiles; `ratio` is the number of device pixels to a logical one."""
    for tile in tiles:
        if tile.is_selected:
            _paint_selection(painter, tile, theme)
    painter.save()
    # Squares are laid out in device pixels, or some would be wider than others.
    painter.scale(1 / ratio, 1 / ratio)
    for tile in tiles:
        area = image_rect(tile.rect)
        side = max(1, round(IMAGE * ratio) // SIDE) * SIDE
        middle = area.center() * ratio
        corner = QPointF(round(middle.x() - side / 2), round(middle.y() - side / 2))
        place = QRectF(corner.x(), corner.y(), side, side)
        painter.drawImage(place, image_of_pixels(tile.pixels))
    painter.restore()
    regular, bold = font_of(_TEXT), font_of(_TEXT, QFont.Weight.Bold)
    for tile in tiles:
        painter.setFont(bold if tile.is_wrong else regular)
        painter.setPen(_text_color(tile, theme))
        center = Qt.AlignmentFlag.AlignCenter
        painter.drawText(_caption_rect(tile.rect), center, tile.caption)
        if tile.is_wrong:
            corner = image_rect(tile.rect).topRight()
            paint_cross(painter, corner, theme.unsure, theme.surface)


def image_rect(tile: QRect) -> QRectF:
    """Return where a tile's image is painted."""
    left = tile.x() + (tile.width() - IMAGE) / 2
    return QRectF(left, tile.y() + _TOP, IMAGE, IMAGE)


def paint_cross(
    painter: QPainter, middle: QPointF, color: QColor, cross: QColor
) -> None:
    """Paint the mark of a mistake: more than a colour tells it."""
    painter.setPen(QPen(cross, 1.5))
    painter.setBrush(color)
    painter.drawEllipse(middle, _BADGE, _BADGE)
    arm = _BADGE * 0.42
    x, y = middle.x(), middle.y()
    painter.setPen(QPen(cross, 2))
    painter.drawLine(QLineF(x - arm, y - arm, x + arm, y + arm))
    painter.drawLine(QLineF(x - arm, y + arm, x + arm, y - arm))


def _paint_selection(painter: QPainter, tile: Tile, theme: Theme) -> None:
    painter.setPen(QPen(theme.accent if tile.has_focus else theme.other, 2))
    painter.setBrush(theme.pressed)
    painter.drawRoundedRect(QRectF(tile.rect).adjusted(1, 1, -1, -1), 7, 7)


def _caption_rect(tile: QRect) -> QRectF:
    top = image_rect(tile).bottom() + 3
    return QRectF(tile.x(), top, tile.width(), _CAPTION)


def _text_color(tile: Tile, theme: Theme) -> QColor:
    if tile.is_wrong or tile.is_unsure:
        return theme.unsure
    return theme.text if tile.is_selected else theme.quiet
