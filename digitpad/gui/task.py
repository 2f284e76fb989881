"""Work in the background, with one end."""

import atexit
import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QObject, QThread, Signal, Slot

from digitpad.core.errors import DigitpadError
from digitpad.core.scheduling import step_back_in_thread

T = TypeVar("T")
Report = Callable[[float], None]
"""Takes the share that is done, in [0, 1]; raises where work shall end."""

UNEXPECTED: Final = (
    "Something went wrong that should not: try again, or start digitpad anew."
)
_STACK: Final = 8 * 1024 * 1024
"""Bytes, as the main thread has; macOS gives other threads 512 KB."""
_BETWEEN: Final = 0.03
"""Seconds between two reports that are passed on: more often nobody sees."""

_log = logging.getLogger(__name__)


class _Cancelled(BaseException):
    """Ends the work from within; no `except Exception` there holds it up."""


class Task(QObject, Generic[T]):
    """Runs a function in a thread of its own, once.

    After `start` exactly one of `succeeded`, `failed` and `cancelled` comes, in the
    thread that made the task and never within `start` or `cancel`. After `cancel` it
    is `cancelled`, even if the work was done meanwhile. A task that is deleted is
    cancelled and tells nothing any more; its thread ends by itself. After its end a
    task deletes itself and keeps neither the work nor the result, for its parent may
    live all day.

    Parameters
    ----------
    work
        Is given a function that it calls with the share that is done, in [0, 1], as
        often as it can be cancelled. What it returns is what `succeeded` tells. A
        DigitpadError's sentence is what `failed` tells.
    """

    progressed = Signal(float)
    """The share that is done, in [0, 1]."""
    succeeded = Signal(object)
    failed = Signal(str)
    """Why, in a sentence for people."""
    cancelled = Signal()

    def __init__(
        self,
        work: Callable[[Report], T],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thread = _Thread(work)
        self._started = False
        self._ended = False
        self._thread.progressed.connect(self._on_progressed)
        self._thread.finished.connect(self._on_finished)
        self.destroyed.connect(self._thread.cancel)

    @property
    def is_running(self) -> bool:
        """Whether it was started and its end was not told yet."""
        return self._started and not self._ended

    def start(self) -> None:
        """Start the work, unless the task is cancelled already."""
        if self._started:
            raise RuntimeError("a task runs once")
        self._started = True
        _running.add(self._thread)
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to end; returns at once, and does nothing after the end."""
        self._thread.cancel()

    def drop(self) -> None:
        """Cancel the work, hear nothing more of it, and delete the task."""
        if self._ended:
            return
        self.cancel()
        self.blockSignals(True)
        self.deleteLater()

    @Slot(float)
    def _on_progressed(self, share: float) -> None:
        if not self._thread.is_cancelled:
            self.progressed.emit(share)

    @Slot()
    def _on_finished(self) -> None:
        self._ended = True
        self.deleteLater()
        thread = self._thread
        result = thread.handed_over()
        if thread.is_cancelled:
            self.cancelled.emit()
        elif thread.sentence:
            self.failed.emit(thread.sentence)
        else:
            self.succeeded.emit(result)


class _Thread(QThread):
    """Runs a task's work, and may outlive the task."""

    progressed = Signal(float)

    def __init__(self, work: Callable[[Report], Any]) -> None:
        super().__init__()
        self.setStackSize(_STACK)
        self._result: Any = None
        self.sentence = ""
        self._work = work
        self._reported = 0.0
        # Qt's own request is lost before the start.
        self._cancel = threading.Event()
        self.finished.connect(self._forget)

    @property
    def is_cancelled(self) -> bool:
        return self._cancel.is_set()

    @Slot()
    def cancel(self) -> None:
        self._cancel.set()

    def handed_over(self) -> Any:
        """Return the result, None if there is none, and keep nothing."""
        result, self._result = self._result, None
        self._work = _done
        return result

    def run(self) -> None:
        step_back_in_thread()
        try:
            self._report(0.0)
            self._result = self._work(self._report)
        except _Cancelled:
            pass
        except DigitpadError as error:
            self.sentence = str(error)
        except Exception:
            _log.exception("a task has failed")
            self.sentence = UNEXPECTED

    def _report(self, share: float) -> None:
        if self._cancel.is_set():
            raise _Cancelled
        now = time.monotonic()
        if now - self._reported >= _BETWEEN or share >= 1:
            self._reported = now
            self.progressed.emit(share)

    @Slot()
    def _forget(self) -> None:
        self.wait()  # it has told its end, but may still be about to
        _running.discard(self)


def _done(_report: Report) -> None:
    """Stand for work that is over."""


_running: Final[set[_Thread]] = set()
"""Threads that are referred to until they have ended: deleted before, they would end
the program."""


@atexit.register
def end_all() -> None:
    """End what runs and wait for it, as before the program closes."""
    for thread in tuple(_running):
        thread.cancel()
    for thread in tuple(_running):
        thread.wait()
