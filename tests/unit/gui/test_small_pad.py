"""A small pad shows what the large one does."""

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from digitpad.core.canvas import Content
from digitpad.gui.small_pad import SmallPad
from tests.unit.gui.hand import SEVEN
from tests.unit.gui.pictures import picture_of


@pytest.mark.parametrize("content", [SEVEN, picture_of(3)], ids=["strokes", "picture"])
def test_it_shows_what_it_is_given_and_clears_it(
    qtbot: QtBot, content: Content
) -> None:
    small = SmallPad()
    qtbot.addWidget(small)
    buttons: dict[str, QAbstractButton] = {b.text(): b for b in small.buttons}
    assert not buttons["Clear"].isEnabled()
    with qtbot.waitSignal(small.drawing_changed):
        small.set_drawing(content)
    assert small.content
    assert buttons["Clear"].isEnabled()
    buttons["Clear"].click()
    assert not small.content
    buttons["Undo"].click()
    assert small.content
