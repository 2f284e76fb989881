"""Asking for files, and writing them where the user wants them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from digitpad.core.errors import DigitpadError
from digitpad.core.files import write_whole
from digitpad.gui.screens import available_size

_SIZE: Final = QSize(820, 520)
"""Of Qt's own dialog, which else cuts what it says of files."""
_AROUND: Final = QSize(16, 48)
"""What its frame may add, on a screen that is no larger."""


def ask_for_file(
    parent: QWidget, title: str, filter_: str, folder: str = ""
) -> Path | None:
    """Ask for a file to open.

    Parameters
    ----------
    filter_
        What is offered, such as "Pictures (*.png *.jpg)".
    folder
        Where the search begins; "" is wherever pictures are kept.
    """
    dialog = QFileDialog(parent, title, _usable(folder))
    dialog.resize(_SIZE.boundedTo(available_size() - _AROUND))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([filter_, "All files (*)"])
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None


def ask_where(
    parent: QWidget,
    title: str,
    filters: str | Sequence[str],
    name: str,
    folder: str | None = None,
) -> Path | None:
    """Ask for a file to write; a name without a suffix gets that of its filter.

    Parameters
    ----------
    filters
        What can be written, such as "Tables (*.csv)"; the first is chosen.
    name
        Is offered.
    folder
        Where the search begins; "" is wherever pictures are kept, None the folder in
        which the program was started.
    """
    dialog = QFileDialog(parent, title)
    dialog.resize(_SIZE.boundedTo(available_size() - _AROUND))
    if folder is not None:
        dialog.setDirectory(_usable(folder))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    filters = [filters] if isinstance(filters, str) else list(filters)
    dialog.setNameFilters(filters)
    # Added before the dialog asks whether a file may be replaced.
    dialog.filterSelected.connect(lambda f: dialog.setDefaultSuffix(_suffix(f)))
    dialog.setDefaultSuffix(_suffix(filters[0]))
    dialog.selectFile(name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None


def save(path: Path, data: bytes) -> None:
    """Write a file whole, or leave what is there.

    Raises
    ------
    DigitpadError
        If it cannot be written.
    """
    try:
        write_whole(path, data)
    except OSError as error:
        raise DigitpadError(
            f"{path} cannot be written: {error.strerror or error}. "
            "Choose another place."
        ) from error


def _suffix(filter_: str) -> str:
    """Return the first suffix of a filter: "csv" of "Tables (*.csv)"."""
    return filter_.partition("(*.")[2].partition(" ")[0].rstrip(")")


def _usable(folder: str) -> str:
    if folder and Path(folder).is_dir():
        return folder
    place = QStandardPaths.StandardLocation.PicturesLocation
    pictures = QStandardPaths.writableLocation(place)
    return pictures if Path(pictures).is_dir() else str(Path.home())
