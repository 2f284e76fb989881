"""What the worker's libraries wrote, to look into when a training has failed."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

_TAIL: Final = 200_000
"""Bytes shown of a long log: its end, which says what happened last."""


class LogDialog(QDialog):
    """Shows the end of a log file."""

    def __init__(self, log: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Log of the training process")
        self.resize(820, 480)
        place = QLabel(str(log))
        place.setWordWrap(True)
        self.text = QPlainTextEdit(_tail(log), readOnly=True)
        self.text.setAccessibleName("Log")
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        for part in (place, self.text, buttons):
            column.addWidget(part)
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)


def _tail(log: Path) -> str:
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _TAIL))
            return file.read().decode(errors="replace") or "The log is empty."
    except OSError as error:
        return f"The log cannot be read: {error.strerror or error}."
