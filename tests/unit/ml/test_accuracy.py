"""Accuracy counts digits alone."""

import numpy as np
import pytest

from digitpad.core.prediction import NO_DIGIT, SPREAD
from digitpad.ml.accuracy import DigitAccuracy


def test_what_is_no_digit_does_not_count() -> None:
    targets = SPREAD[np.array([3, 4, NO_DIGIT, NO_DIGIT])]
    read = np.eye(10, dtype=np.float32)[[3, 5, 0, 1]]
    metric = DigitAccuracy()
    metric.update_state(targets, read)
    assert float(metric.result()) == pytest.approx(0.5)
    assert metric.name == "accuracy"


def test_label_by_label_it_is_kerass_own() -> None:
    rng = np.random.default_rng(0)
    labels = rng.integers(10, size=200)
    read = rng.random((200, 10), np.float32)
    metric = DigitAccuracy()
    for part in range(0, 200, 50):
        metric.update_state(SPREAD[labels[part : part + 50]], read[part : part + 50])
    assert float(metric.result()) == pytest.approx((read.argmax(1) == labels).mean())
