"""Putting all settings back to what they are at first."""

from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from digitpad.core.settings import Settings, put_aside
from digitpad.gui.question import agrees
from digitpad.gui.window import MainWindow


class SettingsReset(QObject):
    """Resets the settings when the menu asks for it.

    Parameters
    ----------
    window
        The main window, which keeps this alive.
    path
        The settings' file, which is put aside.
    """

    def __init__(self, window: MainWindow, path: Path) -> None:
        super().__init__(window)
        self._window = window
        self._path = path
        reset = QAction("&Reset settings…", window)
        reset.triggered.connect(self._on_reset)
        window.menus.add("settings", reset)

    def _on_reset(self) -> None:
        if not agrees(
            self._window,
            "Reset all settings?",
            "Everything that was chosen is as it was at first, the size of the window, "
            "too. The old settings are kept in a file beside the new ones.",
            "Reset",
        ):
            return
        sentence = "The settings are as they were at first."
        if self._path.exists():
            try:
                aside = put_aside(self._path, "old")
            except OSError as error:
                self._window.tell(
                    f"The settings {self._path} cannot be put aside, so they stay: "
                    f"{error.strerror or error}."
                )
                return
            sentence += f" The old ones are kept in {aside}."
        self._window.tell(sentence)
        self._window.reset_size()
        self._window.preferences.change(**asdict(Settings()))
