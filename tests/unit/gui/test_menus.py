"""Commands stand in their section, and their keys work without the bar."""

from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from digitpad.gui.menus import SECTIONS, Menus


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def texts(window: QMainWindow, title: str) -> list[str]:
    menus = cast("list[Any]", window.menuBar().actions())
    menu = next(action.menu() for action in menus if action.text() == title)
    assert isinstance(menu, QMenu)
    return [action.text() for action in menu.actions()]


def test_sections_keep_their_order_however_they_are_filled(window: QMainWindow) -> None:
    menus = Menus(window)
    menus.add("quit", QAction("Quit", window))
    menus.add("open", QAction("Open", window), QAction("Paste", window))
    menus.add_menu("open", "Recent")
    menus.add("export", QAction("Save", window))
    assert texts(window, "&File") == [
        *("Open", "Paste", "Recent", ""),
        *("Save", ""),
        "",
        *("Quit", ""),
    ]


def test_every_section_is_in_one_menu() -> None:
    names = [name for sections in SECTIONS.values() for name in sections]
    assert len(set(names)) == len(names)


def test_keys_work_while_the_bar_is_hidden(qtbot: QtBot, window: QMainWindow) -> None:
    menus = Menus(window)
    action = QAction("Open", window, shortcut=QKeySequence("Ctrl+O"))
    menus.add("open", action)
    window.menuBar().hide()
    window.activateWindow()
    with qtbot.waitSignal(action.triggered):
        qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert menus.actions == (action,)


def test_the_actions_are_listed_in_the_order_of_the_menus(window: QMainWindow) -> None:
    menus = Menus(window)
    about, opening, undo = (QAction(text, window) for text in ("a", "o", "u"))
    menus.add("about", about)
    menus.add("history", undo)
    menus.add("open", opening)
    assert menus.actions == (opening, undo, about)


def test_one_of_the_choices_is_chosen(window: QMainWindow) -> None:
    menus = Menus(window)
    chosen: list[int] = []
    show = menus.add_choice("looks", "Size", {1: "one", 2: "two"}, 2, chosen.append)
    one, two = (
        action for action in window.findChildren(QAction) if action.isCheckable()
    )
    assert two.isChecked()
    one.trigger()
    assert chosen == [1]
    assert not two.isChecked()
    show(2)
    assert two.isChecked()
    assert chosen == [1]
