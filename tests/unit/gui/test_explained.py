"""The exact terms are there for who asks, and go away again."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from digitpad.gui.explained import Explained


def shown(explained: Explained) -> list[str]:
    labels = explained.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible()]


def test_more_is_shown_when_it_is_asked_for(qtbot: QtBot) -> None:
    explained = Explained("Easy.", "Exact.")
    qtbot.addWidget(explained)
    explained.show()
    assert shown(explained) == ["Easy."]
    explained.more.click()
    assert shown(explained) == ["Easy.", "Exact."]
    explained.more.click()
    assert shown(explained) == ["Easy."]


def test_the_plain_words_can_change(qtbot: QtBot) -> None:
    explained = Explained("Easy.", "Exact.")
    qtbot.addWidget(explained)
    explained.show()
    explained.set_simple("Easier.")
    assert shown(explained) == ["Easier."]
