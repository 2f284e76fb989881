"""The conversation with the worker process, in a thread of its own."""

import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QProcess, QThread, QTimer, Signal, Slot

from digitpad.core.errors import DigitpadError
from digitpad.core.protocol import from_line, to_line
from digitpad.core.records import Command, Record

_LONGEST_LINE: Final = 1_000_000
"""Bytes; the longest record, a thousand stages, has some thousands."""
_MOST_RECORDS: Final = 1_000
"""In a second. A training makes about thirty; more would fill the memory while the
window is busy."""
_GRACE_MS: Final = 1_000
"""Within which a worker must end after its input was closed."""
_STACK: Final = 8 * 1024 * 1024
"""Bytes, as the main thread has; macOS gives other threads 512 KB."""

_AGAIN: Final = "Start the training again."
NOT_STARTED: Final = "The training program cannot be started: install digitpad again."
KILLED: Final = (
    "The training was ended from outside, perhaps because the memory ran out: close "
    "other programs and start it again."
)
EXITED: Final = f"The training program has ended by itself. {_AGAIN}"
RUBBISH: Final = f"The training program answered with nonsense and was ended. {_AGAIN}"


class WorkerThread(QThread):
    """Starts a worker, speaks with it and sees it end.

    Its methods may be called from the thread that made it and never wait. One object
    serves one process, so that a late signal cannot be taken for another's.

    Parameters
    ----------
    command
        The program and its arguments.
    log
        What the worker writes to its standard error is appended to this file; if it
        cannot be written, it is lost.
    """

    said = Signal(object)
    """A record of `digitpad.core.records`."""
    ended = Signal(str)
    """The process is over, once: "" if it was asked to end, else why, for people."""

    _sent = Signal(bytes)
    _end_asked = Signal()
    _kill_asked = Signal()

    def __init__(
        self, command: Sequence[str], log: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.setStackSize(_STACK)
        # Lives in the new thread: what is asked of it here is done there, in order.
        self._conversation = _Conversation(command, log)
        self._conversation.moveToThread(self)
        self.started.connect(self._conversation.start)
        self._sent.connect(self._conversation.write)
        self._end_asked.connect(self._conversation.end)
        self._kill_asked.connect(self._conversation.kill)
        self._conversation.said.connect(self.said)
        self._conversation.ended.connect(self.ended)

    @property
    def pid(self) -> int | None:
        """The worker's process id; None before its start and after its end."""
        return self._conversation.pid

    def send(self, command: Command) -> None:
        """Tell the worker something; it is lost if there is no worker any more."""
        self._sent.emit(to_line(command).encode())

    def end(self) -> None:
        """Ask the worker to end; it is killed if it does not within a second."""
        self._end_asked.emit()

    def kill(self) -> None:
        """End the worker at once."""
        self._kill_asked.emit()


class _Conversation(QObject):
    """What happens in the thread."""

    said = Signal(object)
    ended = Signal(str)

    def __init__(self, command: Sequence[str], log: Path) -> None:
        super().__init__()
        self.pid: int | None = None
        self._command = tuple(command)
        self._log = log
        self._process: QProcess | None = None
        self._line = b""
        self._asked = False
        self._sentence = ""
        self._second = 0
        self._count = 0
        self._deadline = QTimer(self, singleShot=True, interval=_GRACE_MS)
        self._deadline.timeout.connect(self.kill)

    @Slot()
    def start(self) -> None:
        self._process = process = QProcess(self)
        process.started.connect(self._on_started)
        process.readyReadStandardOutput.connect(self._on_output)
        process.errorOccurred.connect(self._on_error)
        process.finished.connect(self._on_finished)
        process.setStandardErrorFile(
            str(self._log) if self._note("started") else QProcess.nullDevice(),
            QProcess.OpenModeFlag.Append,
        )
        process.start(self._command[0], self._command[1:])

    @Slot(bytes)
    def write(self, line: bytes) -> None:
        if self._process is not None:
            self._process.write(line)

    @Slot()
    def end(self) -> None:
        if self._process is not None:
            self._asked = True
            self._process.closeWriteChannel()
            self._deadline.start()

    @Slot()
    def kill(self) -> None:
        if self._process is not None:
            self._asked = True
            self._process.kill()

    @Slot()
    def _on_started(self) -> None:
        if self._process is not None:
            self.pid = self._process.processId()

    @Slot()
    def _on_output(self) -> None:
        if self._process is None:
            return
        data = self._process.readAllStandardOutput().data()
        if self._sentence:  # it is being killed
            return
        *lines, self._line = (self._line + data).split(b"\n")
        for line in lines:
            if not self._hear(line):
                break
        if len(self._line) > _LONGEST_LINE:
            self._reject(self._line)

    def _hear(self, line: bytes) -> bool:
        """Pass a record on; return whether it is one that makes sense here."""
        second = int(time.monotonic())
        self._count = self._count + 1 if second == self._second else 1
        self._second = second
        try:
            record = from_line(line)
        except DigitpadError:
            record = None
        if (
            len(line) > _LONGEST_LINE
            or self._count > _MOST_RECORDS
            or not isinstance(record, Record)
        ):
            self._reject(line)
            return False
        self.said.emit(record)
        return True

    def _reject(self, line: bytes) -> None:
        self._sentence = RUBBISH
        self._note(f"was ended, for it said {line[:200]!r}")
        if self._process is not None:
            self._process.kill()

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        # All others are followed by the end of the process.
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._note(f"could not be started: {self._process.errorString()}")
            self._finish(NOT_STARTED)

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._on_output()
        crashed = status == QProcess.ExitStatus.CrashExit
        self._note(f"ended{' by a signal' if crashed else ''} with status {code}")
        self._finish(KILLED if crashed else EXITED)

    def _finish(self, sentence: str) -> None:
        if self._process is None:
            return
        self.pid = None
        self._deadline.stop()
        self._process.deleteLater()
        self._process = None
        self.ended.emit("" if self._asked else self._sentence or sentence)
        self.thread().quit()

    def _note(self, what: str) -> bool:
        """Add a line to the log; return whether that is possible."""
        with suppress(OSError):
            self._log.parent.mkdir(parents=True, exist_ok=True)
            if self._log.is_file() or not self._log.exists():  # no pipe: it may block
                with self._log.open("a", encoding="utf-8") as log:
                    log.write(f"--- {datetime.now():%Y-%m-%d %H:%M:%S} worker {what}\n")
                return True
        return False


def keep_previous(log: Path) -> None:
    """Put a log of an earlier session aside, as `NAME.1.log`."""
    with suppress(OSError):
        if log.is_file():
            log.replace(log.with_suffix(f".1{log.suffix}"))
