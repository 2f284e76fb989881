"""What becomes of finished trainings: used, saved, discarded, listed, deleted."""

from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from digitpad.core.cards import Card
from digitpad.core.errors import DigitpadError
from digitpad.core.models import copy_model
from digitpad.core.records import Succeeded
from digitpad.core.runs import (
    Run,
    clear_leftovers,
    delete_run,
    discard_model,
    load_run,
)
from digitpad.gui.model_dialogs import ask_where_to_save
from digitpad.gui.question import agrees
from digitpad.gui.training.result_panel import ResultPanel
from digitpad.gui.training.runs_page import RunsPage

_DAY: Final = 24 * 60 * 60
"""Seconds after which what an interrupted training has left is removed."""


class Keeping(QObject):
    """Does what the result and the list of past trainings ask for.

    Parameters
    ----------
    runs
        The folder with the finished trainings.
    """

    use_requested = Signal(object)
    """A model's Path: it shall be the one in use."""
    told = Signal(str)
    """What could not be done, for people."""

    def __init__(
        self, runs: Path, result: ResultPanel, past: RunsPage, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._folder = runs
        self._result = result
        self._past = past
        self._window = parent
        self._run: Run | None = None
        self._runs: list[Run] = []
        self._unread: deque[Path] = deque()
        self._reading = QTimer(self, interval=0)
        self._reading.timeout.connect(self._read_one)
        result.use_requested.connect(self._on_use)
        result.save_requested.connect(self._on_save)
        result.discard_requested.connect(self._on_discard)
        past.use_requested.connect(self._use)
        past.delete_requested.connect(self._on_delete)

    def read_runs(self) -> None:
        """Fill the list, one training at a time, so that nothing has to wait."""
        clear_leftovers(self._folder, _DAY)
        with suppress(OSError):
            self._unread = deque(self._folder.iterdir())
        self._reading.start()

    def look_for_models(self) -> None:
        """Show which trainings' models are still there."""
        self._show_runs()

    def set_in_use(self, model: Path, name: str) -> None:
        """Say which model the pad reads with."""
        self._result.set_in_use_name(name)
        self._result.set_used(self._run is not None and model == self._run.model)
        self._past.set_in_use(model)

    def clear_result(self) -> None:
        """Show no result: another training begins."""
        self._run = None
        self._result.clear()

    def add(self, run: Run, outcome: Succeeded, card: Card) -> None:
        """Show a training that has just finished, and list it."""
        self._run = run
        self._result.set_result(outcome, card)
        self._runs.append(run)
        self._show_runs()

    @Slot()
    def _read_one(self) -> None:
        if self._unread:
            run = load_run(self._unread.popleft())
            if run and run.folder not in {known.folder for known in self._runs}:
                self._runs.append(run)
            return
        self._reading.stop()
        self._show_runs()

    def _show_runs(self) -> None:
        self._runs.sort(key=lambda run: run.started, reverse=True)
        self._past.set_runs(tuple(self._runs))

    @Slot()
    def _on_use(self) -> None:
        if self._run:
            self._use(self._run)

    @Slot(object)
    def _use(self, run: Run) -> None:
        self.use_requested.emit(run.model)

    @Slot()
    def _on_save(self) -> None:
        run = self._run
        if run is None:
            return
        try:
            target = ask_where_to_save(self._window, run.config.preset)
            if target is None:
                return
            self._result.set_saved(False)
            copy_model(run.model, target)
        except DigitpadError as error:
            self.told.emit(str(error))
        else:
            self._result.set_saved(True)

    @Slot()
    def _on_discard(self) -> None:
        run = self._run
        if run is None or not agrees(
            self._window,
            "Discard the model?",
            "Its file is removed. Settings, curves and figures of the training stay in "
            "the list of past trainings.",
            "Discard",
        ):
            return
        try:
            discard_model(run)
        except DigitpadError as error:
            self.told.emit(str(error))
            return
        self._result.set_discarded()
        self._show_runs()

    @Slot(object)
    def _on_delete(self, run: Run) -> None:
        try:
            delete_run(run.folder)
        except DigitpadError as error:
            self.told.emit(str(error))
            return
        if self._run and run.folder == self._run.folder:
            self.clear_result()
        self._runs = [known for known in self._runs if known.folder != run.folder]
        self._show_runs()
