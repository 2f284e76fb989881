"""Records of a training, as a worker would send them."""

import math

from digitpad.core.cards import Card
from digitpad.core.records import Batch, Epoch, Matrix, Score, Succeeded


def batch(
    epoch: int,
    step: int,
    *,
    epochs: int = 10,
    steps: int = 100,
    seconds: float | None = None,
    run: int = 1,
) -> Batch:
    """Return a record of a training that does ten steps a second."""
    done = (epoch - 1) * steps + step
    return Batch(
        run,
        epoch,
        epochs,
        step,
        steps,
        loss=2.3 * math.exp(-done / steps),
        accuracy=1 - 0.9 * math.exp(-done / steps),
        seconds=3 + done / 10 if seconds is None else seconds,
    )


def epoch(
    number: int, *, epochs: int = 10, validated: bool = True, best: bool = True
) -> Epoch:
    """Return an epoch of a training that gets better and better."""
    return Epoch(
        1,
        number,
        epochs,
        loss=0.3 / number,
        accuracy=1 - 0.1 / number,
        validation_loss=0.2 / number if validated else None,
        validation_accuracy=1 - 0.06 / number if validated else None,
        seconds=8.25,
        best=best,
    )


def matrix(*mistakes: tuple[int, int, int]) -> Matrix:
    """Return the counts of 1,000 images a digit with (label, guess, times) wrong."""
    counts = [[0] * 10 for _ in range(10)]
    for digit in range(10):
        counts[digit][digit] = 1000
    for label, guess, times in mistakes:
        counts[label][guess] += times
        counts[label][label] -= times
    return tuple(tuple(row) for row in counts)


def score(*mistakes: tuple[int, int, int]) -> Score:
    """Return the score of a model that makes these mistakes."""
    wrong = sum(times for _, _, times in mistakes)
    return Score(1 - wrong / 10_000, wrong / 3000, matrix(*mistakes))


def succeeded(new: Score, in_use: Score | None) -> Succeeded:
    """Return the outcome of a training."""
    return Succeeded(1, "model.keras", 3, (1, 2, 3), new, in_use, 40.0, stopped=False)


CARD = Card(
    name="my network",
    preset="dense-64-64",
    created="2026-03-04",
    keras_sha256="0" * 64,
    twin_sha256="0" * 64,
    threshold=0.7,
    mnist_test_accuracy=0.9891,
    parameters=55_050,
    config={"epochs": 5},
    data=({"name": "MNIST training set", "count": 60_000},),
    preprocessing="frame",
    versions={"keras": "3.15.1", "python": "3.11.7"},
)
