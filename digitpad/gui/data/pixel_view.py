"""One image, large: its pixels as squares, with their values where there is room."""

from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.core.datasets import Pixels
from digitpad.core.frame import SIDE
from digitpad.gui.images import image_of_pixels
from digitpad.gui.preview import grid_of_lines
from digitpad.gui.theme import LIGHT, Theme, font_of

VALUES_FROM: Final = 21
"""Logical pixels: in smaller squares there is no room for three digits."""
_EDGE: Final = 4
"""Around the image, for the sign of the focus."""
_SCALE: Final = 51
"""Logical pixels at the right: the scale from 0 to 255 with its numbers."""
_BAR: Final = 10
_TEXT: Final = 13
_BLACK_FROM: Final = 118
"""On greys from this value on, black is more legible than white."""
_ZERO: Final = QColor("#8a8a8a")
"""Paper: its many zeros shall not hide the ink's numbers."""


class PixelView(QWidget):
    """Shows an image's pixels, white ink on black as in MNIST, and a scale of greys.

    The pointer or the arrow keys point at a pixel; Page Up and Page Down ask for the
    image before and the one after.
    """

    cell_changed = Signal(object)
    """Another pixel is pointed at: (row, column) from 0, or None."""
    step_requested = Signal(int)
    """Another image is asked for: so many further on, or further back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._pixels: Pixels | None = None
        self._cell: tuple[int, int] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The image's pixels")

    @property
    def cell(self) -> tuple[int, int] | None:
        """The pixel that is pointed at: (row, column) from 0."""
        return self._cell

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.update()

    def set_pixels(self, pixels: Pixels | None) -> None:
        """Show an image, uint8 (28, 28), 0 black to 255 white; None shows none."""
        self._pixels = pixels
        self._point_at(self._cell if pixels is not None else None, told=True)
        self.update()

    def describe_cell(self) -> str:
        """Say the pixel that is pointed at: "row 5, column 9: 253"; "" without one."""
        if self._cell is None or self._pixels is None:
            return ""
        row, column = self._cell
        value = int(self._pixels[row, column])
        return f"row {row + 1}, column {column + 1}: {value}"

    def image_rect(self) -> QRectF:
        """Return where the image is painted: its squares are whole device pixels."""
        ratio = self.devicePixelRatioF()
        width = self.width() - 2 * _EDGE - _SCALE
        room = min(width, self.height() - 2 * _EDGE) * ratio
        side = max(1, int(room) // SIDE) * SIDE
        left = round(((self.width() - _SCALE) * ratio - side) / 2)
        top = round((self.height() * ratio - side) / 2)
        return QRectF(left / ratio, top / ratio, side / ratio, side / ratio)

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Return where a pixel is painted."""
        area = self.image_rect()
        side = area.width() / SIDE
        return QRectF(area.x() + column * side, area.y() + row * side, side, side)

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """Return the row and the column of the pixel at a point."""
        area = self.image_rect()
        if self._pixels is None or not area.contains(point):
            return None
        offset = (point - area.topLeft()) / (area.width() / SIDE)
        return min(SIDE - 1, int(offset.y())), min(SIDE - 1, int(offset.x()))

    @property
    def shows_values(self) -> bool:
        """Whether the squares have room for their values."""
        return self.image_rect().width() / SIDE >= VALUES_FROM

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(12 * SIDE + 2 * _EDGE + _SCALE, 12 * SIDE + 2 * _EDGE)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(5 * SIDE + 2 * _EDGE + _SCALE, 5 * SIDE + 2 * _EDGE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        self._paint_image(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._pixels is not None and self.shows_values:
            self._paint_values(painter, event.rect())
        self._paint_scale(painter)
        self._paint_cell(painter)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.image_rect().adjusted(-2, -2, 2, 2))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        self._point_at(self.cell_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        self._point_at(self.cell_at(event.position()))

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 (Qt's name)
        self._point_at(self.cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        if not self.hasFocus():
            self._point_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        self._point_at(None)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        row, column = self._cell or (SIDE // 2, SIDE // 2)
        match event.key():
            case Qt.Key.Key_Left:
                column -= 1
            case Qt.Key.Key_Right:
                column += 1
            case Qt.Key.Key_Up:
                row -= 1
            case Qt.Key.Key_Down:
                row += 1
            case Qt.Key.Key_PageUp:
                self.step_requested.emit(-1)
                return
            case Qt.Key.Key_PageDown:
                self.step_requested.emit(1)
                return
            case _:
                super().keyPressEvent(event)
                return
        if self._pixels is not None:
            inside = np.clip((row, column), 0, SIDE - 1)
            self._point_at((int(inside[0]), int(inside[1])))

    def _point_at(self, cell: tuple[int, int] | None, told: bool = False) -> None:
        if cell == self._cell and not told:
            return
        areas = [self.cell_rect(*one) for one in (cell, self._cell) if one]
        self._cell = cell
        for area in areas:
            self.update(area.toAlignedRect().adjusted(-3, -3, 3, 3))
        self.update(self._scale_rect().toAlignedRect().adjusted(-12, -12, 60, 12))
        self.setAccessibleDescription(self.describe_cell())
        self.cell_changed.emit(cell)

    def _paint_image(self, painter: QPainter) -> None:
        area = self.image_rect()
        if self._pixels is None:
            painter.fillRect(area, self._theme.track)
            return
        ratio = self.devicePixelRatioF()
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        left, top = round(area.x() * ratio), round(area.y() * ratio)
        side = round(area.width() * ratio)
        painter.drawImage(QRect(left, top, side, side), image_of_pixels(self._pixels))
        painter.drawImage(left, top, grid_of_lines(side // SIDE))
        painter.setPen(QPen(self._theme.line, 1))
        painter.drawRect(left - 1, top - 1, side + 1, side + 1)
        painter.restore()

    def _paint_values(self, painter: QPainter, changed: QRect) -> None:
        assert self._pixels is not None
        painter.setFont(font_of(self.image_rect().width() / SIDE * 0.46))
        for row in range(SIDE):
            for column in range(SIDE):
                rect = self.cell_rect(row, column)
                if not changed.intersects(rect.toAlignedRect()):
                    continue
                value = int(self._pixels[row, column])
                black, white = Qt.GlobalColor.black, Qt.GlobalColor.white
                ink = QColor(black if value >= _BLACK_FROM else white)
                painter.setPen(ink if value else _ZERO)
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(value))

    def _scale_rect(self) -> QRectF:
        area = self.image_rect()
        return QRectF(area.right() + 10, area.y(), _BAR, area.height())

    def _paint_scale(self, painter: QPainter) -> None:
        bar, theme = self._scale_rect(), self._theme
        greys = QLinearGradient(bar.bottomLeft(), bar.topLeft())
        greys.setColorAt(0, Qt.GlobalColor.black)
        greys.setColorAt(1, Qt.GlobalColor.white)
        painter.setPen(QPen(theme.other, 1))
        painter.setBrush(greys)
        painter.drawRect(bar)
        painter.setFont(font_of(_TEXT))
        pointed = self._pointed_value()
        for value in (0, 255) if pointed is None else (pointed,):
            y = bar.bottom() - bar.height() * value / 255
            painter.setPen(theme.quiet if pointed is None else theme.text)
            height = 1.5 * _TEXT
            top = min(max(y - height / 2, bar.y()), bar.bottom() - height)
            words = QRectF(bar.right() + (6 if pointed is None else 9), top, 30, height)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(value))
        if pointed is not None:
            self._paint_pointer(painter, bar, pointed)

    def _paint_pointer(self, painter: QPainter, bar: QRectF, value: int) -> None:
        y = bar.bottom() - bar.height() * value / 255
        tip = QPointF(bar.right() + 1, y)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.accent)
        away = QPointF(7, 5)
        painter.drawPolygon(
            QPolygonF([tip, tip + away, QPointF(tip.x() + away.x(), y - away.y())])
        )

    def _paint_cell(self, painter: QPainter) -> None:
        if self._cell is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.accent, 2))
            painter.drawRect(self.cell_rect(*self._cell).adjusted(-1, -1, 1, 1))

    def _pointed_value(self) -> int | None:
        if self._cell is None or self._pixels is None:
            return None
        return int(self._pixels[self._cell])
