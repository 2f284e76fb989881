"""What a step says of its reading."""

import numpy as np
import pytest

from digitpad.core.prediction import Prediction
from digitpad.gui.way.step import compared, reading


def prediction(best: int, sure: float, threshold: float = 0.7) -> Prediction:
    probabilities = np.full(10, (1 - sure) / 9, np.float32)
    probabilities[best] = sure
    return Prediction(probabilities, threshold)


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (None, "–"),
        (prediction(3, 0.91), "3, 91 %"),
        (prediction(3, 0.6), "? (3, 60 %)"),
        (prediction(3, 0.15), "?"),
    ],
)
def test_a_reading_is_a_digit_or_a_question_mark(
    shown: Prediction | None, text: str
) -> None:
    assert reading(shown) == text


@pytest.mark.parametrize(
    ("without", "text"),
    [
        (prediction(7, 0.9), "Without it the network reads 7, 90 %, with"),
        (prediction(3, 0.6), "Without it the network is not sure, with"),
        (prediction(3, 0.15), "Without it the network sees no digit, with"),
        (prediction(3, 0.8), "Here the network reads 3, 91 % with and without it."),
    ],
)
def test_what_centring_changes_is_told(without: Prediction, text: str) -> None:
    assert compared(without, prediction(3, 0.91)).startswith(text)
