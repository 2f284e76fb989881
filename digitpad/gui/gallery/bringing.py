"""Brings drawings from files, and saves them to files."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from digitpad.core.errors import DigitpadError
from digitpad.core.own_drawing import OwnDrawing, drawings_in, write_drawings
from digitpad.gui.gallery import words
from digitpad.gui.own_store import OwnStore
from digitpad.gui.task import Report, Task

_Imported = tuple[Sequence[OwnDrawing], int]
"""The drawings that were new, and how many the file has."""


class Bringing(QObject):
    """Imports in the background; an export takes a fraction of a second."""

    imported = Signal(object)
    """Drawings were added: those that are new."""
    told = Signal(str)
    """What came of it: a sentence for people."""

    def __init__(self, store: OwnStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._task: Task[_Imported] | None = None

    @property
    def is_importing(self) -> bool:
        """Whether a file is being read."""
        return self._task is not None

    def import_file(self, path: Path) -> None:
        """Add the drawings of a file that are not there yet; one file at a time."""
        if self._task:
            self.told.emit("Another file is being read: try again in a moment.")
            return
        try:
            own = self._store.own
        except DigitpadError as error:
            self.told.emit(str(error))
            return

        def bring(report: Report) -> _Imported:
            found = drawings_in(path)
            report(0.5)
            return own.add(found, once=True), len(found)

        self._task = Task(bring, self)
        self._task.succeeded.connect(self._on_succeeded)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def export(self, path: Path, drawings: Sequence[OwnDrawing]) -> None:
        """Write drawings into a file of their own."""
        try:
            write_drawings(path, drawings)
        except DigitpadError as error:
            self.told.emit(str(error))
        else:
            self.told.emit(f"{words.drawings(len(drawings))} saved to {path}.")

    @Slot(object)
    def _on_succeeded(self, imported: _Imported) -> None:
        self._end()
        added, found = imported
        self.imported.emit(added)
        self.told.emit(words.imported(len(added), found))

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._end()
        self.told.emit(sentence)

    def _end(self) -> None:
        if self._task:
            self._task.drop()
            self._task = None
