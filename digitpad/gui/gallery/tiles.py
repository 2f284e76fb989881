"""Painting kept drawings side by side: ink, label, day."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
)

from digitpad.core.own_drawing import OwnDrawing
from digitpad.core.strokes import Drawing
from digitpad.gui.data.tiles import paint_cross
from digitpad.gui.theme import Theme, font_of

INK: Final = 64
"""Logical pixels of the longer side of a drawing."""
TILE: Final = QSize(INK + 28, INK + 58)
_TOP: Final = 10
"""From the top of a tile to its ink."""
_PEN: Final = 5.0
_CAPTION: Final = 15
_DAY: Final = 12
_KEPT: Final = 600
"""Pictures that are kept: two screens full, about ten megabytes."""


@dataclass(frozen=True, slots=True)
class DrawingTile:
    """A drawing and where it is painted."""

    rect: QRect
    drawing: OwnDrawing
    caption: str
    day: str
    is_wrong: bool
    is_unsure: bool
    is_selected: bool
    is_current: bool


class Thumbnails:
    """Small pictures of drawings, of which the last ones are kept."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[str, QPixmap] = OrderedDict()
        self._look: tuple[int, float] | None = None

    def picture(self, one: OwnDrawing, ink: QColor, ratio: float) -> QPixmap:
        """Return a drawing's picture; `ratio` is device pixels to a logical one."""
        look = ink.rgba(), ratio
        if look != self._look:
            self._pictures.clear()
            self._look = look
        picture = self._pictures.get(one.id)
        if picture is None:
            picture = _inked(one.drawing, ink, ratio)
            self._pictures[one.id] = picture
            if len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        else:
            self._pictures.move_to_end(one.id)
        return picture


def paint_drawings(
    painter: QPainter,
    tiles: Sequence[DrawingTile],
    thumbnails: Thumbnails,
    theme: Theme,
    ratio: float,
    *,
    has_focus: bool,
) -> None:
    """Paint tiles."""
    regular, bold = font_of(_CAPTION), font_of(_CAPTION, QFont.Weight.Bold)
    small = font_of(_DAY)
    center = Qt.AlignmentFlag.AlignCenter
    for tile in tiles:
        if tile.is_selected or (tile.is_current and has_focus):
            _paint_selection(painter, tile, theme, has_focus=has_focus)
        left = tile.rect.x() + (tile.rect.width() - INK) // 2
        corner = QPointF(left, tile.rect.y() + _TOP)
        painter.drawPixmap(corner, thumbnails.picture(tile.drawing, theme.ink, ratio))
        below = tile.rect.y() + _TOP + INK + 2
        line = QRectF(tile.rect.x(), below, tile.rect.width(), 22)
        painter.setFont(bold if tile.is_wrong else regular)
        marked = tile.is_wrong or tile.is_unsure
        painter.setPen(theme.unsure if marked else theme.text)
        painter.drawText(line, center, tile.caption)
        painter.setFont(small)
        painter.setPen(theme.quiet)
        painter.drawText(line.translated(0, 19), center, tile.day)
        if tile.is_wrong:
            mark = corner + QPointF(INK + 3, 3)
            paint_cross(painter, mark, theme.unsure, theme.surface)


def _paint_selection(
    painter: QPainter, tile: DrawingTile, theme: Theme, *, has_focus: bool
) -> None:
    color = theme.accent if has_focus else theme.other
    style = Qt.PenStyle.SolidLine if tile.is_selected else Qt.PenStyle.DotLine
    painter.setPen(QPen(color, 2 if tile.is_selected else 1.5, style))
    painter.setBrush(theme.pressed if tile.is_selected else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(tile.rect).adjusted(2, 2, -2, -2), 8, 8)


def _inked(drawing: Drawing, color: QColor, ratio: float) -> QPixmap:
    """Ink a drawing, scaled to the picture."""
    picture = QPixmap(round(INK * ratio), round(INK * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    points = np.concatenate(drawing)
    low, high = points.min(axis=0), points.max(axis=0)
    longest = float((high - low).max())
    scale = (INK - _PEN - 1) / longest if longest else 1.0
    middle = (low + high) / 2
    path = QPainterPath()
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(
                color,
                _PEN,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            )
        )
        for stroke in drawing:
            placed = (stroke - middle) * scale + INK / 2
            line = [QPointF(x, y) for x, y in placed.tolist()]
            if len(line) == 1 or not np.ptp(placed, axis=0).any():
                painter.drawPoint(line[0])
            else:
                path.addPolygon(QPolygonF(line))
        painter.drawPath(path)
    return picture
