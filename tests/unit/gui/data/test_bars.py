"""What is said of a reading, and of how many images are shown."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from digitpad.core.answers import Answers
from digitpad.gui.data.filter_bar import FilterBar
from digitpad.gui.data.parts import Part
from digitpad.gui.data.reading_bar import ReadingBar


@pytest.fixture
def bar(qtbot: QtBot) -> ReadingBar:
    bar = ReadingBar()
    qtbot.addWidget(bar)
    bar.resize(800, 40)
    bar.show()
    return bar


def read(known: int) -> Answers:
    answers = Answers(1000, 0.5)
    answers.add(np.eye(10, dtype=np.float32)[np.zeros(known, int)])
    return answers


LABELS = np.zeros(1000, np.int64)


def test_a_reading_under_way_can_be_stopped(qtbot: QtBot, bar: ReadingBar) -> None:
    bar.set_reading("mine", read(250), LABELS, True, 3.2)
    assert bar.text == "mine reads: 250 of 1,000, 3 s left"
    with qtbot.waitSignal(bar.stop_requested):
        bar.button.click()
    bar.set_reading("mine", read(250), LABELS, True, None)
    assert bar.text == "mine reads: 250 of 1,000"


def test_one_that_was_stopped_can_go_on(qtbot: QtBot, bar: ReadingBar) -> None:
    bar.set_reading("mine", read(250), LABELS, False, None)
    assert bar.text == "mine reads: 250 of 1,000, stopped"
    with qtbot.waitSignal(bar.go_on_requested):
        bar.button.click()


def test_one_that_is_done_says_how_well(bar: ReadingBar) -> None:
    labels = LABELS.copy()
    labels[:3] = 5
    bar.set_reading("mine", read(1000), labels, False, None)
    assert bar.text == "mine reads 997 of 1,000 rightly (99.70 %); not sure of 0"
    assert not bar.button.isVisible()
    bar.clear()
    assert bar.text == ""


def test_what_is_chosen_is_told_once(qtbot: QtBot) -> None:
    chosen = FilterBar()
    qtbot.addWidget(chosen)
    told: list[Any] = []
    chosen.part_changed.connect(told.append)
    chosen.filter_changed.connect(lambda: told.append("filter"))
    assert (chosen.part, chosen.digit, chosen.only_wrong) == (Part.TEST, None, False)
    chosen.set_part(Part.TRAINING)
    chosen.set_part(Part.TRAINING)
    chosen.set_digit(0)
    chosen.set_only_wrong(True)
    assert told == [Part.TRAINING, "filter", "filter"]
    assert (chosen.part, chosen.digit) == (Part.TRAINING, 0)
    assert chosen.only_wrong
    chosen.set_digit(None)
    assert chosen.digit is None


def test_a_narrow_filter_takes_two_lines(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    # A window of its own would not become narrower than one line.
    chosen = FilterBar(around)
    chosen.set_count(10_000, 10_000)
    around.show()
    heights = []
    for width in (900, chosen.minimumSizeHint().width(), 900):
        chosen.resize(width, 120)
        heights.append(chosen.sizeHint().height())
    assert heights[0] < heights[1]
    assert heights[2] == heights[0]
