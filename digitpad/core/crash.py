"""Reports of crashes that nothing in Python can catch."""

import faulthandler
import platform
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Final

import digitpad
from digitpad.core.files import check_is_file, write_whole

_LONGEST: Final = 1_000_000
"""Bytes kept of a report, which has some thousands."""
_KEPT: Final = 3
"""Reports: older ones are removed."""
_open: Final[list[IO[bytes]]] = []
"""The file that Python writes its report to, for as long as the program runs."""


def watch_for_crashes(path: Path) -> Path | None:
    """Have Python write a report if the program crashes.

    Nothing is said if that is not possible, and nothing needs to be done at the end:
    a file without a report is empty.

    Parameters
    ----------
    path
        Where the report is written. Programs that run at once share it.

    Returns
    -------
    Where the report of a program that has crashed before is kept now; None if there
    was none, or it was returned already.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            check_is_file(path)
        file = path.open("a+b")
        faulthandler.enable(file)
        _open[:] = [file]
        return _put_aside(path, file) if file.tell() else None
    except OSError:
        return None


def crash_reports(path: Path) -> tuple[Path, ...]:
    """Return the reports that were put aside, the newest first."""
    reports = path.parent.glob(f"{path.stem} *{path.suffix}")
    return tuple(sorted(reports, reverse=True))


def _put_aside(path: Path, file: IO[bytes]) -> Path:
    crashed = datetime.fromtimestamp(path.stat().st_mtime)
    file.seek(0)
    head = (
        f"Digitpad ended unexpectedly, {crashed:%Y-%m-%d %H:%M:%S}\n"
        f"Noticed by digitpad {digitpad.__version__}, "
        f"Python {platform.python_version()}, {sys.platform}\n\n"
    )
    aside = path.with_name(f"{path.stem} {crashed:%Y-%m-%d %H.%M.%S}{path.suffix}")
    write_whole(aside, head.encode() + file.read(_LONGEST))
    file.truncate(0)  # in its place, for others may have it open, too
    for old in crash_reports(path)[_KEPT:]:
        with suppress(OSError):
            old.unlink()
    return aside
