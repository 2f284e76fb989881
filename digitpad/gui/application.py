"""Qt's application object, set up for the pad."""

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

import digitpad
from digitpad.gui.icons import window_icon


class Application(QApplication):
    """The application; on macOS the desktop asks it to open files."""

    file_asked = Signal(object)
    """A Path: a file shall be opened."""

    def __init__(self) -> None:
        QApplication.setStyle("Fusion")
        super().__init__(["digitpad"])
        # Every point of a fast hand counts. Only now: X11's plugin sets it at its
        # start.
        self.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, False)
        self.setApplicationName("digitpad")
        self.setApplicationDisplayName("Digitpad")
        self.setDesktopFileName(digitpad.APP_ID)
        self.setWindowIcon(window_icon())
        if sys.platform == "win32":  # else the task bar shows Python's icon
            import ctypes

            ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(
                digitpad.APP_ID
            )

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_asked.emit(Path(event.file()))
            return True
        return super().event(event)
