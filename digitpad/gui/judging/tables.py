"""Tables of figures, in which the better of two is marked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from digitpad.core.figures import percentage
from digitpad.gui.judging import words
from digitpad.gui.theme import font_of

_TEXT: Final = 14
_ROW: Final = 27
_BEST: Final = "★"
_SPOKEN: Final = Qt.ItemDataRole.AccessibleTextRole
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as it is written."""

    text: str
    is_better: bool = False
    tip: str = ""


def compared(
    values: Sequence[float | None],
    write: Callable[[float], str] = percentage,
    *,
    high: bool = True,
) -> list[Cell]:
    """Write the same figure of one or two models, and mark the better one.

    Figures that are written alike are alike, and one that is not defined is neither
    better nor worse.

    Parameters
    ----------
    write
        How a figure is written.
    high
        Whether more is better.
    """
    texts = [words.NOTHING if value is None else write(value) for value in values]
    known = [value for value in values if value is not None]
    best = None
    if len(known) == 2 and len(set(texts)) == 2:
        best = max(known) if high else min(known)
    return [
        Cell(text, is_better=best is not None and value == best)
        for text, value in zip(texts, values, strict=True)
    ]


class FigureTable(QTableWidget):
    """Rows of figures; the first column says what they are of."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFont(font_of(_TEXT))
        header = self.horizontalHeader()
        header.setFont(font_of(13))
        header.setDefaultAlignment(_RIGHT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(40)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)

    def set_rows(
        self, titles: Sequence[str], rows: Sequence[tuple[Cell, Sequence[Cell]]]
    ) -> None:
        """Show rows, each with what it is of and its figures."""
        place = self.currentIndex().row(), self.currentIndex().column()
        self.clear()
        self.setColumnCount(len(titles))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(titles)
        mode = QHeaderView.ResizeMode.ResizeToContents
        self.horizontalHeader().setSectionResizeMode(0, mode)
        for row, (title, figures) in enumerate(rows):
            for column, cell in enumerate((title, *figures)):
                said = f"{title.text}, {titles[column]}: {cell.text}" if column else ""
                self.setItem(row, column, _item(cell, said or title.text))
        first = self.horizontalHeaderItem(0)
        if first is not None:
            first.setTextAlignment(_LEFT)
        for row in range(len(rows)):
            item = self.item(row, 0)
            if item is not None:
                item.setTextAlignment(_LEFT)
        if place[0] >= 0:
            self.setCurrentCell(*place)
        self.updateGeometry()

    def texts(self) -> list[list[str]]:
        """Return what is written, row by row."""
        items = [
            [self.item(row, column) for column in range(self.columnCount())]
            for row in range(self.rowCount())
        ]
        return [[item.text() if item else "" for item in row] for row in items]

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        header = self.horizontalHeader().sizeHint().height()
        return QSize(420, header + _ROW * self.rowCount() + 4)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(300, 40 + 2 * _ROW)


def _item(cell: Cell, spoken: str) -> QTableWidgetItem:
    item = QTableWidgetItem(f"{_BEST} {cell.text}" if cell.is_better else cell.text)
    weight = QFont.Weight.Bold if cell.is_better else QFont.Weight.Normal
    item.setFont(font_of(_TEXT, weight))
    item.setTextAlignment(_RIGHT)
    item.setData(_SPOKEN, f"{spoken}, better" if cell.is_better else spoken)
    item.setToolTip(cell.tip or spoken)
    return item
