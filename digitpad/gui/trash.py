"""The desktop's trash, for files that belong together."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFile


def move_to_trash(paths: Iterable[Path]) -> bool:
    """Move files to the trash, all or none; return whether they are there."""
    moved: list[tuple[Path, Path]] = []
    for path in paths:
        file = QFile(str(path))
        if not file.moveToTrash():
            for place, kept in moved:
                _take_back(place, kept)
            return False
        moved.append((path, Path(file.fileName())))
    return True


def _take_back(place: Path, kept: Path) -> None:
    """Put a file back from where the trash keeps it."""
    with suppress(OSError):
        kept.replace(place)
        # Where a desktop keeps what it needs to put it back itself.
        info = kept.parents[1] / "info" / f"{kept.name}.trashinfo"
        info.unlink(missing_ok=True)
