"""Writing files so that the old or the new one is whole at any moment."""

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` in the place of `path`, or leave what is there untouched.

    The bytes go to a new file in the same folder, which is read back and then
    takes the name. Missing folders are made; a link is followed, not replaced.

    Raises
    ------
    OSError
        If the file cannot be written, or the name is a device's or a folder's; what
        was there is then as it was.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise OSError(f"{path} is not a file")
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
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _share_like(path: Path, temporary: Path) -> None:
    """Give the new file the rights of the old one; mkstemp's are the owner's only."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    temporary.chmod(mode)
