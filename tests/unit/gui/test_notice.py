"""A notice lies at the foot of the window until it is clicked."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from digitpad.gui.window import MainWindow


def test_a_notice_is_shown_and_put_away(window: MainWindow, qtbot: QtBot) -> None:
    notice = window.notice
    assert not notice.isVisible()
    window.tell("The disk <b>is</b> full: make room.")
    assert notice.isVisible()
    assert notice.accessibleName() == "The disk <b>is</b> full: make room."
    assert notice.text().startswith(notice.accessibleName())
    qtbot.mouseClick(notice, Qt.MouseButton.LeftButton)
    assert not notice.isVisible()


def test_escape_puts_it_away(window: MainWindow, qtbot: QtBot) -> None:
    window.tell("Something went wrong: do something.")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.notice.isVisible()


def test_it_covers_nothing(window: MainWindow, qtbot: QtBot) -> None:
    before = window.stage.height()
    window.tell("Something went wrong: do something.")
    qtbot.waitUntil(lambda: window.stage.height() < before)
    assert window.notice.geometry().top() > window.stage.geometry().bottom()
