"""A report counts what a recogniser reads rightly, and what it would answer."""

import json
from collections.abc import Sequence
from unittest.mock import create_autospec

import numpy as np
import pytest

from digitpad.core.datasets import Dataset, load_dataset
from digitpad.core.evaluation import SetReport, calibration_error, evaluate, score
from digitpad.core.paths import bundled_model
from digitpad.core.prediction import Probabilities
from digitpad.core.recognizer import Recognizer
from digitpad.core.strokes import Frame

KEYS = [
    "name",
    "count",
    "accuracy",
    "per_digit",
    "confusion",
    "top2_accuracy",
    "accepted",
    "accuracy_of_accepted",
    "calibration_error",
    "accepted_of",
]


def softmax(logits: np.ndarray) -> Probabilities:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Probabilities = (powers / powers.sum(axis=1, keepdims=True)).astype("f4")
    return shares


def frames_that_say(*guesses: tuple[int, int, float]) -> Frame:
    """Return a frame for each (best, second, probability of best)."""
    frames = np.zeros((len(guesses), 28, 28), dtype=np.float32)
    for frame, guess in zip(frames, guesses, strict=True):
        frame[0, :3] = guess
    return frames


def reading_recognizer(threshold: float = 0.7) -> Recognizer:
    """Return a recogniser that reads what `frames_that_say` wrote."""

    def predict_all(frames: Frame) -> Probabilities:
        probabilities = np.zeros((len(frames), 10), dtype=np.float32)
        for row, (best, second, probability) in zip(
            probabilities, frames[:, 0, :3], strict=True
        ):
            row[int(second)] = 1 - probability
            row[int(best)] = probability
        return probabilities

    recognizer = create_autospec(Recognizer, instance=True)
    recognizer.threshold = threshold
    recognizer.predict_all.side_effect = predict_all
    result: Recognizer = recognizer
    return result


def report_on(
    guesses: Sequence[tuple[int, int, float]], labels: Sequence[int | str]
) -> SetReport:
    dataset = Dataset("some", frames_that_say(*guesses), tuple(labels))
    return evaluate(reading_recognizer(), dataset)


def test_right_second_and_wrong_guesses_are_counted() -> None:
    report = report_on(
        [(3, 5, 0.9), (3, 5, 0.6), (7, 1, 0.8), (7, 2, 0.95)], [3, 5, 7, 1]
    )
    assert report.count == 4
    assert report.accuracy == 0.5
    assert report.top2_accuracy == 0.75
    assert report.accepted == 0.75
    assert report.accuracy_of_accepted == pytest.approx(2 / 3)
    assert report.per_digit == (None, 0, None, 1, None, 0, None, 1, None, None)
    assert report.confusion is not None
    assert report.confusion[5][3] == 1
    assert report.confusion[1][7] == 1
    assert np.sum(report.confusion) == 4


def test_the_threshold_itself_is_an_answer() -> None:
    report = evaluate(
        reading_recognizer(0.75), Dataset("a", frames_that_say((3, 5, 0.75)), (3,))
    )
    assert report.accepted == 1


def test_an_empty_frame_is_not_answered() -> None:
    # The recogniser's guess for this frame, a sure 0, must not count.
    frames = frames_that_say((4, 1, 0.9), (0, 0, 0))
    recognizer = reading_recognizer(threshold=0.0)
    report = evaluate(recognizer, Dataset("a", frames, (4, 0)))
    assert report.accepted == 0.5
    assert report.accuracy_of_accepted == 1


def test_without_an_answer_there_is_no_accuracy_of_answers() -> None:
    report = report_on([(3, 5, 0.6)], [3])
    assert report.accepted == 0
    assert report.accuracy_of_accepted is None


@pytest.mark.parametrize("other", ["x", -1, 10])
def test_what_is_no_digit_has_no_accuracy(other: int | str) -> None:
    record = report_on([(3, 5, 0.9), (1, 7, 0.6)], [3, other]).to_record()
    assert record["accepted"] == 0.5
    assert record["accepted_of"] == {"3": 1, str(other): 0}
    for key in set(KEYS) - {"name", "count", "accepted", "accepted_of"}:
        assert record[key] is None


def test_letters_of_an_alphabet_are_of_a_kind() -> None:
    sure, unsure = (3, 5, 0.9), (1, 7, 0.6)
    record = report_on([sure, unsure, sure], ["A/1", "A/2", "B"]).to_record()
    assert record["accepted_of"] == {"A": 0.5, "B": 1}


def test_the_calibration_error_sees_false_modesty() -> None:
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 2, (20_000, 10))
    labels = (softmax(logits).cumsum(axis=1) < rng.random((20_000, 1))).sum(axis=1)
    labels = np.minimum(labels, 9)
    assert calibration_error(softmax(logits), labels) < 0.01
    assert calibration_error(softmax(logits * 0.5), labels) > 0.1
    assert calibration_error(softmax(logits * 2), labels) > 0.05


def test_the_calibration_error_is_in_the_report() -> None:
    record = report_on([(3, 5, 0.75), (1, 7, 0.75)], [3, 7]).to_record()
    assert record["calibration_error"] == pytest.approx(0.25)


def test_the_record_is_the_one_that_is_promised() -> None:
    record = json.loads(json.dumps(report_on([(3, 5, 0.9)], [3]).to_record()))
    assert list(record) == KEYS
    assert record["name"] == "some"
    assert len(record["per_digit"]) == 10
    assert [len(row) for row in record["confusion"]] == [10] * 10


def test_a_score_counts_and_has_the_cross_entropy() -> None:
    probabilities = np.full((4, 10), 0.05, dtype=np.float32)
    for row, best in enumerate((3, 3, 7, 1)):
        probabilities[row, best] = 0.55
    found = score(probabilities, np.array([3, 5, 7, 1]))
    assert found.accuracy == 0.75
    expected = -(3 * np.log(0.55) + np.log(0.05)) / 4
    assert found.loss == pytest.approx(expected, rel=1e-6)
    assert np.sum(found.confusion) == 4
    assert found.confusion[5][3] == found.confusion[3][3] == 1


def test_a_label_without_any_chance_has_a_finite_loss() -> None:
    found = score(np.eye(10, dtype=np.float32), (np.arange(10) + 1) % 10)
    assert found.accuracy == 0
    assert found.loss == pytest.approx(-np.log(1e-7))


def test_a_report_checks_itself() -> None:
    with pytest.raises(ValueError, match="shares"):
        SetReport("a", 1, 1.5, None, None, None, 0.0, None, None, None)
    with pytest.raises(ValueError, match="count"):
        SetReport("a", 1, 1.0, None, ((2,),), None, 0.0, None, None, None)


def test_the_bundled_model_reads_mnist() -> None:
    test = load_dataset("mnist-test")
    some = Dataset("some", test.frames[:1000], test.labels[:1000])
    report = evaluate(Recognizer.load(bundled_model()), some)
    assert report.accuracy is not None
    assert report.accuracy > 0.98
    assert report.accepted > 0.95
    assert report.accuracy_of_accepted is not None
    assert report.accuracy_of_accepted >= report.accuracy
