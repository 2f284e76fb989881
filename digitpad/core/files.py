"""Reading files that are files, and writing them whole or not at all."""

import errno
import json
import os
import re
import stat
import tempfile
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from digitpad.core.locking import folder_locked

_PART: Final = re.compile(r"\.(?P<name>.+)\.[a-z0-9_]{8}\.part", re.DOTALL)
"""What a file is called until it takes its name."""
_PROMISE: Final = re.compile(r"\..+\.promise", re.DOTALL)
_LONGEST_PROMISE: Final = 10_000
_WAIT: Final = 3.0
"""Seconds for another program that gives files their names: it needs milliseconds."""
_OLD: Final = 60 * 60
"""Seconds after which nobody writes a part any more, who was not killed."""


def check_is_file(path: Path) -> None:
    """Refuse what can be opened but would never end, such as a pipe or a device.

    Raises
    ------
    OSError
        If there is no such file, or it is not a regular one.
    """
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is not a file", str(path))


def read_file(path: Path, most: int) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    OSError
        If it cannot be read, is not a regular file or has more than `most` bytes.
    """
    check_is_file(path)
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it has more than {most:,} bytes", str(path))
    return data


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` in the place of `path`, or leave what is there untouched.

    The bytes go to a new file in the same folder, which is read back and then
    takes the name. Missing folders are made; a link is followed, not replaced.

    Raises
    ------
    OSError
        If the file cannot be written, or the name is a device's, a folder's or a
        link's to itself; what was there is then as it was.
    """
    write_all_whole({path: data})


def write_all_whole(files: Mapping[Path, bytes]) -> None:
    """Do what `write_whole` does for files that belong together.

    All are written and read back before the first takes its name, so that a full
    disk leaves all of the old ones. Files that lie in one folder and differ only in
    their suffixes, as a model's, stay together even if the program is killed: that
    all will take their names is written down before the first does, and `settle`
    keeps the promise.

    Raises
    ------
    OSError
        As `write_whole`. If a new file cannot take its name, for another program
        holds the old one open, as can be on Windows, `settle` tries again.
    """
    places = {_place(path): data for path, data in files.items()}
    parts: dict[Path, Path] = {}
    try:
        for place, data in places.items():
            parts[_write_beside(place, data)] = place
        promise = _common_promise(places)
        if promise:
            parts[_write_beside(promise, _promised(parts))] = promise
            (*_, unsaid) = parts
            with folder_locked(promise.parent, _WAIT):
                unsaid.replace(promise)
                parts.clear()  # from here on they are on their way, whatever happens
                _keep(promise)
        for part, place in parts.items():
            part.replace(place)
    except BaseException:
        for part in parts:
            part.unlink(missing_ok=True)
        raise
    names = {place.name for place in places} | {promise.name if promise else ""}
    for folder in {place.parent for place in places}:
        clear_parts(folder, names)


def settle(path: Path) -> None:
    """Have files take their names that were promised to, before they are read.

    Parameters
    ----------
    path
        One of the files that belong together; it need not exist.
    """
    promise = _promise(Path(os.path.realpath(path)))
    if promise.exists():
        # What is there may still be read if that cannot be.
        with suppress(OSError), folder_locked(promise.parent, _WAIT):
            _keep(promise)


def clear_parts(folder: Path, names: Collection[str] | None = None) -> None:
    """Remove what was left by programs that were killed while they wrote.

    Parameters
    ----------
    names
        Of the files whose parts are removed; without them all parts are, and all
        promises are kept.
    """
    with suppress(OSError):
        for path in tuple(folder.iterdir()):
            part = _PART.fullmatch(path.name)
            if names is None and _PROMISE.fullmatch(path.name):
                with suppress(OSError), folder_locked(folder, _WAIT):
                    _keep(path)
            elif part and (names is None or part["name"] in names):
                with suppress(OSError):
                    if path.stat().st_mtime < time.time() - _OLD:
                        path.unlink()


def _promise(place: Path) -> Path:
    """Return where it is written that a file and its like will take their names."""
    return place.with_name(f".{place.stem}.promise")


def _common_promise(places: Collection[Path]) -> Path | None:
    """Return where a promise for some files is written; None if they have none."""
    if len(places) == 1:
        return None
    promises = {_promise(place) for place in places}
    return promises.pop() if len(promises) == 1 else None


def _promised(parts: Collection[Path]) -> bytes:
    return json.dumps([part.name for part in parts]).encode()


def _keep(promise: Path) -> None:
    """Give promised files their names; the folder is locked.

    Whatever else a promise says that came with files from elsewhere: no other
    name than those that it is for is given, and none outside its folder.
    """
    try:
        parts = json.loads(read_file(promise, _LONGEST_PROMISE))
    except FileNotFoundError:
        return
    except (ValueError, RecursionError):
        parts = []
    for name in parts if isinstance(parts, list) else []:
        part = _PART.fullmatch(name) if isinstance(name, str) else None
        if part and Path(name).name == name:
            # It has its name already, or it is no name.
            with suppress(FileNotFoundError, ValueError):
                place = promise.with_name(part["name"])
                if _promise(place) == promise:
                    promise.with_name(name).replace(place)
    promise.unlink(missing_ok=True)


def _place(path: Path) -> Path:
    """Return the file that a name leads to."""
    try:
        path = path.resolve()
    except RuntimeError as error:  # Python before 3.13
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error
    if path.exists() and not path.is_file():
        raise OSError(f"{path} is not a file")
    return path


def _write_beside(path: Path, data: bytes) -> Path:
    """Write a new file with the rights of the one that it shall replace."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(
        prefix=f".{path.name}.", suffix=".part", dir=path.parent
    )
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if temporary.read_bytes() != data:
            raise OSError(f"{path} could not be written: it reads back differently")
        _share_like(path, temporary)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _share_like(path: Path, temporary: Path) -> None:
    """Give the new file the rights of the old one; mkstemp's are the owner's only."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    temporary.chmod(mode)
