"""A question is answered by a button, and by Enter with the harmless one."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui.question import agrees


def ask(qtbot: QtBot, act: Callable[[QMessageBox], None]) -> bool:
    """Ask, and do something with the question once it is shown."""

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        assert box.text() == "Lose it?"
        assert box.informativeText() == "It is lost."
        act(box)

    parent = QWidget()
    qtbot.addWidget(parent)
    QTimer.singleShot(0, answer)
    return agrees(parent, "Lose it?", "It is lost.", "Lose it")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_hasty_key_loses_nothing(qtbot: QtBot, key: Qt.Key) -> None:
    assert not ask(qtbot, lambda box: qtbot.keyClick(box, key))


def test_the_button_says_yes(qtbot: QtBot) -> None:
    def press(box: QMessageBox) -> None:
        next(b for b in box.buttons() if b.text() == "Lose it").click()

    assert ask(qtbot, press)
