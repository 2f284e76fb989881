"""How well a network reads a dataset."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.datasets import Dataset, Labels
from digitpad.core.prediction import DIGITS, Probabilities
from digitpad.core.recognizer import Recognizer
from digitpad.core.records import Matrix, Score
from digitpad.core.strokes_file import Label

_SMALLEST: Final = 1e-7
"""Keeps the loss of a label that was given no chance finite, as Keras does."""
BINS: Final = 15
"""Of the calibration error, of equal width."""


@dataclass(frozen=True, slots=True)
class SetReport:
    """What came out for one dataset. Shares are in [0, 1].

    Attributes
    ----------
    name, count
        The dataset's name and number of frames.
    accuracy
        Share of frames whose best guess is the label. This and the fields below it,
        but for `accepted`, are None if the labels are not all digits.
    per_digit
        The same for the frames of each digit; None for a digit that is absent.
    confusion
        Ten rows of ten counts: row the label, column the best guess.
    top2_accuracy
        Share of frames whose label is one of the two best guesses.
    accepted
        Share of frames that the pad would answer: neither "not sure" nor empty.
    accuracy_of_accepted
        The accuracy on those alone; None if there are none.
    calibration_error
        The expected calibration error.
    accepted_of
        Where labels are no digits, `accepted` for each kind of label: for each text
        up to its first "/"; else None.
    """

    name: str
    count: int
    accuracy: float | None
    per_digit: tuple[float | None, ...] | None
    confusion: Matrix | None
    top2_accuracy: float | None
    accepted: float
    accuracy_of_accepted: float | None
    calibration_error: float | None
    accepted_of: dict[str, float] | None

    def __post_init__(self) -> None:
        shares = (
            self.accuracy,
            *(self.per_digit or ()),
            self.top2_accuracy,
            self.accepted,
            self.accuracy_of_accepted,
            self.calibration_error,
            *(self.accepted_of or {}).values(),
        )
        if not all(share is None or 0 <= share <= 1 for share in shares):
            raise ValueError("shares must lie in [0, 1]")
        if self.confusion is not None and np.sum(self.confusion) != self.count:
            raise ValueError("the confusion matrix must count every frame once")

    def to_record(self) -> dict[str, Any]:
        """Return the report as `evaluate --json` prints it."""
        return asdict(self)


def evaluate(recognizer: Recognizer, dataset: Dataset) -> SetReport:
    """Read every frame of a dataset and compare with the labels.

    An empty frame counts as one that is not answered; its best guess is a guess
    nevertheless, so that the counts of the confusion matrix are those of the set.
    """
    probabilities = recognizer.predict_all(dataset.frames)
    best_two = np.argsort(-probabilities, axis=1, kind="stable")[:, :2]
    best = best_two[:, 0]
    inked = dataset.frames.any(axis=(1, 2))
    answered = inked & (probabilities.max(axis=1) >= recognizer.threshold)
    if not dataset.all_digits:
        return SetReport(
            name=dataset.name,
            count=len(best),
            accuracy=None,
            per_digit=None,
            confusion=None,
            top2_accuracy=None,
            accepted=float(answered.mean()),
            accuracy_of_accepted=None,
            calibration_error=None,
            accepted_of=_by_kind(answered, dataset.labels),
        )
    labels = np.array(dataset.labels)
    right = best == labels
    return SetReport(
        name=dataset.name,
        count=len(best),
        accuracy=_share(right),
        per_digit=tuple(_share(right[labels == digit]) for digit in range(10)),
        confusion=_confusion(labels, best),
        top2_accuracy=_share((best_two == labels[:, None]).any(axis=1)),
        accepted=float(answered.mean()),
        accuracy_of_accepted=_share(right[answered]),
        calibration_error=calibration_error(probabilities, labels),
        accepted_of=None,
    )


def score(probabilities: Probabilities, labels: Labels) -> Score:
    """Compare what a network believes, float32 (n, 10), with the labels, int64 (n,).

    The loss is the mean cross-entropy in nats.
    """
    best = probabilities.argmax(axis=1)
    chosen = probabilities[np.arange(len(labels)), labels].astype(np.float64)
    return Score(
        accuracy=float((best == labels).mean()),
        loss=float(-np.log(np.maximum(chosen, _SMALLEST)).mean()),
        confusion=_confusion(labels, best),
    )


def calibration_error(probabilities: Probabilities, labels: Labels) -> float:
    """Return the expected calibration error in [0, 1], from 15 equal-width bins.

    It is the mean distance between how sure the network is and how often it is
    right (https://arxiv.org/abs/1706.04599).
    """
    _, sure, right = calibration_sums(probabilities, labels)
    return float(np.abs(sure - right).sum() / len(labels))


def calibration_sums(
    probabilities: Probabilities, labels: Labels
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Sort frames into bins by the probability of their best guess.

    Bin i holds those from i / 15 up to, but for the last, not with (i + 1) / 15.

    Returns
    -------
    Three float64 (15,): how many frames each bin holds, the sum of the probabilities
    of their best guesses, and how many of those guesses are right.
    """
    sure = probabilities.max(axis=1).astype(np.float64)
    right = probabilities.argmax(axis=1) == labels
    bins = np.minimum((sure * BINS).astype(np.int64), BINS - 1)
    return (
        np.bincount(bins, minlength=BINS).astype(np.float64),
        np.bincount(bins, weights=sure, minlength=BINS).astype(np.float64),
        np.bincount(bins, weights=right, minlength=BINS).astype(np.float64),
    )


def _by_kind(answered: NDArray[np.bool_], labels: Sequence[Label]) -> dict[str, float]:
    kinds = np.array([str(label).partition("/")[0] or label for label in labels])
    return {kind: float(answered[kinds == kind].mean()) for kind in np.unique(kinds)}


def _confusion(labels: Labels, best: NDArray[np.intp]) -> Matrix:
    counts = np.zeros((DIGITS, DIGITS), dtype=np.int64)
    np.add.at(counts, (labels, best), 1)
    return tuple(tuple(row) for row in counts.tolist())


def _share(hits: NDArray[np.bool_]) -> float | None:
    return float(hits.mean()) if hits.size else None
