"""The verdict."""

import numpy as np
import pytest

from digitpad.core.prediction import Prediction


def probabilities(**shares: float) -> np.ndarray:
    values = np.zeros(10, dtype=np.float32)
    for name, share in shares.items():
        values[int(name[1:])] = share
    return values


def test_the_best_guess_is_answered_from_the_threshold_on() -> None:
    prediction = Prediction(probabilities(d4=0.75, d9=0.25), 0.75)
    assert (prediction.best, prediction.second, prediction.verdict) == (4, 9, 4)


def test_below_the_threshold_the_verdict_is_not_sure() -> None:
    prediction = Prediction(probabilities(d4=0.5, d9=0.4), 0.6)
    assert (prediction.best, prediction.second, prediction.verdict) == (4, 9, None)


def test_equal_guesses_are_two_digits() -> None:
    prediction = Prediction(np.full(10, 0.1, dtype=np.float32), 0.5)
    assert prediction.best != prediction.second


@pytest.mark.parametrize("bad", [np.zeros(9), np.full(10, np.nan)])
def test_anything_but_ten_numbers_is_refused(bad: np.ndarray) -> None:
    with pytest.raises(ValueError, match="probabilities"):
        Prediction(bad.astype(np.float32), 0.5)
