"""A notice lies at the foot of the window until it is clicked."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from digitpad.gui.window import MainWindow


def test_a_notice_is_shown_and_put_away(window: MainWindow, qtbot: QtBot) -> None:
    notice = window.notice
    assert not notice.isVisible()
    notice.show_text("Something went wrong: do something.")
    assert notice.isVisible()
    assert notice.accessibleName() == notice.text()
    window.resize(900, 600)
    assert notice.geometry().bottom() == window.rect().bottom()
    assert notice.width() == window.width()
    qtbot.mouseClick(notice, Qt.MouseButton.LeftButton)
    assert not notice.isVisible()
