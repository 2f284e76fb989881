"""What the windows of the View menu share: their size, closing and opening."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from digitpad.gui.screens import available_size

LIMITLESS: Final = (1 << 24) - 1
"""Qt's QWIDGETSIZE_MAX: the maximum size of what has none."""

_FRAME: Final = QSize(16, 48)
"""What the window's frame may add, on a screen that is no larger than the window."""


class AsHighAsMustBe(QWidget):
    """Holds parts, which shrink to their least height.

    A scroll area makes what it holds higher where wrapped texts would be happier.
    """

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        return False


class ViewWindow(QWidget):
    """A window of its own, no larger than the screen.

    Parameters
    ----------
    size
        Its size where there is room, in logical pixels.
    """

    def __init__(self, size: QSize) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.resize(size.boundedTo(available_size() - _FRAME))

    def open(self) -> None:
        """Show the window, before all others."""
        self.show()
        self.raise_()
        self.activateWindow()

    def make_scrollable(self, least: QSize | None = None) -> QWidget:
        """Return the widget to lay out in, as large as the window.

        Where the window is smaller than `least`, or than the parts must be, one
        scrolls. Without `least` they get the height that their texts like.
        """
        content = QWidget()
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        content.setAutoFillBackground(False)  # which setWidget has switched on
        scroll.viewport().setAutoFillBackground(False)
        _fill(self, scroll)
        if least is None:
            return content
        parts = AsHighAsMustBe()
        parts.setMinimumSize(least)
        _fill(content, parts)
        return parts

    def close_by_keys(self) -> None:
        """Have Ctrl+W and Esc close the window."""
        close = QAction(self)
        close.setShortcuts([QKeySequence("Ctrl+W"), QKeySequence("Esc")])
        close.triggered.connect(self.close)
        self.addAction(close)


def _fill(widget: QWidget, part: QWidget) -> None:
    """Have a widget filled by one part."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(part)
