"""Pictures of numbers: one map large, a window with its kernel, many weights."""

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.core.arithmetic import Numbers
from digitpad.gui.images import indexed_image
from digitpad.gui.inside.sums import written
from digitpad.gui.inside.tiles import Tiling, color_tables, is_signed, levels_of
from digitpad.gui.theme import LIGHT, Theme, font_of, legible_on

_SIDE: Final = 168
_WIDTH: Final = 380
_SIGN: Final = 22
_LARGEST_CELL: Final = 38
_LEGIBLE_CELL: Final = 28
_WEIGHTED: Final = frozenset({"Kernel", "Products"})
"""Titles of grids whose numbers may be below 0, even where none is."""
_STEPS: Final = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class MapPicture(QWidget):
    """Shows one map large; a click or the arrow keys choose a pixel."""

    pixel_chosen = Signal(int, int)
    """Row and column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._colors = color_tables(LIGHT)
        self._numbers: Numbers = np.zeros((1, 1), dtype=np.float32)
        self._pixel = 0, 0
        self.setFixedSize(_SIDE + 8, _SIDE + 8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName("The chosen map, large")
        self.setToolTip("Click a square to see how its number comes about")

    @property
    def pixel(self) -> tuple[int, int]:
        """Row and column of the chosen pixel."""
        return self._pixel

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme, self._colors = theme, color_tables(theme)
        self.update()

    def set_map(self, numbers: Numbers, pixel: tuple[int, int]) -> None:
        """Show a map, float32 (height, width), and mark a pixel."""
        self._numbers, self._pixel = numbers, pixel
        self.update()

    def pixel_rect(self, row: int, column: int) -> QRectF:
        """Return where a pixel is painted."""
        scale = self._scale
        return QRectF(4 + column * scale, 4 + row * scale, scale, scale)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        self._choose(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        height, width = self._numbers.shape
        row = min(max(self._pixel[0] + step[0], 0), height - 1)
        column = min(max(self._pixel[1] + step[1], 0), width - 1)
        self.pixel_chosen.emit(row, column)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        numbers, theme = self._numbers, self._theme
        colors = self._colors[is_signed(numbers)]
        height, width = numbers.shape
        area = QRectF(4, 4, width * self._scale, height * self._scale)
        painter.drawImage(area, indexed_image(levels_of(numbers), colors))
        painter.setPen(QPen(theme.line, 1))
        painter.drawRect(area)
        marked = self.pixel_rect(*self._pixel)
        painter.setPen(QPen(theme.surface, 4))
        painter.drawRect(marked)
        painter.setPen(QPen(theme.accent, 2))
        painter.drawRect(marked)
        if self.hasFocus():
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()

    @property
    def _scale(self) -> int:
        sides: tuple[int, ...] = self._numbers.shape
        return max(1, _SIDE // max(sides))

    def _choose(self, point: QPointF) -> None:
        row = int((point.y() - 4) // self._scale)
        column = int((point.x() - 4) // self._scale)
        height, width = self._numbers.shape
        if 0 <= row < height and 0 <= column < width:
            self.pixel_chosen.emit(row, column)


class Grids(QWidget):
    """Shows small grids of numbers beside each other: window × kernel = products."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._colors = color_tables(LIGHT)
        self._grids: tuple[tuple[str, Numbers], ...] = ()
        self._signs: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme, self._colors = theme, color_tables(theme)
        self.update()

    def set_grids(self, *grids: tuple[str, Numbers], signs: tuple[str, ...]) -> None:
        """Show titled grids, float32 (height, width), with signs between them."""
        self._grids, self._signs = grids, signs
        rows = [
            f"{title}: " + "; ".join(" ".join(map(written, row)) for row in numbers)
            for title, numbers in grids
        ]
        self.setAccessibleName("\n".join(rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        rows = max((int(numbers.shape[0]) for _, numbers in self._grids), default=0)
        return QSize(_WIDTH, 20 + rows * self._cell if rows else 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        cell, x = self._cell, 0.0
        for number, (title, numbers) in enumerate(self._grids):
            width = numbers.shape[1] * cell
            painter.setFont(font_of(13))
            painter.setPen(self._theme.quiet)
            head = QRectF(x, 0, width, 18)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, title)
            self._paint_grid(painter, QPointF(x, 20), title, numbers)
            x += width
            if number < len(self._signs):
                painter.setPen(self._theme.text)
                painter.setFont(font_of(17))
                sign = QRectF(x, 20, _SIGN, numbers.shape[0] * cell)
                painter.drawText(
                    sign, Qt.AlignmentFlag.AlignCenter, self._signs[number]
                )
                x += _SIGN
        painter.end()

    @property
    def _cell(self) -> int:
        columns = sum(int(numbers.shape[1]) for _, numbers in self._grids)
        room = _WIDTH - _SIGN * len(self._signs) - 1
        return min(_LARGEST_CELL, max(4, room // max(1, columns)))

    def _paint_grid(
        self, painter: QPainter, corner: QPointF, title: str, numbers: Numbers
    ) -> None:
        signed = title in _WEIGHTED or is_signed(numbers)
        colors = self._colors[signed]
        levels, cell = levels_of(numbers, signed=signed), self._cell
        painter.setFont(font_of(11))
        for row, column in np.ndindex(*numbers.shape):
            place = QRectF(
                corner.x() + column * cell, corner.y() + row * cell, cell, cell
            )
            color = QColor.fromRgba(colors[int(levels[row, column])])
            painter.setPen(QPen(self._theme.line, 1))
            painter.setBrush(color)
            painter.drawRect(place)
            if cell >= _LEGIBLE_CELL:
                painter.setPen(legible_on(color))
                text = written(float(numbers[row, column]))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


class Mosaic(QWidget):
    """Shows the weights of a dense unit, in the shape of what they weigh."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._colors = color_tables(LIGHT)
        self._numbers: Numbers = np.zeros(1, dtype=np.float32)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme, self._colors = theme, color_tables(theme)
        self.update()

    def set_numbers(self, numbers: Numbers, name: str) -> None:
        """Show numbers, float32 (height, width), (height, width, maps) or (n,)."""
        self._numbers = numbers[:, :, None] if numbers.ndim == 2 else numbers
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(_WIDTH, self._tiling.size[1])

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        picture = self._tiling.mosaic(levels_of(self._numbers, signed=True))
        colors = self._colors[True]
        painter.drawImage(QPointF(0, 0), indexed_image(picture, colors))
        painter.end()

    @property
    def _tiling(self) -> Tiling:
        if self._numbers.shape[-1] == 1 and self._numbers.ndim == 3:
            return Tiling.of(self._numbers, _WIDTH, side=_SIDE, limit=_SIDE)
        return Tiling.of(self._numbers, _WIDTH, side=24, cell=14)
