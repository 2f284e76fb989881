"""The verdict in words."""

import numpy as np
from pytestqt.qtbot import QtBot

from digitpad.core.prediction import Prediction
from digitpad.gui.readout import Readout, describe


def prediction(four: float, nine: float) -> Prediction:
    probabilities = np.zeros(10, dtype=np.float32)
    probabilities[[4, 9]] = four, nine
    return Prediction(probabilities, 0.6)


def test_a_verdict_is_spoken_with_its_certainty() -> None:
    assert describe(prediction(0.8, 0.2)) == "Four, 80 % sure"


def test_not_sure_names_the_two_best_guesses() -> None:
    assert describe(prediction(0.4, 0.5)) == "Not sure: 9 or 4?"


def test_what_is_no_digit_has_no_guesses() -> None:
    nearly_even = np.full(10, 0.09, dtype=np.float32)
    nearly_even[3] += 0.1
    assert describe(Prediction(nearly_even, 0.6)) == "Not sure: no digit?"


def test_an_empty_canvas_has_no_verdict() -> None:
    assert describe(None) == "The canvas is empty"


def test_screen_readers_find_the_verdict_on_the_widget(qtbot: QtBot) -> None:
    readout = Readout()
    qtbot.addWidget(readout)
    readout.set_prediction(prediction(0.8, 0.2))
    assert readout.accessibleName() == "Four, 80 % sure"
