"""Keeping two programs from changing a file at once."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_BETWEEN: Final = 0.005
"""Seconds between two tries: whoever has the lock needs some milliseconds."""
_NO_LOCKS: Final = (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EBADF)
"""What file systems say that know no locks, or none of folders: then nobody can be
kept out."""


@contextmanager
def locked(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock of a file, which others may hold in turn.

    The lock is another file beside it, which stays: the file itself is replaced. The
    system takes the lock from a program that ends, in whatever way.

    Parameters
    ----------
    path
        The file; it need not exist, and missing folders are made.
    seconds
        How long to wait for another who has it.

    Raises
    ------
    TimeoutError
        If another holds it all the while.
    OSError
        If the lock's file cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT
    handle = os.open(path.with_name(f".{path.name}.lock"), flags, 0o644)
    with _held(handle, seconds):
        yield


@contextmanager
def folder_locked(folder: Path, seconds: float) -> Iterator[None]:
    """Hold the lock of a folder, of which no file is left.

    Nobody is kept out where folders have no locks, as on Windows and on some file
    systems, or where the folder cannot be looked into.

    Raises
    ------
    TimeoutError
        If another holds it for so many seconds.
    """
    handle = None
    if sys.platform != "win32":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
    if handle is None:
        yield
        return
    with _held(handle, seconds):
        yield


@contextmanager
def _held(handle: int, seconds: float) -> Iterator[None]:
    """Hold the lock of an open file, and close it then."""
    try:
        latest = time.monotonic() + seconds
        while not _try(handle):
            if time.monotonic() >= latest:
                raise TimeoutError(errno.ETIMEDOUT, "another program is changing it")
            time.sleep(_BETWEEN)
        yield
    finally:
        os.close(handle)  # which gives it back


if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        return True
