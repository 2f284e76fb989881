"""The log can be looked into, whatever it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui.log_dialog import LogDialog


def opened(qtbot: QtBot, **logs: Path) -> LogDialog:
    dialog = LogDialog("Log", logs)
    qtbot.addWidget(dialog)
    return dialog


def shown(qtbot: QtBot, log: Path) -> str:
    dialog = opened(qtbot, Program=log)
    return dialog.text.toPlainText()


def test_the_end_of_a_long_log_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    log.write_text("old\n" * 100_000 + "what happened last\n")
    text = shown(qtbot, log)
    assert text.endswith("what happened last\n")
    assert len(text) <= 200_000


def test_bytes_that_are_no_text_do_no_harm(qtbot: QtBot, tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    log.write_bytes(b"before \xff\xfe after")
    assert "after" in shown(qtbot, log)


def test_a_missing_an_empty_and_an_unreadable_log_are_said(
    qtbot: QtBot, tmp_path: Path
) -> None:
    assert shown(qtbot, tmp_path / "none.log") == "Nothing was logged yet."
    log = tmp_path / "worker.log"
    log.touch()
    assert shown(qtbot, log) == "The log is empty."
    assert "cannot be read" in shown(qtbot, tmp_path)


def test_each_log_has_its_tab(qtbot: QtBot, tmp_path: Path) -> None:
    program, worker = tmp_path / "digitpad.log", tmp_path / "worker.log"
    program.write_text("of the program")
    worker.write_text("of the worker")
    dialog = opened(qtbot, Program=program, Training=worker)
    dialog.show()
    assert dialog.tabs.isVisible()
    assert dialog.text.toPlainText() == "of the program"
    dialog.tabs.setFocus()
    qtbot.keyClick(dialog.tabs, Qt.Key.Key_Right)
    assert dialog.text.toPlainText() == "of the worker"
    assert dialog.place.text() == str(worker)


def test_one_log_needs_no_tab(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(qtbot, Training=tmp_path / "worker.log")
    dialog.show()
    assert not dialog.tabs.isVisible()


def test_the_log_can_be_copied(qtbot: QtBot, tmp_path: Path) -> None:
    log = tmp_path / "digitpad.log"
    log.write_text("what happened\n")
    dialog = opened(qtbot, Program=log)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "what happened\n"
    assert dialog.copy.text() == "Copied"


class Desktop(QObject):
    """Takes the place of the desktop's file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url)


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    desktop = Desktop()
    # Its stub asks for bytes, which it does not take.
    QDesktopServices.setUrlHandler("file", desktop, "open")  # type: ignore[arg-type]
    yield desktop
    QDesktopServices.unsetUrlHandler("file")


def test_the_folder_can_be_opened(
    qtbot: QtBot, tmp_path: Path, desktop: Desktop
) -> None:
    dialog = opened(qtbot, Program=tmp_path / "digitpad.log")
    dialog.open_folder.click()
    assert [Path(url.toLocalFile()) for url in desktop.opened] == [tmp_path]


def test_a_closed_log_is_gone(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = LogDialog("Log", {"Training": tmp_path / "worker.log"}, parent)
    dialog.open()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    assert not parent.findChildren(LogDialog)
