"""One hears of the first painting, and of no other."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui.painted import OncePainted


def test_the_first_painting_is_told_once(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    told: list[bool] = []
    OncePainted(widget, lambda: told.append(widget.isVisible()))
    assert told == []
    widget.show()
    qtbot.waitUntil(lambda: bool(told))
    widget.repaint()
    qtbot.wait(1)
    assert told == [True]
