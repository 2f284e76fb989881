"""The log: a file that tells what went on, kept short."""

import logging
import logging.handlers
from pathlib import Path
from typing import Final

from digitpad.core.files import check_is_file

_LARGEST: Final = 1_000_000
"""Bytes of the file; then it is put aside as `NAME.log.1`."""
_BEFORE: Final = 2
"""Files that were put aside."""
_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class _LogFile(logging.handlers.RotatingFileHandler):
    """A log that nobody hears of if it cannot be written, as on a full disk."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (its name)
        pass


def start_log(path: Path) -> logging.Handler | None:
    """Have what the program logs written to a file.

    Warnings are still shown on the terminal, too.

    Returns
    -------
    What writes it, for `stop_log`; None if the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            check_is_file(path)  # a pipe would not let go
        handler = _LogFile(
            path, maxBytes=_LARGEST, backupCount=_BEFORE, encoding="utf-8"
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    if logging.lastResort and logging.lastResort not in root.handlers:
        root.addHandler(logging.lastResort)
    logging.getLogger("digitpad").setLevel(logging.INFO)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Write no more to a log."""
    root = logging.getLogger()
    root.removeHandler(handler)
    if logging.lastResort:
        root.removeHandler(logging.lastResort)
    handler.close()
