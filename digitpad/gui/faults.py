"""What nobody foresaw: logged and told, and the program lives on."""

import sys
import threading
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)

if TYPE_CHECKING:
    import logging

SENTENCE: Final = (
    "Something went wrong that should not. What you drew is still there; "
    "Help > Show log has the details."
)
_MOST: Final = 5
"""Times that one and the same fault is logged: a painting may fail sixty times a
second."""


class Faults(QObject):
    """Hears of exceptions that nobody caught, in whatever thread, and of Qt's messages.

    Parameters
    ----------
    log
        The file that they are written to; None if there is no place for one. It is
        opened with the first of them, or by `start_log`: that takes as long as a
        thirtieth of the program's start.
    """

    happened = Signal(str)
    """Something went wrong: a sentence for people."""
    _caught = Signal()

    def __init__(self, log: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._handler: logging.Handler | None = None
        self._started = False
        self._counts: Counter[tuple[str, str, int]] = Counter()
        self._caught.connect(self._on_caught)
        self._threads_hook = threading.excepthook
        self._qt_handler = qInstallMessageHandler(self._on_message)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_exception_in_thread

    def uninstall(self) -> None:
        """Hear of nothing any more, as before the program ends."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = self._threads_hook
        qInstallMessageHandler(self._qt_handler)
        if self._handler:
            from digitpad.core.log import stop_log

            stop_log(self._handler)

    @Slot()
    def start_log(self) -> None:
        """Open the log, if it is not open yet."""
        if self._started:
            return
        self._started = True
        from digitpad.core.log import start_log

        self._handler = start_log(self._log) if self._log else None

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if not issubclass(kind, Exception):  # Ctrl+C is no fault
            sys.__excepthook__(kind, error, trace)
            return
        self.start_log()
        if self._is_news(kind, trace):
            import logging

            logging.getLogger("digitpad").error(
                "nobody caught this", exc_info=(kind, error, trace)
            )
        self._caught.emit()

    def _is_news(self, kind: type[BaseException], trace: TracebackType | None) -> bool:
        while trace and trace.tb_next:
            trace = trace.tb_next
        file = trace.tb_frame.f_code.co_filename if trace else ""
        key = (kind.__name__, file, trace.tb_lineno if trace else 0)
        self._counts[key] += 1
        return self._counts[key] <= _MOST

    def _on_exception_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._on_exception(
                arguments.exc_type, arguments.exc_value, arguments.exc_traceback
            )

    def _on_message(
        self, kind: QtMsgType, context: QMessageLogContext, text: str
    ) -> None:
        if self._qt_handler:
            self._qt_handler(kind, context, text)
        self.start_log()
        import logging

        levels = {
            QtMsgType.QtDebugMsg: logging.DEBUG,
            QtMsgType.QtInfoMsg: logging.INFO,
            QtMsgType.QtWarningMsg: logging.WARNING,
        }
        level = levels.get(kind, logging.ERROR)
        logging.getLogger("qt").log(level, "%s", text)

    @Slot()
    def _on_caught(self) -> None:
        self.happened.emit(SENTENCE)
