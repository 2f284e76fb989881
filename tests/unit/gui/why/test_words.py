"""The sentences say what the map shows, and no more."""

import numpy as np
import pytest

from digitpad.core.occlusion import Occlusion
from digitpad.core.prediction import Prediction
from digitpad.gui.why.words import (
    NOTICED,
    a_digit,
    belief,
    question,
    sentence,
    without_a_square,
)

TOP, BOTTOM = (slice(5, 9), slice(5, 9)), (slice(19, 23), slice(19, 23))


def prediction(best: int = 3, sure: float = 0.91, threshold: float = 0.7) -> Prediction:
    probabilities = np.full(10, (1 - sure) / 9, np.float32)
    probabilities[best] = sure
    return Prediction(probabilities, threshold)


def occlusion(
    top: float, bottom: float, digit: int = 3, guesses: tuple[int, ...] = (3,)
) -> Occlusion:
    frame = np.zeros((28, 28), np.float32)
    frame[5:23, 5:23] = 1
    maps = np.zeros((10, 28, 28), np.float32)
    maps[digit][TOP], maps[digit][BOTTOM] = top, bottom
    covered = np.eye(10, dtype=np.float32)[list(guesses)]
    return Occlusion(frame, prediction().probabilities, covered, maps)


def test_an_eight_is_an_eight() -> None:
    assert [a_digit(8), a_digit(1)] == ["an 8", "a 1"]


@pytest.mark.parametrize(
    ("threshold", "digit", "text"),
    [
        (0.7, 3, "Why a 3?"),
        (0.95, 3, "Why perhaps a 3?"),
        (0.7, 8, "Why not an 8?"),
    ],
)
def test_the_question_fits_the_verdict(threshold: float, digit: int, text: str) -> None:
    assert question(prediction(threshold=threshold), digit) == text


def test_the_belief_says_whether_the_network_is_sure() -> None:
    assert belief(prediction(), 3) == "91 % for a 3"
    unsure = prediction(sure=0.6)
    assert belief(unsure, 3) == "60 % for a 3. Not sure: 3 or 0?"
    assert "no digit" in belief(prediction(sure=0.1), 3)


@pytest.mark.parametrize(
    ("top", "bottom", "text"),
    [
        (2, 0, "Mostly the ink at the top left speaks for a 3."),
        (0, 2, "Mostly the ink at the bottom right speaks for a 3."),
        (2, 2, "Ink in several places speaks for a 3."),
        (
            2,
            -1,
            "Mostly the ink at the top left speaks for a 3, mostly the ink at the "
            "bottom right against it.",
        ),
        (2, -0.2, "Mostly the ink at the top left speaks for a 3."),
        (
            0,
            -2,
            "Little speaks for a 3, and mostly the ink at the bottom right speaks "
            "against.",
        ),
        (0.3, -0.3, "No small piece of ink speaks much for a 3 by itself."),
    ],
)
def test_the_answer_is_explained(top: float, bottom: float, text: str) -> None:
    assert sentence(occlusion(top, bottom), prediction(), 3) == text


@pytest.mark.parametrize(
    ("top", "bottom", "text"),
    [
        (-2, 0, "Mostly the ink at the top left speaks against a 7."),
        (
            -2,
            2,
            "Mostly the ink at the top left speaks against a 7, mostly the ink at the "
            "bottom right for it.",
        ),
        (
            2,
            0,
            "Too little speaks for a 7: mostly the ink at the top left does.",
        ),
        (0.3, 0, "No small piece of ink alone keeps it from being a 7."),
    ],
)
def test_another_digit_is_explained(top: float, bottom: float, text: str) -> None:
    assert sentence(occlusion(top, bottom, digit=7), prediction(), 7) == text


def test_what_changes_the_odds_by_less_than_a_factor_of_two_is_not_named() -> None:
    just, not_quite = (
        sentence(occlusion(strength, 0), prediction(), 3)
        for strength in (NOTICED * 1.01, NOTICED * 0.99)
    )
    assert just != not_quite


@pytest.mark.parametrize(
    ("guesses", "digit", "text"),
    [
        ((3, 3), 3, "Its best guess stays 3, whichever small square is covered."),
        ((), 3, "Its best guess stays 3, whichever small square is covered."),
        ((3, 8, 8, 5), 3, "With one small square covered, it can look like an 8."),
        ((3, 8, 8, 5), 5, "With one small square covered, it can look like a 5."),
        ((3, 8, 8, 5), 7, "No small square that is covered makes it a 7."),
    ],
)
def test_what_one_square_changes_is_told(
    guesses: tuple[int, ...], digit: int, text: str
) -> None:
    told = without_a_square(occlusion(1, 1, guesses=guesses), prediction(), digit)
    assert told == text
