"""The log can be looked into, whatever it is."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui.training.log_dialog import LogDialog


def shown(qtbot: QtBot, log: Path) -> str:
    dialog = LogDialog(log)
    qtbot.addWidget(dialog)
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


def test_a_missing_log_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    assert "cannot be read" in shown(qtbot, tmp_path / "none.log")


def test_an_empty_log_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    log.touch()
    assert shown(qtbot, log) == "The log is empty."


def test_a_closed_log_is_gone(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = LogDialog(tmp_path / "worker.log", parent)
    dialog.open()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    assert not parent.findChildren(LogDialog)
