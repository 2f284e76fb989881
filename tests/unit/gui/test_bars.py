"""Bars show the newest prediction, move, and come to rest."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from digitpad.core.prediction import Prediction
from digitpad.gui.bars import Bars, percent


def prediction(best: int, share: float = 0.9) -> Prediction:
    probabilities = np.full(10, (1 - share) / 9, dtype=np.float32)
    probabilities[best] = share
    return Prediction(probabilities, 0.5)


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (1.0, "> 99 %"),
        (0.995, "> 99 %"),
        (0.994, "99 %"),
        (0.5, "50 %"),
        (0.01, "1 %"),
        (0.0, "< 1 %"),
    ],
)
def test_percentages_never_claim_certainty(probability: float, text: str) -> None:
    assert percent(probability) == text


@pytest.fixture
def bars(qtbot: QtBot) -> Bars:
    bars = Bars()
    qtbot.addWidget(bars)
    bars.resize(500, 300)
    bars.show()
    qtbot.waitExposed(bars)
    return bars


def test_bars_arrive_at_the_truth_and_rest(bars: Bars, qtbot: QtBot) -> None:
    shown = prediction(3)
    bars.set_prediction(shown)
    qtbot.waitUntil(lambda: not bars.is_moving, timeout=2000)
    np.testing.assert_array_equal(bars.lengths, shown.probabilities)


def test_the_first_painting_is_half_way_already(bars: Bars) -> None:
    bars.set_prediction(prediction(3, 0.9))
    assert 0.35 < bars.lengths[3] < 0.9


def test_bars_follow_a_truth_that_changes_on_the_way(bars: Bars, qtbot: QtBot) -> None:
    for digit in range(10):
        bars.set_prediction(prediction(digit))
    qtbot.waitUntil(lambda: not bars.is_moving, timeout=2000)
    assert int(bars.lengths.argmax()) == 9


def test_an_empty_canvas_has_no_bars(bars: Bars, qtbot: QtBot) -> None:
    bars.set_prediction(prediction(3))
    bars.set_prediction(None)
    qtbot.waitUntil(lambda: not bars.is_moving, timeout=2000)
    assert not bars.lengths.any()


def test_the_winner_is_marked_by_more_than_colour(bars: Bars, qtbot: QtBot) -> None:
    """The arrow's column has ink beside the winner's row alone."""
    bars.set_prediction(prediction(3))
    qtbot.waitUntil(lambda: not bars.is_moving, timeout=2000)
    image = bars.grab().toImage()
    row = image.height() / 10
    background = image.pixelColor(3, 2)
    marked = [
        digit
        for digit in range(10)
        if image.pixelColor(3, round((digit + 0.5) * row)) != background
    ]
    assert marked == [3]


def test_no_bar_stands_out_where_there_is_no_digit(bars: Bars, qtbot: QtBot) -> None:
    """All bars have the same colour; a little less even, two of them are guesses."""
    colors = {}
    for share in (0.1, 0.6):
        shown = Prediction(prediction(3, share).probabilities, 0.9)
        bars.set_prediction(shown)
        qtbot.waitUntil(lambda: not bars.is_moving, timeout=2000)
        image = bars.grab().toImage()
        row, column = image.height() / 10, image.width() // 8
        rows = [round((digit + 0.5) * row) for digit in range(10)]
        colors[share] = len({image.pixelColor(column, y).name() for y in rows})
    assert colors[0.1] == 1
    assert colors[0.6] > 1
