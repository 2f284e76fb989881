"""The confusion matrix as a heat map with counts."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from digitpad.core.records import Matrix
from digitpad.gui.theme import LIGHT, Theme, font_of, legible_on

_NAMED: Final = 3
"""So many of the largest confusions are said in words."""
_PALEST: Final = 0.14
"""Share of the colour in the cell of a single mistake: it must be seen."""
_CAPTION: Final = 13


def largest_confusions(matrix: Matrix, count: int) -> list[tuple[int, int, int]]:
    """Return (label, guess, times) of the most frequent mistakes, at most `count`."""
    mistakes = [
        (label, guess, times)
        for label, row in enumerate(matrix)
        for guess, times in enumerate(row)
        if times and label != guess
    ]
    return sorted(mistakes, key=lambda mistake: -mistake[2])[:count]


def describe_cell(label: int, guess: int, times: int) -> str:
    """Say a cell in words: "4 read as 9: 12 times"."""
    reading = "read rightly" if label == guess else f"read as {guess}"
    often = {0: "never", 1: "once"}.get(times, f"{times:,} times")
    return f"{label} {reading}: {often}"


class ConfusionMatrix(QWidget):
    """Shows how often which digit was read as which.

    Hits and mistakes have scales of their own: beside a thousand hits twelve
    mistakes would be as pale as none.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._matrix: Matrix | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setAccessibleName("Confusion matrix")

    def set_matrix(self, matrix: Matrix | None) -> None:
        """Show counts, row the label and column the guess; None shows an empty grid."""
        self._matrix = matrix
        self.setAccessibleDescription("\n".join([self._caption, *_cells(matrix)]))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.update()

    def describe(self, label: int, guess: int) -> str:
        """Say a cell in words; "" without counts."""
        if self._matrix is None:
            return ""
        return describe_cell(label, guess, self._matrix[label][guess])

    def cell_text(self, label: int, guess: int) -> str:
        """Return what stands in a cell: its count, nothing for 0."""
        times = self._matrix[label][guess] if self._matrix else 0
        return str(times) if times else ""

    @property
    def _caption(self) -> str:
        """The largest confusions in words."""
        if self._matrix is None:
            return ""
        return _say(largest_confusions(self._matrix, _NAMED))

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """Return the label and the guess whose cell is at a point, if there is one."""
        grid = self._grid()
        if not grid.contains(point):
            return None
        side = grid.width() / 10
        offset = (point - grid.topLeft()) / side
        return min(9, int(offset.y())), min(9, int(offset.x()))

    def cell_rect(self, label: int, guess: int) -> QRectF:
        """Return where a cell is painted."""
        grid = self._grid()
        side = grid.width() / 10
        return QRectF(
            grid.x() + guess * side, grid.y() + label * side, side, side
        ).adjusted(1, 1, -1, -1)

    def cell_color(self, label: int, guess: int) -> QColor:
        """Return a cell's colour."""
        theme = self._theme
        if self._matrix is None or not self._matrix[label][guess]:
            return theme.surface
        times = self._matrix[label][guess]
        if label == guess:
            # Good networks differ in the last percent: the eighth power shows it.
            share = float((times / sum(self._matrix[label])) ** 8)
            return mixed(theme.surface, theme.accent, 0.25 + 0.75 * share)
        most = largest_confusions(self._matrix, 1)[0][2]
        share = float((times / most) ** 0.5)
        return mixed(theme.surface, theme.unsure, _PALEST + (1 - _PALEST) * share)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(300, 322)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(280, 300)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self.cell_at(QPointF(event.pos()))
            if cell is None or self._matrix is None:
                QToolTip.hideText()
            else:
                text = self.describe(*cell)
                rect = self.cell_rect(*cell).toAlignedRect()
                QToolTip.showText(event.globalPos(), text, self, rect)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grid = self._grid()
        self._paint_titles(painter, grid)
        for label in range(10):
            for guess in range(10):
                self._paint_cell(painter, label, guess)
        if self._caption:
            self._paint_caption(painter, grid.bottom() + 4)
        painter.end()

    def _grid(self) -> QRectF:
        """Return where the hundred cells are: whole pixels, amid the widget."""
        head = 2.9 * _CAPTION
        foot = 1.6 * _CAPTION + 4
        room = min(self.width() - head, self.height() - head - foot)
        side = max(10, int(room / 10)) * 10
        left = max(head, (self.width() - side + head) / 2)
        return QRectF(round(left), round(head), side, side)

    def _paint_titles(self, painter: QPainter, grid: QRectF) -> None:
        theme, center = self._theme, Qt.AlignmentFlag.AlignCenter
        side, line = grid.width() / 10, 1.5 * _CAPTION
        painter.setFont(font_of(_CAPTION))
        painter.setPen(theme.quiet)
        top = QRectF(grid.x(), grid.y() - 2.9 * _CAPTION, grid.width(), line)
        painter.drawText(top, center, "Read as")
        painter.save()
        painter.translate(grid.x() - 2.9 * _CAPTION, grid.bottom())
        painter.rotate(-90)
        painter.drawText(QRectF(0, 0, grid.height(), line), center, "Label")
        painter.restore()
        painter.setPen(theme.text)
        painter.setFont(font_of(_CAPTION, QFont.Weight.Bold))
        for digit in range(10):
            along = digit * side
            column = QRectF(grid.x() + along, grid.y() - line, side, line)
            painter.drawText(column, center, str(digit))
            row = QRectF(grid.x() - line, grid.y() + along, line, side)
            painter.drawText(row, center, str(digit))

    def _paint_caption(self, painter: QPainter, top: float) -> None:
        """Paint as many of the largest confusions as there is room for."""
        painter.setPen(self._theme.text)
        painter.setFont(font_of(_CAPTION))
        found = largest_confusions(self._matrix, _NAMED) if self._matrix else []
        text = _say(found)
        while (
            painter.fontMetrics().horizontalAdvance(text) > self.width() and found[1:]
        ):
            found = found[:-1]
            text = _say(found)
        place = QRectF(0, top, self.width(), _CAPTION * 1.6)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_cell(self, painter: QPainter, label: int, guess: int) -> None:
        rect, color = self.cell_rect(label, guess), self.cell_color(label, guess)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(rect, 3, 3)
        text = self.cell_text(label, guess)
        if text:
            digits = max(3, len(text))
            painter.setFont(font_of(min(rect.width() / digits * 1.35, 17)))
            painter.setPen(legible_on(color))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _say(found: Sequence[tuple[int, int, int]]) -> str:
    if not found:
        return "No mistake at all"
    words = (f"{label} as {guess} ({times:,}×)" for label, guess, times in found)
    return f"Most often: {', '.join(words)}"


def _cells(matrix: Matrix | None) -> list[str]:
    """Say all cells that are not 0: what the pointer is told of each."""
    return [
        describe_cell(label, guess, times)
        for label, row in enumerate(matrix or ())
        for guess, times in enumerate(row)
        if times
    ]


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Return a colour between two, `share` of the way to the other."""
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    red, green, blue = (round(a + (b - a) * share) for a, b in parts)
    return QColor(red, green, blue)
