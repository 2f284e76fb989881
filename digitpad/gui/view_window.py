"""What the windows of the View menu share: their size, closing and opening."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

_FRAME: Final = QSize(16, 48)
"""What the window's frame may add, on a screen that is no larger than the window."""


class ViewWindow(QWidget):
    """A window of its own, no larger than the screen.

    Parameters
    ----------
    size
        Its size where there is room, in logical pixels.
    """

    def __init__(self, size: QSize) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.resize(size.boundedTo(self.screen().availableSize() - _FRAME))

    def open(self) -> None:
        """Show the window, before all others."""
        self.show()
        self.raise_()
        self.activateWindow()

    def close_by_keys(self) -> None:
        """Have Ctrl+W and Esc close the window."""
        close = QAction(self)
        close.setShortcuts([QKeySequence("Ctrl+W"), QKeySequence("Esc")])
        close.triggered.connect(self.close)
        self.addAction(close)
