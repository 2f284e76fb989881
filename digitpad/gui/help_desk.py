"""The Help menu."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from digitpad.core.errors import DigitpadError
from digitpad.core.paths import crash_file, program_log, worker_log
from digitpad.gui.window import MainWindow


class HelpDesk(QObject):
    """Opens the dialogs of the Help menu; their code is loaded then.

    Parameters
    ----------
    window
        The main window, which keeps this alive.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        keys = QAction("&Keyboard", window, shortcut=QKeySequence("F1"))
        keys.triggered.connect(self.show_keys)
        log = QAction("Show &log…", window)
        log.triggered.connect(self.show_log)
        about = QAction("&About digitpad", window)
        about.triggered.connect(self.show_about)
        window.menus.add("help", keys, log)
        window.menus.add("about", about)

    def show_keys(self) -> None:
        """List the keys."""
        from digitpad.gui.help import KeysDialog

        KeysDialog(self._window.menus.actions, self._window).open()

    def show_about(self) -> None:
        """Tell versions and licences."""
        from digitpad.gui.about import AboutDialog

        AboutDialog(self._window).open()

    def show_log(self) -> None:
        """Show what was logged."""
        from digitpad.gui.log_dialog import LogDialog

        try:
            logs = _logs()
        except DigitpadError as error:
            self._window.tell(str(error))
            return
        LogDialog("Log", logs, self._window).open()


def _logs() -> dict[str, Path]:
    from digitpad.core.crash import crash_reports

    crashes = crash_reports(crash_file())
    return {"Program": program_log(), "Training": worker_log()} | {
        report.stem.capitalize(): report for report in crashes
    }
