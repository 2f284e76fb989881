"""Answers come one after the other; what is not read yet is neither right nor wrong."""

import numpy as np
import pytest

from digitpad.core.answers import UNREAD, Answers, chosen
from digitpad.core.prediction import Probabilities


def rows(*guesses: tuple[int, float]) -> Probabilities:
    """Return probabilities whose best guess has the one given."""
    made = np.zeros((len(guesses), 10), np.float32)
    for row, (best, probability) in zip(made, guesses, strict=True):
        row[:] = (1 - probability) / 9
        row[best] = probability
    return made


@pytest.fixture
def answers() -> Answers:
    answers = Answers(5, 0.7)
    answers.add(rows((3, 0.9), (4, 0.5)))
    answers.add(rows((7, 0.99)))
    return answers


def test_they_are_known_in_their_order(answers: Answers) -> None:
    assert answers.known == 3
    assert not answers.is_complete
    assert answers.best.tolist() == [3, 4, 7, UNREAD, UNREAD]
    assert answers.unsure.tolist() == [False, True, False, False, False]
    answers.add(rows((0, 1), (1, 1)))
    assert answers.is_complete
    with pytest.raises(ValueError, match="6 answers for 5 images"):
        answers.add(rows((0, 1)))


def test_a_prediction_says_the_same(answers: Answers) -> None:
    for index in range(3):
        prediction = answers.prediction(index)
        assert prediction
        assert prediction.best == answers.best[index]
        assert (prediction.verdict is None) == answers.unsure[index]
    assert answers.prediction(3) is None


@pytest.mark.parametrize("threshold", [0.7, float(np.float32(0.7)), 0.700000048])
def test_the_threshold_is_met_as_a_prediction_meets_it(threshold: float) -> None:
    answers = Answers(1, threshold)
    answers.add(rows((2, 0.7)))
    prediction = answers.prediction(0)
    assert prediction
    assert (prediction.verdict is None) == answers.unsure[0]


def test_wrong_is_what_was_read_as_another_digit(answers: Answers) -> None:
    labels = np.array([3, 9, 1, 5, 5])
    assert answers.wrong(labels).tolist() == [False, True, True, False, False]


def test_images_are_chosen_by_digit_and_by_mistake() -> None:
    labels = np.array([3, 9, 3, 1])
    wrong = np.array([True, True, False, True])
    assert chosen(labels, None, None).tolist() == [0, 1, 2, 3]
    assert chosen(labels, 3, None).tolist() == [0, 2]
    assert chosen(labels, None, wrong).tolist() == [0, 1, 3]
    assert chosen(labels, 3, wrong).tolist() == [0]
    assert chosen(labels, 8, None).tolist() == []
