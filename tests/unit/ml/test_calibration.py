"""Probabilities are made honest; the threshold answers the share asked for."""

import keras
import numpy as np
import pytest

from digitpad.core.datasets import Sample
from digitpad.core.prediction import CLASSES, OUTPUT, SPREAD
from digitpad.ml.calibration import (
    UNCHOSEN,
    Calibration,
    calibrate,
    choose_threshold,
    fit_temperature,
    fold_temperature,
)
from digitpad.ml.control import CancelledError
from digitpad.ml.networks import build
from tests.unit.ml.trainings import short


def softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: np.ndarray = powers / powers.sum(axis=1, keepdims=True)
    return shares.astype(np.float32)


@pytest.fixture
def honest() -> tuple[np.ndarray, np.ndarray]:
    """Logits and labels drawn from just the probabilities they mean."""
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 2, (20_000, 10))
    labels = (softmax(logits).cumsum(axis=1) < rng.random((20_000, 1))).sum(axis=1)
    return logits, np.minimum(labels, 9)


@pytest.mark.parametrize("factor", [0.5, 1.0, 2.0])
def test_the_temperature_undoes_a_factor(
    honest: tuple[np.ndarray, np.ndarray], factor: float
) -> None:
    logits, labels = honest
    found = fit_temperature(softmax(logits * factor), labels)
    assert found == pytest.approx(factor, rel=0.05)


def test_probabilities_of_zero_do_no_harm() -> None:
    sure = np.eye(10, dtype=np.float32)
    assert np.isfinite(fit_temperature(sure, np.array([1, *range(1, 10)])))


@pytest.mark.parametrize(
    ("preset", "layer"), [("digitpad", CLASSES), ("digitpad-quick", OUTPUT)]
)
def test_folding_changes_the_logits_only_by_the_factor(preset: str, layer: str) -> None:
    model = build(short(preset))
    softmaxes = keras.Model(model.inputs, model.get_layer(layer).output)
    frames = np.random.default_rng(0).random((4, 28, 28), dtype=np.float32)
    before = softmaxes.predict_on_batch(frames)
    fold_temperature(model, 0.5)
    expected = softmax(np.log(before) / 0.5)
    np.testing.assert_allclose(softmaxes.predict_on_batch(frames), expected, atol=1e-5)
    if layer == CLASSES:
        expected = expected @ SPREAD
    np.testing.assert_allclose(model.predict_on_batch(frames), expected, atol=1e-5)


def test_the_temperature_is_found_where_some_are_no_digit() -> None:
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 2, (20_000, 11))
    chances = softmax(logits) @ SPREAD
    labels = (chances.cumsum(axis=1) < rng.random((20_000, 1))).sum(axis=1)
    found = fit_temperature(softmax(logits * 2), np.minimum(labels, 9))
    assert found == pytest.approx(2, rel=0.05)


@pytest.mark.parametrize("answered", [0.9, 0.99, 1.0])
def test_the_threshold_answers_the_share(answered: float) -> None:
    probabilities = softmax(np.random.default_rng(0).normal(0, 3, (5000, 10)))
    threshold = choose_threshold(probabilities, answered)
    share = (probabilities.max(axis=1) >= threshold).mean()
    assert answered <= share <= min(1, answered + 0.005)


def test_without_validation_images_nothing_is_changed(digits: Sample) -> None:
    model = build(short())
    before = model.get_weights()
    found = calibrate(model, digits.take(slice(0)), short(), fold=True)
    assert found == Calibration(UNCHOSEN, 1.0, None)
    for one, other in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(
    ("count", "chosen", "folded"),
    [(99, False, False), (100, True, False), (499, True, False), (500, True, True)],
)
def test_few_images_decide_nothing(
    digits: Sample, *, count: int, chosen: bool, folded: bool
) -> None:
    keras.utils.set_random_seed(0)
    model = build(short())
    found = calibrate(model, digits.take(slice(count)), short(), fold=True)
    assert (found.threshold != UNCHOSEN) == chosen
    assert (found.temperature != 1) == folded
    assert found.error is not None


@pytest.mark.parametrize("fold", [False, True])
def test_the_temperature_is_folded_where_it_shall_be(
    digits: Sample, *, fold: bool
) -> None:
    keras.utils.set_random_seed(0)
    model = build(short())
    before = model.get_weights()
    found = calibrate(model, digits, short(augmentation="deform"), fold=fold)
    assert 0 < found.threshold < 1
    assert found.error is not None
    assert 0 <= found.error <= 1
    assert (found.temperature != 1) == fold
    np.testing.assert_allclose(
        model.get_weights()[-2] * found.temperature, before[-2], rtol=1e-5
    )


def test_the_work_can_be_ended(digits: Sample) -> None:
    def check() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        calibrate(build(short()), digits, short(), fold=False, check=check)
