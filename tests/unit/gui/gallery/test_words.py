"""What is said under a drawing."""

from datetime import datetime

import pytest

from digitpad.core.own_drawing import NO_DIGIT
from digitpad.gui.gallery import words
from digitpad.gui.gallery.reading import Answer, is_wrong
from tests.unit.gui.gallery.conftest import own

SURE, UNSURE = Answer(3, 0.98, True), Answer(3, 0.4, False)


@pytest.mark.parametrize(
    ("label", "answer", "caption", "wrong"),
    [
        (3, None, "3", False),
        (3, SURE, "3", False),
        (3, UNSURE, "3 ?", False),
        (7, SURE, "7 → 3", True),
        (7, UNSURE, "7 → 3 ?", True),
        (NO_DIGIT, SURE, "none → 3", True),
        (NO_DIGIT, UNSURE, "none", False),
        ("Greek/1", None, "none", False),
    ],
)
def test_a_label_and_what_is_read(
    label: int | str, answer: Answer | None, caption: str, wrong: bool
) -> None:
    one = own(0, 3, label)
    assert words.caption(one, answer) == caption
    assert is_wrong(one, answer) == wrong


def test_days_are_short() -> None:
    year = datetime.now().year
    assert words.day(f"{year}-03-02T12:00:00") == "2 Mar"
    assert words.day("1999-12-24T12:00:00") == "24 Dec 1999"
    assert words.day("") == ""


def test_a_sentence_says_all() -> None:
    one = own(0, 3, 7)
    said = words.sentence(one, UNSURE)
    assert said.startswith("A 7, 1 Nov 2026, ")
    assert said.endswith(", read as 3 (40 %), but not sure")
    assert words.sentence(own(0, 3, "Greek/1"), None).startswith("No digit (Greek/1)")


@pytest.mark.parametrize(
    ("added", "found", "said"),
    [
        (0, 0, "There is no drawing in that file."),
        (1, 1, "1 drawing came."),
        (1200, 1201, "1,200 drawings came, 1 was there already."),
        (0, 5, "0 drawings came, 5 were there already."),
    ],
)
def test_an_import_is_counted(added: int, found: int, said: str) -> None:
    assert words.imported(added, found) == said
