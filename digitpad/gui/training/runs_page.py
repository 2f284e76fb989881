"""Past trainings: the list, and what became of the one that is chosen."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from digitpad.core.runs import Run
from digitpad.gui.confusion import ConfusionMatrix
from digitpad.gui.theme import Theme
from digitpad.gui.training.curves import Curves
from digitpad.gui.training.runs_panel import RunsPanel


class RunsPage(QWidget):
    """The list of past trainings, with the chosen one's curves and matrix."""

    use_requested = Signal(object)
    settings_requested = Signal(object)
    delete_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = RunsPanel()
        self.curves = Curves()
        self.matrix = ConfusionMatrix()
        self._details = QWidget()
        row = QHBoxLayout(self._details)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.curves, 1)
        row.addWidget(self.matrix, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.panel, 1)
        column.addWidget(self._details, 1)
        self.panel.run_selected.connect(self._on_run_selected)
        self.panel.use_requested.connect(self.use_requested)
        self.panel.settings_requested.connect(self.settings_requested)
        self.panel.delete_requested.connect(self.delete_requested)
        self._on_run_selected(None)

    def set_runs(self, runs: tuple[Run, ...]) -> None:
        """Show a list of trainings, the newest first."""
        self.panel.set_runs(runs)

    def set_in_use(self, model: Path) -> None:
        """Say which model the pad reads with: it cannot be deleted."""
        self.panel.set_in_use(model)

    def set_busy(self, busy: bool) -> None:
        """Say whether a training runs: settings cannot be changed then."""
        self.panel.set_busy(busy)

    def set_theme(self, theme: Theme) -> None:
        """Give all parts the colours of a theme."""
        for part in (self.panel, self.curves, self.matrix):
            part.set_theme(theme)

    @Slot(object)
    def _on_run_selected(self, run: Run | None) -> None:
        self._details.setVisible(run is not None)
        if run:
            self.curves.set_epochs(run.epochs, run.config.epochs)
            self.matrix.set_matrix(run.score.confusion)
