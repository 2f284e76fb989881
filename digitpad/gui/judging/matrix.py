"""A confusion matrix whose cells are chosen, or the difference of two."""

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from digitpad.core.records import Matrix
from digitpad.gui.confusion import ConfusionMatrix, describe_cell, mixed
from digitpad.gui.theme import font_of

_STEPS: Final = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_PALEST: Final = 0.14
"""Share of the colour in the cell of a difference of one: it must be seen."""
_SAME: Final = "Both read the same"
_CAPTION: Final = "B − A: + where B read so more often, − less often"


class JudgedMatrix(ConfusionMatrix):
    """Shows counts, or by how much those of B are above those of A.

    A cell is chosen by a click or the arrow keys.
    """

    cell_chosen = Signal(int, int)
    """The label and the guess of another cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair: tuple[Matrix, Matrix] | None = None
        self._chosen: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def chosen(self) -> tuple[int, int] | None:
        """The label and the guess of the chosen cell."""
        return self._chosen

    def set_matrix(self, matrix: Matrix | None) -> None:
        """Show counts, row the label and column the guess; None shows an empty grid."""
        self._pair = None
        super().set_matrix(matrix)
        self._describe_chosen()

    def set_difference(self, of_a: Matrix, of_b: Matrix) -> None:
        """Show by how much the counts of B are above those of A."""
        super().set_matrix(None)
        self._pair = of_a, of_b
        self._describe_chosen()

    def choose(self, label: int, guess: int) -> None:
        """Choose a cell, as the user would."""
        if self._chosen != (label, guess):
            self._chosen = label, guess
            self._describe_chosen()
            self.update()
            self.cell_chosen.emit(label, guess)

    def describe(self, label: int, guess: int) -> str:
        """Say a cell in words; "" without counts."""
        if self._pair is None:
            return super().describe(label, guess)
        of_a, of_b = (matrix[label][guess] for matrix in self._pair)
        begins = describe_cell(label, guess, of_a)
        return f"{begins} by A, {describe_cell(label, guess, of_b).split(': ')[1]} by B"

    def cell_text(self, label: int, guess: int) -> str:
        """Return what stands in a cell: nothing for 0."""
        if self._pair is None:
            return super().cell_text(label, guess)
        more = self._more(label, guess)
        return f"{more:+d}".replace("-", "−") if more else ""

    def cell_color(self, label: int, guess: int) -> QColor:
        """Return a cell's colour: in a difference by which of the two is better."""
        if self._pair is None:
            return super().cell_color(label, guess)
        theme, more = self._theme, self._more(label, guess)
        if not more:
            return theme.surface
        most = int(np.abs(np.subtract(self._pair[1], self._pair[0])).max())
        share = _PALEST + (1 - _PALEST) * (abs(more) / most) ** 0.5
        b_is_better = (more > 0) == (label == guess)
        color = theme.accent if b_is_better else theme.unsure
        return mixed(theme.surface, color, share)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._pair is not None:
            self._paint_words(painter)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        focused = self.hasFocus()
        if self._chosen is not None:
            color = self._theme.text
            painter.setPen(QPen(color, 3 if focused else 2))
            painter.drawRoundedRect(self.cell_rect(*self._chosen), 4, 4)
        if focused:
            painter.setPen(QPen(self._theme.accent, 2))
            grid = self._grid().adjusted(-2, -2, 2, 2)
            painter.drawRoundedRect(grid, 5, 5)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        cell = self.cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.choose(*cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif self._chosen is None:
            self.choose(0, 0)
        else:
            label, guess = self._chosen[0] + step[0], self._chosen[1] + step[1]
            self.choose(max(0, min(9, label)), max(0, min(9, guess)))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        super().focusOutEvent(event)
        self.update()

    def _more(self, label: int, guess: int) -> int:
        assert self._pair
        return self._pair[1][label][guess] - self._pair[0][label][guess]

    def _paint_words(self, painter: QPainter) -> None:
        painter.setFont(font_of(13))
        painter.setPen(self._theme.text)
        assert self._pair
        text = _SAME if self._pair[0] == self._pair[1] else _CAPTION
        top = QPointF(0, self._grid().bottom() + 4)
        place = QRectF(top.x(), top.y(), self.width(), 21)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _describe_chosen(self) -> None:
        """Tell a screen reader the chosen cell first, then all that are not 0."""
        shown = self._pair is not None or self._matrix is not None
        lines = []
        if shown and self._chosen:
            lines.append(f"Chosen: {self.describe(*self._chosen)}")
        if self._matrix is not None:
            lines.append(self._caption)
        if shown:
            every = ((label, guess) for label in range(10) for guess in range(10))
            lines += [self.describe(*cell) for cell in every if self.cell_text(*cell)]
        self.setAccessibleDescription("\n".join(lines))
        self.update()
