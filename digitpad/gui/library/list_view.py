"""The list of models on the screen, by pointer and by keys."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QItemSelectionModel, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from digitpad.core.model_list import ListedModel
from digitpad.gui.library.table import NAME, NETWORK, ModelsTable, SortedModels
from digitpad.gui.theme import font_of

_ROW: Final = 40
"""Pixels: a finger finds a row."""
_WIDTHS: Final = (170, 150, 116, 126, 146, 104, 80)
"""Logical pixels of the columns at first."""
_NOTHING: Final = "No model is called like that."


class ModelsView(QTableView):
    """A table of models, of which one is selected."""

    selected_changed = Signal()
    """Another model is selected, or none, or it has changed."""
    use_requested = Signal()
    """The selected model shall be used."""
    delete_requested = Signal()
    """The selected model shall be deleted."""
    rename_requested = Signal(object, str)
    """A `ListedModel` shall have another name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = ModelsTable(self)
        self._sorted = SortedModels(self._table)
        self._wanted: Path | None = None
        self.setModel(self._sorted)
        self._table.rename_requested.connect(self.rename_requested)
        self.setAccessibleName("Models")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self._prepare_header()
        self.doubleClicked.connect(self.use_requested)
        self.selectionModel().selectionChanged.connect(self.selected_changed)
        for keys, signal in (
            ("Return", self.use_requested),
            ("Enter", self.use_requested),
            ("Del", self.delete_requested),
        ):
            # Not while a name is being edited: then the editor has the focus.
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(signal)
        rename = QShortcut(QKeySequence("F2"), self)
        rename.setContext(Qt.ShortcutContext.WidgetShortcut)
        rename.activated.connect(self.edit_name)

    @property
    def all_models(self) -> tuple[ListedModel, ...]:
        """All models, shown or not."""
        return self._table.models

    @property
    def shown(self) -> list[ListedModel]:
        """The models as they are shown, from top to bottom."""
        return self._sorted.models

    @property
    def selected(self) -> ListedModel | None:
        """The model that is selected."""
        rows = self.selectionModel().selectedRows()
        return self._sorted.model_at(rows[0].row()) if rows else None

    def is_in_use(self, model: ListedModel) -> bool:
        """Return whether the pad reads with a model."""
        return self._table.is_in_use(model)

    def is_default(self, model: ListedModel) -> bool:
        """Return whether the pad starts with a model."""
        return self._table.is_default(model)

    def set_models(
        self,
        models: tuple[ListedModel, ...],
        in_use: Path | None,
        default: Path | None,
    ) -> None:
        """List models; what was selected stays so, or what takes its place.

        At first it is the model in use.
        """
        if self.state() == QAbstractItemView.State.EditingState:
            return  # it would take the name away that is being typed
        before, row = self.selected, max(0, self.currentIndex().row())
        wanted = self._wanted or (before.path if before else in_use)
        self._wanted = None
        self.selectionModel().blockSignals(True)
        self._table.set_models(models, in_use, default)
        self.selectionModel().blockSignals(False)
        if not self.select(wanted) and self._sorted.rowCount():
            self._select_row(min(row, self._sorted.rowCount() - 1))
        self.selected_changed.emit()

    def select(self, path: Path | None) -> bool:
        """Select a model by its file; return whether it is shown."""
        for row, model in enumerate(self.shown):
            if model.path == path:
                self._select_row(row)
                return True
        return False

    def select_later(self, path: Path) -> None:
        """Select a model when it is listed next."""
        self._wanted = path

    def search(self, text: str) -> None:
        """Show only the models in which all words of a text occur."""
        self._sorted.search(text)
        if self.selected is None and self._sorted.rowCount():
            self._select_row(0)
        self.selected_changed.emit()

    @Slot()
    def edit_name(self) -> None:
        """Have the name of the selected model edited, if it can be changed."""
        rows = self.selectionModel().selectedRows(NAME)
        if rows and rows[0].flags() & Qt.ItemFlag.ItemIsEditable:
            self.setFocus()
            self.setCurrentIndex(rows[0])
            self.edit(rows[0])

    def columns(self) -> QByteArray:
        """Return the widths and the order of the columns, to be restored."""
        return self.horizontalHeader().saveState()

    def restore_columns(self, columns: QByteArray) -> None:
        """Give the columns back their widths and order."""
        if not columns.isEmpty():
            self.horizontalHeader().restoreState(columns)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        super().paintEvent(event)
        if self.all_models and not self._sorted.rowCount():
            painter = QPainter(self.viewport())
            painter.setFont(font_of(16))
            painter.setPen(self.palette().placeholderText().color())
            middle = Qt.AlignmentFlag.AlignCenter
            painter.drawText(QRectF(self.viewport().rect()), middle, _NOTHING)
            painter.end()

    def _prepare_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(60)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(NETWORK, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setSortingEnabled(True)

    def _select_row(self, row: int) -> None:
        index = self._sorted.index(row, NAME)
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self.scrollTo(index)
