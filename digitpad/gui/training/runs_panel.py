"""The kept trainings: a list, the settings of one, and what to do with it."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from digitpad.core.figures import percentage
from digitpad.core.presets import PRESETS
from digitpad.core.runs import Run
from digitpad.gui.question import agrees
from digitpad.gui.theme import Theme, font_of
from digitpad.gui.training.run_settings import RunSettings
from digitpad.gui.training.runs_table import TIME_COLUMN, RunsTable
from digitpad.gui.training.words import day_and_time

_EMPTY: Final = (
    "No training has been finished yet.\n"
    "Each one that ends well is kept here, with its settings and its curves."
)
_NARROW: Final = 640
"""Pixels: below this width not all columns have room."""
_ROW: Final = 40
"""Pixels: a finger finds a row."""
_IN_USE: Final = "The pad reads with this model: use another first."


class RunsPanel(QWidget):
    """Lists the kept trainings, the newest first.

    Nothing is changed here: the signals say what was asked for.
    """

    run_selected = Signal(object)
    """Another `Run` is selected, or None."""
    use_requested = Signal(object)
    """The model of this `Run` shall read the pad."""
    settings_requested = Signal(object)
    """This `TrainingConfig` shall be set again."""
    delete_requested = Signal(object)
    """This `Run` shall be deleted; the user was asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selected: Run | None = None
        self._busy = False
        self._table = RunsTable(self)
        self._view = QTableView()
        self._prepare_view()
        self._empty = QLabel(_EMPTY)
        self._empty.setFont(font_of(16))
        self._empty.setProperty("quiet", True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        expanding = QSizePolicy.Policy.Expanding
        self._empty.setSizePolicy(expanding, expanding)
        self._settings = RunSettings()
        self._use = QPushButton("Use this model")
        self._use.setProperty("primary", True)
        self._again = QPushButton("Same settings again")
        self._delete = QPushButton("Delete…")
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._use)
        row.addWidget(self._again)
        row.addStretch(1)
        row.addWidget(self._delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._empty, 1)
        column.addWidget(self._view, 1)
        column.addWidget(self._settings)
        column.addWidget(self._buttons)
        self._use.clicked.connect(self._on_use_clicked)
        self._again.clicked.connect(self._on_again_clicked)
        self._delete.clicked.connect(self._on_delete_asked)
        self._key = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._view)
        self._key.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._key.activated.connect(self._on_delete_asked)
        self.set_runs(())

    @property
    def selected(self) -> Run | None:
        """The training that is selected."""
        return self._selected

    def set_runs(self, runs: tuple[Run, ...]) -> None:
        """List trainings, the newest first; what was selected stays so.

        Whether their models are there is looked up now.
        """
        folder = self._selected.folder if self._selected else None
        row = max(0, self._view.currentIndex().row())
        # Filling the table would clear the selection, and say so.
        self._view.selectionModel().blockSignals(True)
        self._table.set_runs(runs)
        self._view.selectionModel().blockSignals(False)
        self._view.setVisible(bool(runs))
        self._buttons.setVisible(bool(runs))
        self._empty.setVisible(not runs)
        folders = [run.folder for run in runs]
        if folder in folders:
            self.select(folder)
        elif folder and runs:
            self._select_row(min(row, len(runs) - 1))  # the next one
        self._on_selection_changed()

    def select(self, folder: Path) -> None:
        """Select the training that lies in a folder, if it is listed."""
        for row, run in enumerate(self._table.runs):
            if run.folder == folder:
                self._select_row(row)

    def set_in_use(self, model: Path | None) -> None:
        """Say which model the pad reads with: it can neither go nor be chosen again."""
        self._table.set_in_use(model)
        self._show_buttons()

    def set_busy(self, busy: bool) -> None:
        """Say whether a training runs: its settings cannot be changed meanwhile."""
        self._busy = busy
        self._show_buttons()

    def set_theme(self, theme: Theme) -> None:
        """Show in the colours of a theme."""
        self._settings.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._view.setColumnHidden(TIME_COLUMN, self.width() < _NARROW)

    def _prepare_view(self) -> None:
        view = self._view
        view.setModel(self._table)
        view.setAccessibleName("Kept trainings")
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setMinimumHeight(3 * _ROW)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(_ROW)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(60)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        view.selectionModel().selectionChanged.connect(self._on_selection_changed)

    def _select_row(self, row: int) -> None:
        index = self._table.index(row, 0)
        self._view.selectionModel().setCurrentIndex(
            index,
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )
        self._view.scrollTo(index)

    def _on_selection_changed(
        self,
        selected: QItemSelection | None = None,
        deselected: QItemSelection | None = None,
    ) -> None:
        rows = self._view.selectionModel().selectedRows()
        run = self._table.runs[rows[0].row()] if rows else None
        before, self._selected = self._selected, run
        self._settings.set_run(run)
        self._show_buttons()
        if run != before:
            self.run_selected.emit(run)

    def _show_buttons(self) -> None:
        """Enable what can be done with the selected training; else say why not."""
        run = self._selected
        row = self._table.runs.index(run) if run else 0
        is_in_use = run is not None and self._table.is_in_use(row)
        why_no_use = why_not_again = why_no_deletion = ""
        if is_in_use:
            why_no_use = "The pad reads with this model already."
            why_no_deletion = _IN_USE
        elif run and not self._table.has_model(row):
            why_no_use = "Its model was discarded."
        if self._busy:
            why_not_again = "A training runs: wait for its end."
        elif run and run.config.preset not in PRESETS:
            # Kept by another version of the program.
            why_not_again = "This version has no such network."
        for button, why in (
            (self._use, why_no_use),
            (self._again, why_not_again),
            (self._delete, why_no_deletion),
        ):
            button.setEnabled(run is not None and not why)
            button.setToolTip(why if run else "")
            button.setAccessibleDescription(button.toolTip())
        self._key.setEnabled(self._delete.isEnabled())

    def _on_use_clicked(self) -> None:
        if self._selected is not None:
            self.use_requested.emit(self._selected)

    def _on_again_clicked(self) -> None:
        if self._selected is not None:
            self.settings_requested.emit(self._selected.config)

    def _on_delete_asked(self) -> None:
        run = self._selected
        if run is None:
            return
        lost = "its settings and its curves"
        if run.model.is_file():
            lost = f"its model ({percentage(run.score.accuracy)}), {lost}"
        if agrees(
            self,
            f"Delete the training of {run.config.preset} "
            f"of {day_and_time(run.started)}?",
            f"This deletes {lost} for good.",
            "Delete",
        ):
            self.delete_requested.emit(run)
