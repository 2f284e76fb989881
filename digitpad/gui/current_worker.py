"""The worker in use; those that were parted with are seen to their end."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from digitpad.core.errors import DigitpadError
from digitpad.core.records import Command
from digitpad.core.runs import delete_run
from digitpad.gui.worker import WorkerThread, keep_previous

_END_MS: Final = 5_000
"""Longer than a thread takes to end its worker by force."""


class CurrentWorker(QObject):
    """Passes on what the worker in use says, and nothing of those before it.

    Parameters
    ----------
    command, log
        As for `WorkerThread`. The log of an earlier session is put aside.
    """

    said = Signal(object)
    ended = Signal(str)
    """The worker has ended without having been parted with; says why, for people."""

    def __init__(
        self, command: Sequence[str], log: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._log = log
        self._log_is_ours = False
        self._thread: WorkerThread | None = None
        # Threads whose worker has not ended, and what it may still be writing to.
        self._ending: dict[WorkerThread, Path | None] = {}

    def __bool__(self) -> bool:
        return self._thread is not None

    @property
    def pid(self) -> int | None:
        """The worker's process id, if there is one."""
        return self._thread.pid if self._thread else None

    def launch(self) -> None:
        """Start a worker; there must be none."""
        if not self._log_is_ours:
            keep_previous(self._log)
            self._log_is_ours = True
        self._thread = thread = WorkerThread(self._command, self._log)
        thread.said.connect(self._on_said)
        thread.ended.connect(self._on_ended)
        thread.finished.connect(self._on_finished)
        thread.start()

    def send(self, command: Command) -> None:
        """Tell the worker something, if there is one."""
        if self._thread:
            self._thread.send(command)

    def part(self, leftover: Path | None = None, *, at_once: bool = False) -> None:
        """Have the worker end, if there is one, without waiting for it.

        Parameters
        ----------
        leftover
            A folder to remove when it has ended.
        at_once
            Whether to kill it instead of asking it.
        """
        thread, self._thread = self._thread, None
        if thread:
            self._ending[thread] = leftover
            if at_once:
                thread.kill()
            else:
                thread.end()

    def wait(self) -> None:
        """Wait until all workers that were parted with have ended."""
        for thread in tuple(self._ending):
            self._bury(thread)

    @Slot(object)
    def _on_said(self, record: object) -> None:
        if self.sender() is self._thread:
            self.said.emit(record)

    @Slot(str)
    def _on_ended(self, sentence: str) -> None:
        thread = self._thread
        if thread and self.sender() is thread:
            self._thread = None
            self._ending[thread] = None
            self.ended.emit(sentence)

    @Slot()
    def _on_finished(self) -> None:
        thread = self.sender()
        if isinstance(thread, WorkerThread):
            self._bury(thread)

    def _bury(self, thread: WorkerThread) -> None:
        """Let go of a thread: deleted while it is alive, it aborts the program."""
        if thread in self._ending and thread.wait(_END_MS):
            leftover = self._ending.pop(thread)
            thread.deleteLater()
            if leftover:
                with suppress(DigitpadError):  # nobody asks for it any more
                    delete_run(leftover)
