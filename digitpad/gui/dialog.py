"""What the dialogs that tell something share: their size, their text, their buttons."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from digitpad.gui.screens import available_size

_FRAME: Final = QSize(16, 48)
"""What the dialog's frame may add, on a screen that is no larger than the dialog."""


class Dialog(QDialog):
    """Tells something until it is closed; no larger than the screen.

    Parameters
    ----------
    size
        Its size where there is room, in logical pixels.
    """

    def __init__(self, title: str, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(size.boundedTo(available_size() - _FRAME))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 20, 20, 20)
        self.column.setSpacing(12)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Add a row at the foot: some buttons, and one that closes the dialog."""
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(10)
        for button in buttons:
            button.setAutoDefault(False)  # Enter closes, wherever the focus is
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        self.column.addLayout(row)
        close.button(QDialogButtonBox.StandardButton.Close).setDefault(True)


class Text(QTextBrowser):
    """Shows text with headings and tables; the keys scroll it."""

    def __init__(self, html: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(12)
        self.setStyleSheet("font-size: 15px;")
        self.setHtml(html)
