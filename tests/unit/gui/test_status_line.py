"""The line never asks for more room than there is."""

from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui.status_line import StatusLine

LONG = "The training has failed. " * 20


def test_a_long_sentence_is_cut_and_told_in_full_otherwise(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    central = QWidget()
    column = QVBoxLayout(central)
    line = StatusLine()
    column.addWidget(line)
    window.setCentralWidget(central)
    window.resize(400, 100)
    window.show()
    qtbot.waitExposed(window)
    line.set_sentence(LONG)
    qtbot.waitUntil(lambda: line.text().endswith("…"))
    assert window.width() == 400
    assert window.minimumSizeHint().width() < 200
    assert line.toolTip() == line.accessibleName() == line.sentence == LONG


def test_an_ampersand_is_an_ampersand(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(600, 40)
    line.set_sentence("1 & 2")
    assert line.text() == "1 && 2"
