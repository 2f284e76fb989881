"""The bundled model reads digits, and does not read out what is none."""

import itertools
from collections.abc import Sequence

import numpy as np
import pytest

from digitpad.core.frame import render
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer, read_card
from digitpad.core.strokes import Drawing
from digitpad.core.templates import HEIGHT, templates

DIGITS = [template for template in templates() if template.digit is not None]
SIGNS = [template for template in templates() if template.digit is None]


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer.load(bundled_model())


def answered(recognizer: Recognizer, drawings: Sequence[Drawing]) -> float:
    """Return the share that gets a verdict."""
    verdicts = [recognizer.predict(render(drawing)).verdict for drawing in drawings]
    return float(np.mean([verdict is not None for verdict in verdicts]))


def test_all_ways_of_writing_digits_are_read(recognizer: Recognizer) -> None:
    read = [recognizer.predict(render(t.drawn(4))) for t in DIGITS]
    right = [p.best == t.digit for p, t in zip(read, DIGITS, strict=True)]
    assert np.mean(right) > 0.97
    assert answered(recognizer, [t.drawn(4) for t in DIGITS]) > 0.9


def test_letters_and_signs_are_not_answered(recognizer: Recognizer) -> None:
    assert answered(recognizer, [t.drawn(4) for t in SIGNS]) < 0.1


def test_two_digits_side_by_side_are_not_answered(recognizer: Recognizer) -> None:
    first = {t.digit: t.drawn(4) for t in reversed(DIGITS)}
    aside = np.array([HEIGHT * 0.9, 0])
    pairs = [
        (*first[one], *(stroke + aside for stroke in first[other]))
        for one, other in itertools.product(range(10), repeat=2)
    ]
    assert answered(recognizer, pairs) < 0.1


def test_scribbles_are_not_answered(recognizer: Recognizer) -> None:
    rng = np.random.default_rng(0)
    scribbles = [(rng.uniform(0, 100, (25, 2)),) for _ in range(50)]
    assert answered(recognizer, scribbles) < 0.1


def test_a_sign_is_told_from_a_doubtful_digit(recognizer: Recognizer) -> None:
    read = [recognizer.predict(render(t.drawn(4))) for t in SIGNS]
    assert np.mean([prediction.is_no_digit for prediction in read]) > 0.8


def test_the_card_tells_what_was_measured() -> None:
    card = read_card(bundled_model())
    names = [record["name"] for record in card.measured]
    assert names[0] == "mnist-test"
    assert card.measured[0]["accuracy"] == pytest.approx(
        card.mnist_test_accuracy, abs=2e-4
    )
    assert sum(record["count"] for record in card.data) > 60_000
