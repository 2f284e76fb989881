"""The figures are scikit-learn's; what is not defined is None."""

import itertools

import numpy as np
import pytest
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    accuracy_score,
    confusion_matrix,
    log_loss,
    precision_recall_fscore_support,
)

from digitpad.core.datasets import Labels, frames_of, load_mnist_test
from digitpad.core.evaluation import BINS, calibration_error
from digitpad.core.judgement import judge
from digitpad.core.paths import bundled_model
from digitpad.core.prediction import Prediction, Probabilities
from digitpad.core.recognizer import Recognizer

DIGITS = list(range(10))


def guessed(count: int, skill: float, seed: int) -> tuple[Probabilities, Labels]:
    """Return made-up beliefs, float32 (count, 10), better with more skill; labels."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, 10, count)
    logits = random.normal(size=(count, 10))
    logits[np.arange(count), labels] += skill
    exponents = np.exp(logits)
    return (exponents / exponents.sum(1, keepdims=True)).astype(np.float32), labels


@pytest.fixture(scope="module")
def real() -> tuple[Probabilities, Labels]:
    """What the bundled model reads in 500 of the test images."""
    test = load_mnist_test()
    part = slice(1000, 1500)
    recognizer = Recognizer.load(bundled_model())
    return recognizer.predict_all(frames_of(test.pixels[part])), test.labels[part]


@pytest.fixture(params=[0.0, 1.5, 4.0, "real"])
def read(
    request: pytest.FixtureRequest, real: tuple[Probabilities, Labels]
) -> tuple[Probabilities, Labels]:
    if request.param == "real":
        return real
    return guessed(3000, request.param, seed=7)


def test_accuracy_loss_and_confusion_are_scikit_learn_s(
    read: tuple[Probabilities, Labels],
) -> None:
    probabilities, labels = read
    best = probabilities.argmax(1)
    judgement = judge(probabilities, labels, 0.5)
    assert judgement.count == len(labels)
    assert judgement.accuracy == pytest.approx(accuracy_score(labels, best))
    exact = probabilities.astype(np.float64)
    exact = np.maximum(exact, 1e-7)
    exact /= exact.sum(1, keepdims=True)
    expected = log_loss(labels, exact, labels=DIGITS)
    assert judgement.loss == pytest.approx(expected, abs=1e-5)
    matrix = confusion_matrix(labels, best, labels=DIGITS)
    np.testing.assert_array_equal(judgement.confusion, matrix)


def test_the_figures_of_the_digits_are_scikit_learn_s(
    read: tuple[Probabilities, Labels],
) -> None:
    probabilities, labels = read
    expected = precision_recall_fscore_support(
        labels, probabilities.argmax(1), labels=DIGITS, zero_division=np.nan
    )
    digits = judge(probabilities, labels, 0.5).digits
    found = np.array([(d.precision, d.recall, d.f1, d.images) for d in digits], float)
    np.testing.assert_allclose(found, np.transpose(expected), rtol=1e-12)


def test_the_calibration_bins_are_scikit_learn_s(
    read: tuple[Probabilities, Labels],
) -> None:
    probabilities, labels = read
    sure = probabilities.max(1).astype(np.float64)
    right = probabilities.argmax(1) == labels
    accuracy, confidence = calibration_curve(right, sure, n_bins=BINS)
    judgement = judge(probabilities, labels, 0.5)
    filled = [part for part in judgement.bins if part.count]
    np.testing.assert_allclose(np.array([b.accuracy for b in filled], float), accuracy)
    found = np.array([b.confidence for b in filled], float)
    np.testing.assert_allclose(found, confidence)
    counts = [part.count for part in judgement.bins]
    edges = np.linspace(0, 1, BINS + 1)
    np.testing.assert_array_equal(counts, np.histogram(sure, edges)[0])
    assert all(
        b.confidence is b.accuracy is None for b in judgement.bins if not b.count
    )
    weights = np.array([b.count for b in filled]) / len(labels)
    error = (weights * abs(accuracy - confidence)).sum()
    assert judgement.calibration_error == pytest.approx(error, abs=1e-12)
    assert judgement.calibration_error == calibration_error(probabilities, labels)


def test_the_bounds_of_the_bins_join() -> None:
    bins = judge(*guessed(10, 1, seed=1), 0.5).bins
    assert len(bins) == 15
    assert bins[0].low == 0
    assert bins[-1].high == 1
    assert all(one.high == other.low for one, other in itertools.pairwise(bins))


@pytest.mark.parametrize("threshold", [0.3, 0.7, 0.95])
def test_answered_is_what_gets_a_verdict(
    threshold: float, real: tuple[Probabilities, Labels]
) -> None:
    probabilities, labels = real
    verdicts = [Prediction(row, threshold).verdict for row in probabilities]
    sure = [
        (v, label) for v, label in zip(verdicts, labels, strict=True) if v is not None
    ]
    judgement = judge(probabilities, labels, threshold)
    assert judgement.answered == pytest.approx(len(sure) / len(labels))
    right = sum(verdict == label for verdict, label in sure)
    assert judgement.right_of_answered == pytest.approx(right / len(sure))
    assert judgement.threshold == threshold


def test_a_probability_at_the_threshold_is_answered() -> None:
    row = np.full((1, 10), 0.5 / 9, np.float32)
    row[0, 3] = 0.5
    assert judge(row, np.array([3]), 0.5).answered == 1
    assert judge(row, np.array([3]), 0.5001).answered == 0


def test_what_is_not_defined_is_none() -> None:
    """Two threes, one of them read as a five: nothing is a four, nothing read so."""
    rows = np.zeros((2, 10), np.float32)
    rows[[0, 1], [3, 5]] = 1
    judgement = judge(rows, np.array([3, 3]), 0.7)
    three, four, five = (judgement.digits[digit] for digit in (3, 4, 5))
    assert (three.precision, three.recall) == (1, 0.5)
    assert three.f1 == pytest.approx(2 / 3)
    assert (four.images, four.guesses) == (0, 0)
    assert four.precision is four.recall is four.f1 is None
    assert (five.precision, five.recall, five.f1) == (0, None, 0)
    assert judge(rows * 0.6 + 0.04, np.array([3, 3]), 0.7).right_of_answered is None


def test_certain_mistakes_leave_the_loss_finite() -> None:
    rows = np.zeros((1, 10), np.float32)
    rows[0, 3] = 1
    assert judge(rows, np.array([4]), 0.7).loss == pytest.approx(-np.log(1e-7))


def test_other_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="labels"):
        judge(np.zeros((2, 10), np.float32), np.array([1]), 0.5)
    with pytest.raises(ValueError, match="labels"):
        judge(np.zeros((0, 10), np.float32), np.array([], np.int64), 0.5)
