"""The form that a network was made for is told from all others."""

import numpy as np
import pytest

from digitpad.core.datasets import Sample
from digitpad.core.prediction import Probabilities
from digitpad.core.strokes import Frames
from digitpad.ml.forms import FORMS, FRAME_AS_IT_IS, Form, try_forms
from tests.unit.core.foreign.files import means

SURENESS = 0.45
"""Of the reader by means: with it, it is about as sure as it is right."""


class Reader:
    """Reads digits by their mean images, given in a form."""

    def __init__(self, form: Form, sureness: float = SURENESS) -> None:
        self._form = form
        self._sureness = sureness
        self.read = 0

    def __call__(self, numbers: Frames) -> Probabilities:
        self.read += len(numbers)
        frames = (numbers - self._form.paper) / self._form.scale
        kernel, bias = means()
        logits = self._sureness * (frames.reshape(len(frames), -1) @ kernel + bias)
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        found: Probabilities = shares / shares.sum(axis=1, keepdims=True)
        return found


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_each_form_is_found(form: Form, digits: Sample) -> None:
    trial = try_forms(Reader(form), digits, 600)
    assert trial.form == form
    assert trial.accuracy > 0.75
    assert 0.5 < trial.temperature < 2


def test_a_form_does_what_it_says() -> None:
    frames = np.array([[[0.0, 1.0]]], np.float32)
    for form in FORMS:
        assert form(frames).ravel().tolist() == pytest.approx([form.paper, form.ink])
    assert str(FORMS[1]) == "paper is 0, ink is 255"
    assert [form.is_frame for form in FORMS].count(True) == 1


def test_forms_that_are_out_of_the_question_are_read_with_few_digits(
    digits: Sample,
) -> None:
    reader = Reader(Form(-1, 1))
    try_forms(reader, digits, 600)
    assert reader.read < 0.7 * 750 * len(FORMS)


def test_an_expected_form_is_taken_unless_it_reads_badly(digits: Sample) -> None:
    expected = FRAME_AS_IT_IS
    trial = try_forms(Reader(expected, 0.3), digits, 600, expected=expected)
    assert trial.form == expected
    trial = try_forms(Reader(Form(0, 255)), digits, 600, expected=expected)
    assert trial.form == Form(0, 255)


def test_what_is_no_number_is_no_reading(digits: Sample) -> None:
    def read(numbers: Frames) -> Probabilities:
        return np.full((len(numbers), 10), np.nan, np.float32)

    assert try_forms(read, digits, 100).accuracy == 0


def test_it_tells_how_far_it_is_and_can_be_ended(digits: Sample) -> None:
    shares: list[float] = []
    try_forms(Reader(FRAME_AS_IT_IS), digits, 100, shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1

    def end(_share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        try_forms(Reader(FRAME_AS_IT_IS), digits, 100, end)
