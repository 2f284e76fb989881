"""A button stands for its action."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from pytestqt.qtbot import QtBot

from digitpad.gui.buttons import ActionButton, eraser_icon


@pytest.fixture
def action(qtbot: QtBot) -> QAction:
    action = QAction("&Eraser", checkable=True)
    action.setShortcut(QKeySequence("E"))
    return action


@pytest.fixture
def button(qtbot: QtBot, action: QAction) -> ActionButton:
    button = ActionButton(action, eraser_icon)
    qtbot.addWidget(button)
    button.resize(140, 60)
    button.show()
    qtbot.waitExposed(button)
    return button


def test_a_click_triggers_the_action(
    qtbot: QtBot, button: ActionButton, action: QAction
) -> None:
    with qtbot.waitSignal(action.triggered):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert action.isChecked()
    assert button.isChecked()


def test_the_keyboard_presses_it(
    qtbot: QtBot, button: ActionButton, action: QAction
) -> None:
    button.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(action.triggered):
        qtbot.keyClick(button, Qt.Key.Key_Space)


def test_it_follows_the_action(button: ActionButton, action: QAction) -> None:
    action.setChecked(True)
    assert button.isChecked()
    button.clearFocus()
    action.setEnabled(False)
    assert not button.isEnabled()


def test_a_focused_button_keeps_the_focus_when_it_can_do_no_more(
    qtbot: QtBot, button: ActionButton, action: QAction
) -> None:
    button.activateWindow()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    action.setEnabled(False)
    assert button.hasFocus()
    with qtbot.assertNotEmitted(action.triggered):
        qtbot.keyClick(button, Qt.Key.Key_Space)
    button.clearFocus()
    assert not button.isEnabled()


def test_it_names_itself(button: ActionButton) -> None:
    assert button.accessibleName() == "Eraser"
    assert button.toolTip() == "Eraser (E)"


@pytest.mark.parametrize("checked", [False, True], ids=["off", "on"])
@pytest.mark.parametrize("size", [(140, 60), (80, 60), (60, 40)])
def test_it_shows_focus(
    qtbot: QtBot, button: ActionButton, size: tuple[int, int], checked: bool
) -> None:
    button.resize(*size)
    button.setChecked(checked)
    button.activateWindow()
    button.clearFocus()
    before = button.grab().toImage()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    assert button.grab().toImage() != before
