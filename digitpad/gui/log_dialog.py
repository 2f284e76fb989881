"""What was logged, to look into when something has failed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QTabBar, QWidget

from digitpad.core.files import check_is_file
from digitpad.gui.dialog import Dialog

_TAIL: Final = 200_000
"""Bytes shown of a long log: its end, which says what happened last."""
_SIZE: Final = QSize(860, 520)


class LogDialog(Dialog):
    """Shows the ends of log files.

    Parameters
    ----------
    logs
        By what they are called; a file may be missing. The first is shown at first.
    """

    def __init__(
        self, title: str, logs: Mapping[str, Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, _SIZE, parent)
        self._logs = tuple(logs.values())
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for name in logs:
            self.tabs.addTab(name)
        self.tabs.setVisible(len(logs) > 1)
        self.place = QLabel(wordWrap=True)
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setAccessibleName("Log")
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        # Else Tab would stay in it.
        self.text.setTabChangesFocus(True)
        self.copy = QPushButton("&Copy")
        self.open_folder = QPushButton("Open &folder")
        for part in (self.tabs, self.place):
            self.column.addWidget(part)
        self.column.addWidget(self.text, 1)
        self.add_buttons(self.copy, self.open_folder)
        self.tabs.currentChanged.connect(self._show)
        self.copy.clicked.connect(self._on_copy)
        self.open_folder.clicked.connect(self._on_open_folder)
        self._show(0)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        super().showEvent(event)
        self._go_to_end()  # only now it is known where that is

    def _show(self, index: int) -> None:
        self.place.setText(str(self._logs[index]))
        self.text.setPlainText(_tail(self._logs[index]))
        self._go_to_end()
        self.copy.setText("&Copy")

    def _go_to_end(self) -> None:
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText("Copied")

    def _on_open_folder(self) -> None:
        folder = self._logs[max(0, self.tabs.currentIndex())].parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.place.setText(f"No program was found that shows the folder {folder}.")


def _tail(log: Path) -> str:
    try:
        check_is_file(log)
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _TAIL))
            return file.read().decode(errors="replace") or "The log is empty."
    except FileNotFoundError:
        return "Nothing was logged yet."
    except OSError as error:
        return f"The log cannot be read: {error.strerror or error}."
