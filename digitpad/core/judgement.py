"""How good a network is at digits: one set of figures for a whole set of images."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.core.datasets import Labels
from digitpad.core.evaluation import BINS, calibration_sums, score
from digitpad.core.prediction import DIGITS, Probabilities
from digitpad.core.records import Matrix


@dataclass(frozen=True, slots=True)
class DigitFigures:
    """How well one digit is read. Shares are in [0, 1].

    Attributes
    ----------
    images
        How many images have this label.
    guesses
        How many images have this best guess.
    precision
        Share of the guesses that are right; None if it was never guessed.
    recall
        Share of the images that are read rightly; None if there are none.
    f1
        The harmonic mean of both: twice the right guesses over guesses plus images
        (N. Chinchor, MUC-4, 1992, with beta 1); None if there are neither.
    """

    images: int
    guesses: int
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Images whose best guess has a probability from `low` up to `high`.

    Attributes
    ----------
    low, high
        Bounds in [0, 1]; `high` belongs to the next bin, if there is one.
    count
        How many images.
    confidence
        Mean probability of their best guesses, in [0, 1]; None without images.
    accuracy
        Share of those guesses that are right, in [0, 1]; None without images.
    """

    low: float
    high: float
    count: int
    confidence: float | None
    accuracy: float | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came out for a set of images. Shares are in [0, 1].

    Attributes
    ----------
    count
        Number of images, at least 1.
    accuracy
        Share of images whose best guess is the label, however sure it is.
    loss
        Mean cross-entropy in nats: of -ln(p), p the probability given to the label
        and at least 1e-7.
    calibration_error
        The expected calibration error: mean over all images of how far their bin's
        confidence is from its accuracy (https://arxiv.org/abs/1706.04599).
    threshold
        From this probability on the best guess is answered.
    answered
        Share of images that are answered: their best guess reaches the threshold.
    right_of_answered
        The accuracy on those alone; None if there are none.
    confusion
        Ten rows of ten counts: row the label, column the best guess.
    digits
        The figures of the ten digits, 0 first.
    bins
        15 bins of equal width, the least sure first.
    """

    count: int
    accuracy: float
    loss: float
    calibration_error: float
    threshold: float
    answered: float
    right_of_answered: float | None
    confusion: Matrix
    digits: tuple[DigitFigures, ...]
    bins: tuple[CalibrationBin, ...]


def judge(probabilities: Probabilities, labels: Labels, threshold: float) -> Judgement:
    """Compare what a network believes with the labels.

    Parameters
    ----------
    probabilities
        float32, shape (n, 10), n at least 1; rows sum to 1.
    labels
        int64, shape (n,), 0 to 9.
    threshold
        The card's: from this probability on the best guess is answered.

    Raises
    ------
    ValueError
        If there are no images, or not as many probabilities as labels.
    """
    if probabilities.shape != (len(labels), DIGITS) or not len(labels):
        raise ValueError(f"{probabilities.shape} for {len(labels)} labels")
    figures = score(probabilities, labels)
    counts, sure, right = calibration_sums(probabilities, labels)
    # As `Prediction.verdict` compares: the threshold is no float32.
    answered = probabilities.max(axis=1).astype(np.float64) >= threshold
    hits = probabilities.argmax(axis=1) == labels
    return Judgement(
        count=len(labels),
        accuracy=figures.accuracy,
        loss=figures.loss,
        calibration_error=float(np.abs(sure - right).sum() / len(labels)),
        threshold=threshold,
        answered=float(answered.mean()),
        right_of_answered=_share(int(hits[answered].sum()), int(answered.sum())),
        confusion=figures.confusion,
        digits=_digits(figures.confusion),
        bins=_bins(counts, sure, right),
    )


def _digits(confusion: Matrix) -> tuple[DigitFigures, ...]:
    images = [sum(row) for row in confusion]
    guesses = [sum(column) for column in zip(*confusion, strict=True)]
    return tuple(
        DigitFigures(
            images=images[digit],
            guesses=guesses[digit],
            precision=_share(confusion[digit][digit], guesses[digit]),
            recall=_share(confusion[digit][digit], images[digit]),
            f1=_share(2 * confusion[digit][digit], guesses[digit] + images[digit]),
        )
        for digit in range(DIGITS)
    )


def _bins(
    counts: NDArray[np.float64], sure: NDArray[np.float64], right: NDArray[np.float64]
) -> tuple[CalibrationBin, ...]:
    return tuple(
        CalibrationBin(
            low=number / BINS,
            high=(number + 1) / BINS,
            count=int(counts[number]),
            # Summing up may lead a rounding above 1.
            confidence=min(1.0, float(sure[number] / counts[number])) if some else None,
            accuracy=float(right[number] / counts[number]) if some else None,
        )
        for number, some in enumerate(counts > 0)
    )


def _share(part: int, of: int) -> float | None:
    return part / of if of else None
