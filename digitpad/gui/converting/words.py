"""What is said of a model from elsewhere while and after one looks into it."""

import re
from collections.abc import Mapping
from typing import Final

from digitpad.core.cards import Card
from digitpad.core.figures import percentage
from digitpad.core.records import Phase

STARTING: Final = "starting the program that looks into it"
_PHASES: Final[Mapping[str, str]] = {
    "reading": "checking the file",
    "trying": "finding out what it expects",
    "measuring": "letting it read the test digits",
    "compiling": "making it fit for the pad",
}
_FORM: Final = re.compile(r"(paper is \S+, ink is \S+), (\S+)( in a row)?")
"""What a conversion writes of what a model takes."""


def doing(phase: Phase | None) -> str:
    """Say what a conversion does; None is before its first phase."""
    return _PHASES.get(phase.name, "") if phase else STARTING


def takes(card: Card) -> str:
    """Say what a model takes: "images of 28×28 numbers, paper is 0, ink is 1"."""
    said = card.preprocessing
    if said.startswith("frame"):  # one that takes what the pad makes
        said = "paper is 0, ink is 1, 28×28"
    match = _FORM.fullmatch(said)
    if match is None:
        return said
    form, size, row = match.groups()
    return f"images of {size} numbers{row or ''}, {form}"


def found_out(card: Card) -> str:
    """Say what was found out about a model that was converted."""
    return (
        f"{card.name} takes {takes(card)}. It reads "
        f"{percentage(card.mnist_test_accuracy)} of the MNIST test digits."
    )
