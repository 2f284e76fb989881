"""The chosen cell's images are those that it counts."""

from collections.abc import Mapping

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from digitpad.core.answers import Answers
from digitpad.core.datasets import PixelSample
from digitpad.core.judgement import judge
from digitpad.core.model_list import ListedModel
from digitpad.core.prediction import Probabilities
from digitpad.gui.judging.confusions_page import ConfusionsPage

A = (4, 9, 9, 4, 9, 2)
B = (4, 9, 4, 9, 9, 2)
"""Best guesses for four fours, a nine and a two."""


def believed(guesses: tuple[int, ...]) -> Probabilities:
    rows = np.full((len(guesses), 10), 0.02, np.float32)
    rows[np.arange(len(guesses)), guesses] = 0.82
    return rows


def answers_of(guesses: tuple[int, ...]) -> Answers:
    answers = Answers(len(guesses), 0.5)
    answers.add(believed(guesses))
    return answers


@pytest.fixture
def sample(images: PixelSample) -> PixelSample:
    return PixelSample(images.pixels[:6], np.array([4, 4, 4, 4, 9, 2]))


@pytest.fixture
def page(qtbot: QtBot, sample: PixelSample, bundled: ListedModel) -> ConfusionsPage:
    page = ConfusionsPage()
    qtbot.addWidget(page)
    page.resize(1200, 520)
    page.show()
    qtbot.waitExposed(page)
    show(page, sample, bundled, {"A": A, "B": B})
    return page


def show(
    page: ConfusionsPage,
    sample: PixelSample,
    model: ListedModel,
    guesses: Mapping[str, tuple[int, ...]],
) -> None:
    judged = [
        (letter, model, judge(believed(read), sample.labels, 0.5))
        for letter, read in guesses.items()
    ]
    answers = {letter: answers_of(read) for letter, read in guesses.items()}
    page.set_judged(judged, answers, sample)


def test_the_largest_confusion_is_chosen_first(page: ConfusionsPage) -> None:
    assert page.matrix.chosen == (4, 9)
    assert page.title.text().startswith("4 read as 9: 2 times")
    assert page.images.shown.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("name", "places"), [("A", [1, 2]), ("B", [1, 3]), ("Difference", [2, 3])]
)
def test_the_images_are_those_of_the_shown_matrix(
    page: ConfusionsPage, name: str, places: list[int]
) -> None:
    page.switches[name].click()
    assert page.images.shown.tolist() == places
    assert page.switches[name].text() == f"✓ {name}"


def test_each_is_said_with_what_both_read(page: ConfusionsPage) -> None:
    page.images.select(2)
    assert page.said.text() == (
        "Test image 3: a 4. A reads 9 (82 %): wrong. B reads 4 (82 %): right"
    )


def test_a_cell_without_images_says_so(page: ConfusionsPage) -> None:
    page.matrix.choose(0, 1)
    assert page.images.shown.size == 0
    assert page.images.accessibleDescription() == "No image was read so."
    assert page.said.text() == ""


def test_without_b_there_is_nothing_to_switch(
    page: ConfusionsPage, sample: PixelSample, bundled: ListedModel
) -> None:
    page.switches["B"].click()
    show(page, sample, bundled, {"A": A})
    assert not any(button.isVisible() for button in page.switches.values())
    assert page.switches["A"].isChecked()
    assert page.images.shown.tolist() == [1, 2]
    assert "B" not in page.said.text()
