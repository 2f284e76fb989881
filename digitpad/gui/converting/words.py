"""What is said of a model from elsewhere while and after one looks into it."""

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


def doing(phase: Phase | None) -> str:
    """Say what a conversion does; None is before its first phase."""
    return _PHASES.get(phase.name, "") if phase else STARTING


def found_out(card: Card) -> str:
    """Say what was found out about a model that was converted."""
    takes = card.preprocessing.rstrip(".")
    return (
        f"{card.name} takes {takes}. It reads "
        f"{percentage(card.mnist_test_accuracy)} of the MNIST test digits."
    )
