"""Asking for a model's file: one to open, or a name to save under."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from digitpad.core.opened import SUFFIXES
from digitpad.core.paths import saved_models


def ask_for_model(parent: QWidget, folder: Path | None = None) -> Path | None:
    """Ask for a model's file; `folder` is where to look first."""
    patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    dialog = QFileDialog(parent, "Open a model", str(folder) if folder else "")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([f"Keras models ({patterns})", "All files (*)"])
    return _chosen(dialog)


def ask_where_to_save(parent: QWidget, name: str) -> Path | None:
    """Ask where to save a model that is called `name`.

    Raises
    ------
    DigitpadError
        If the user has no home.
    """
    folder = saved_models()
    with suppress(OSError):  # the dialog then offers another one
        folder.mkdir(parents=True, exist_ok=True)
    dialog = QFileDialog(parent, "Save the model as", str(folder))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter("Keras models (*.keras)")
    # Added before the dialog asks whether a file may be replaced.
    dialog.setDefaultSuffix("keras")
    dialog.selectFile(f"{name}.keras")
    return _chosen(dialog)


def _chosen(dialog: QFileDialog) -> Path | None:
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None
