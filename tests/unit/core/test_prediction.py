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


@pytest.mark.parametrize(
    ("best", "each", "none"),
    [(0.1, 0.1, True), (0.37, 0.07, True), (0.64, 0.04, False), (0.46, 0.06, True)],
)
def test_what_is_spread_over_all_speaks_for_no_digit(
    best: float, each: float, *, none: bool
) -> None:
    values = np.full(10, each, dtype=np.float32)
    values[3] = best
    assert Prediction(values, 0.9).is_no_digit == none
    assert not Prediction(values, 0.05).is_no_digit  # it is answered


def test_two_guesses_are_two_digits_not_none() -> None:
    assert not Prediction(probabilities(d4=0.5, d9=0.4), 0.6).is_no_digit


def test_equal_guesses_are_two_digits() -> None:
    prediction = Prediction(np.full(10, 0.1, dtype=np.float32), 0.5)
    assert prediction.best != prediction.second


@pytest.mark.parametrize("bad", [np.zeros(9), np.full(10, np.nan)])
def test_anything_but_ten_numbers_is_refused(bad: np.ndarray) -> None:
    with pytest.raises(ValueError, match="probabilities"):
        Prediction(bad.astype(np.float32), 0.5)
