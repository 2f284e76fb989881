"""One of eleven buttons is down."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from digitpad.gui.why.chooser import Chooser


@pytest.fixture
def chooser(qtbot: QtBot) -> Chooser:
    chooser = Chooser()
    qtbot.addWidget(chooser)
    chooser.show()
    return chooser


def down(chooser: Chooser) -> list[str]:
    buttons = chooser.findChildren(QPushButton)
    return [button.text() for button in buttons if button.isChecked()]


def test_at_first_the_answer_is_chosen(chooser: Chooser) -> None:
    assert chooser.choice is None
    assert down(chooser) == ["Its &answer"]


@pytest.mark.parametrize("digit", range(10))
def test_a_click_chooses_a_digit(chooser: Chooser, qtbot: QtBot, digit: int) -> None:
    told: list[int | None] = []
    chooser.chosen.connect(told.append)
    (button,) = (b for b in chooser.findChildren(QPushButton) if b.text() == str(digit))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chooser.choice == digit
    assert down(chooser) == [str(digit)]
    chooser.choose(None)
    assert told == [digit, None]
    assert down(chooser) == ["Its &answer"]


def test_buttons_are_large_enough_for_a_finger_and_named(chooser: Chooser) -> None:
    for button in chooser.findChildren(QPushButton):
        assert min(button.width(), button.height()) >= 44
        assert button.toolTip()
