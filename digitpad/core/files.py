"""Reading files that are files, and writing them whole or not at all."""

import errno
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path


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
    disk leaves all of the old ones.

    Raises
    ------
    OSError
        As `write_whole`.
    """
    written: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            place = _place(path)
            written.append((_write_beside(place, data), place))
        for temporary, place in written:
            temporary.replace(place)
    except BaseException:
        for temporary, _ in written:
            temporary.unlink(missing_ok=True)
        raise


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
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
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
