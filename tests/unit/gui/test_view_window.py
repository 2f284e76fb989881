"""A window of the View menu fits any screen; what does not can be scrolled to."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout
from pytestqt.qtbot import QtBot

from digitpad.gui.view_window import ViewWindow


@pytest.fixture
def window(qtbot: QtBot) -> ViewWindow:
    window = ViewWindow(QSize(5000, 300))
    qtbot.addWidget(window)
    return window


def test_it_is_no_larger_than_the_screen(window: ViewWindow) -> None:
    assert window.width() <= QApplication.primaryScreen().availableSize().width()
    assert window.height() == 300


def test_a_small_window_can_be_scrolled_a_large_one_is_filled(
    window: ViewWindow, qtbot: QtBot
) -> None:
    content = window.make_scrollable(QSize(400, 200))
    QVBoxLayout(content).addWidget(QLabel("Text"))
    scroll = window.findChild(QScrollArea)
    assert scroll is not None
    window.resize(300, 150)
    window.open()
    qtbot.waitExposed(window)
    qtbot.waitUntil(scroll.horizontalScrollBar().isVisible)
    assert (content.width(), content.height()) == (400, 200)
    assert scroll.verticalScrollBar().isVisible()
    window.resize(600, 500)
    qtbot.waitUntil(lambda: (content.width(), content.height()) == (600, 500))
    qtbot.waitUntil(lambda: not scroll.verticalScrollBar().isVisible())
