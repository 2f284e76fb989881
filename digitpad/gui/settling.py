"""What can wait until the window is on the screen."""

import platform
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot, qVersion

import digitpad
from digitpad.gui.application import Application
from digitpad.gui.faults import Faults
from digitpad.gui.window import MainWindow

_LATER_MS: Final = 500
"""After the window is shown: somebody may have begun to draw, but is not waiting."""


class Settling(QObject):
    """Hears of other starts, opens the file that was asked for, logs, and clears up.

    Their code is loaded then: the window is shown without it.

    Parameters
    ----------
    window
        The main window, which keeps this alive.
    settings
        The file with the settings: whoever starts with the same is heard.
    file
        Is opened, unless it is None.
    """

    def __init__(
        self,
        window: MainWindow,
        application: Application,
        faults: Faults,
        settings: Path,
        file: Path | None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._application = application
        self._faults = faults
        self._settings = settings
        self._file = file

    @Slot()
    def start(self) -> None:
        """Do what must be done soon, and the rest later."""
        from digitpad.core.handover import meeting_place
        from digitpad.gui.second_start import SecondStart

        self._second_start = SecondStart(self._window, meeting_place(self._settings))
        self._application.file_asked.connect(self._second_start.open)
        if self._file:
            self._second_start.open(self._file)
        QTimer.singleShot(_LATER_MS, self, self._start_later)

    def _start_later(self) -> None:
        self._faults.start_log()
        import logging

        logging.getLogger(__name__).info(
            "digitpad %s, Python %s, Qt %s on %s; settings in %s",
            digitpad.__version__,
            platform.python_version(),
            qVersion(),
            sys.platform,
            self._settings,
        )
        from digitpad.core.tidying import tidy

        tidy(self._settings)
