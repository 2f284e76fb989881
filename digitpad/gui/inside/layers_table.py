"""All layers of the network: what they give and how many parameters they have."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from digitpad.core.inspection import Shapes
from digitpad.core.network_file import SavedLayer

_TITLES: Final = ("Layer", "Kind", "Output", "Param #")
_ROW: Final = 28


class LayersTable(QTableWidget):
    """Lists a network's layers in Keras's order, and their sum."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_TITLES), parent)
        self.setHorizontalHeaderLabels(_TITLES)
        self.setStyleSheet("QTableView { font-size: 13px; }")
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        for column in range(len(_TITLES)):
            title = self.horizontalHeaderItem(column)
            if title is not None:
                title.setTextAlignment(_aligned(column))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("Layers of the network")

    def set_layers(self, layers: Sequence[SavedLayer], shapes: Shapes) -> None:
        """Show layers, and the shapes of their outputs by their names."""
        self.setRowCount(0)
        for layer in layers:
            shape = " × ".join(f"{side:,}" for side in shapes[layer.name])
            self._append(layer.name, layer.kind, shape, f"{layer.parameters:,}")
        total = sum(layer.parameters for layer in layers)
        self._append("Total", "", "", f"{total:,}")

    def _append(self, *texts: str) -> None:
        row = self.rowCount()
        self.insertRow(row)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            item.setTextAlignment(_aligned(column))
            self.setItem(row, column, item)


def _aligned(column: int) -> Qt.AlignmentFlag:
    """Return words to the left, numbers to the right."""
    side = Qt.AlignmentFlag.AlignLeft if column < 2 else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
