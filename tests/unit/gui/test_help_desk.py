"""The Help menu opens its dialogs, which the keys close."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.gui.about import AboutDialog
from digitpad.gui.dialog import Dialog
from digitpad.gui.help import KeysDialog
from digitpad.gui.help_desk import HelpDesk
from digitpad.gui.log_dialog import LogDialog
from digitpad.gui.screens import available_size
from digitpad.gui.window import MainWindow


@pytest.fixture
def desk(window: MainWindow) -> HelpDesk:
    return HelpDesk(window)


@pytest.fixture(autouse=True)
def no_dialog_stays(window: MainWindow) -> Iterator[None]:
    yield
    for dialog in window.findChildren(Dialog):
        dialog.close()


def opened(window: MainWindow, text: str) -> Dialog:
    """Choose a line of the menu; return the dialog that opens."""
    (line,) = (a for a in window.findChildren(QAction) if a.text() == text)
    line.trigger()
    (dialog,) = window.findChildren(Dialog)
    return dialog


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("&Keyboard", KeysDialog),
        ("Show &log…", LogDialog),
        ("&About digitpad", AboutDialog),
    ],
)
def test_its_dialogs_open_and_close_by_keys(
    text: str, kind: type[Dialog], qtbot: QtBot, window: MainWindow, desk: HelpDesk
) -> None:
    dialog = opened(window, text)
    assert isinstance(dialog, kind)
    qtbot.waitExposed(dialog)
    assert QApplication.activeModalWidget() is dialog
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_the_keys_of_all_lines_are_listed(window: MainWindow, desk: HelpDesk) -> None:
    dialog = opened(window, "&Keyboard")
    assert isinstance(dialog, KeysDialog)
    text = dialog.text.toPlainText()
    for action in window.menus.actions:
        for keys in action.shortcuts():
            assert keys.toString(keys.SequenceFormat.NativeText) in text
    for words in ("Space", "train", "Ctrl+Shift+Z, Ctrl+Y", "redo"):
        assert words in text


def test_a_dialog_is_no_larger_than_the_screen(
    window: MainWindow, desk: HelpDesk
) -> None:
    dialog = opened(window, "&About digitpad")
    available = available_size()
    assert dialog.width() <= available.width()
    assert dialog.height() <= available.height()
