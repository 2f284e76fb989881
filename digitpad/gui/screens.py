"""How much room a screen has."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication


def available_size() -> QSize:
    """Return what a window that is not shown yet may take of its screen.

    Never ask `QWidget.screen()`: what PySide6 returns there belongs to the widget, and
    once Python collects that, the screen is deleted and the program crashes (6.11.3).
    """
    return QGuiApplication.primaryScreen().availableSize()
