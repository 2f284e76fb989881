"""The epochs of a training, a row for each."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from digitpad.core.figures import percentage
from digitpad.core.records import Epoch
from digitpad.gui.theme import font_of
from digitpad.gui.training import words

_TITLES: Final = (
    "Epoch",
    "Loss",
    "Accuracy",
    "Validation\nloss",
    "Validation\naccuracy",
    "Seconds",
)
_BEST: Final = "★"
_NOTHING: Final = "–"
_TEXT: Final = 14
_ROW: Final = 28


class EpochsTable(QTableWidget):
    """Lists what each epoch reached; a star marks the best one.

    The newest row is kept in sight unless the user has scrolled up.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_TITLES), parent)
        self.setHorizontalHeaderLabels(_TITLES)
        self.setFont(font_of(_TEXT))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        header = self.horizontalHeader()
        header.setFont(font_of(13))
        header.setDefaultAlignment(right)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(40)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("Epochs")

    def clear(self) -> None:
        """Take all epochs away."""
        self.setRowCount(0)

    def add_epoch(self, epoch: Epoch) -> None:
        """Add a row."""
        bar = self.verticalScrollBar()
        follows = bar.value() >= bar.maximum()
        self._append(epoch)
        if follows:
            self.scrollToBottom()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(560, 180)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(420, 44 + 3 * _ROW)

    def _append(self, epoch: Epoch) -> None:
        if epoch.best:
            for earlier in range(self.rowCount()):
                self._write_number(earlier, is_best=False)
        row = self.rowCount()
        self.insertRow(row)
        loss, accuracy = epoch.validation_loss, epoch.validation_accuracy
        cells = (
            str(epoch.epoch),
            words.loss(epoch.loss),
            percentage(epoch.accuracy),
            _NOTHING if loss is None else words.loss(loss),
            _NOTHING if accuracy is None else percentage(accuracy),
            f"{epoch.seconds:.1f}",
        )
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setTextAlignment(
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
            self.setItem(row, column, item)
        self._write_number(row, is_best=epoch.best)

    def _write_number(self, row: int, *, is_best: bool) -> None:
        item = self.item(row, 0)
        if item is None:
            return
        number = item.text().removeprefix(_BEST).strip()
        item.setText(f"{_BEST} {number}" if is_best else number)
        spoken = f"{number}, the best so far" if is_best else number
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setToolTip("The best epoch so far" if is_best else "")
