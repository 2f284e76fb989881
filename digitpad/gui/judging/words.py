"""What the window says in which models are judged."""

from collections.abc import Sequence
from typing import Final

from digitpad.core.judgement import Judgement
from digitpad.core.model_list import ListedModel
from digitpad.core.prediction import DIGITS

SIMPLE: Final = (
    "How good is a network really? It reads test images that it has never seen before. "
    "Choose a second one, and they compete."
)
EXACT: Final = (
    "Measured on the MNIST test images. Loss: mean cross-entropy in nats. Calibration "
    "error: how far, on average, the probability of the best guess is from the share "
    "of right guesses, in 15 bins of equal width. Answered: the best guess reaches the "
    "threshold on the model's card. Precision: of all images read as a digit, those "
    "that are it. Recall: of all images of a digit, those read as it. F1: the harmonic "
    "mean of both. ★ marks the better of two figures; – what is not defined."
)
LETTERS: Final = ("A", "B")
NOTHING: Final = "–"
OPENING: Final = "Opening the images…"
NO_IMAGES: Final = "No image was read so."
NOT_YET: Final = "The images follow when the model has read them all."

Judged = tuple[str, ListedModel, Judgement]
"""A letter, the model that it stands for, and its figures."""


def named(letter: str, model: ListedModel) -> str:
    """Say which model a letter stands for."""
    return f"{letter}: {model.name}"


def loss(number: float) -> str:
    """Write a loss with four decimals, as its last ones tell models apart."""
    return f"{number:.4f}"


def said_of(judged: Sequence[Judged]) -> str:
    """Say how many images the models read rightly."""
    parts = []
    for letter, _, judgement in judged:
        right = sum(judgement.confusion[digit][digit] for digit in range(DIGITS))
        parts.append(f"{letter} {right:,}")
    return f"Right of {judged[0][2].count:,}: {', '.join(parts)}" if parts else ""
