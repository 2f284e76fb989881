"""Where drawings are brought from, and saved to."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

_FILTER: Final = "Drawings (*.jsonl.gz)"


def ask_what_to_import(parent: QWidget) -> Path | None:
    """Ask for a file of strokes."""
    dialog = QFileDialog(parent, "Import drawings")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(_FILTER)
    return _chosen(dialog)


def ask_where_to_export(parent: QWidget) -> Path | None:
    """Ask for a file to write strokes into."""
    dialog = QFileDialog(parent, "Export drawings")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(_FILTER)
    # Added before the dialog asks whether a file may be replaced.
    dialog.setDefaultSuffix("jsonl.gz")
    dialog.selectFile("my drawings.jsonl.gz")
    return _chosen(dialog)


def _chosen(dialog: QFileDialog) -> Path | None:
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None
