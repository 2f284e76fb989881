"""What a network answers for many images, as far as it has read them."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.datasets import Labels
from digitpad.core.prediction import DIGITS, Prediction, Probabilities

UNREAD: Final = -1
"""Stands for the best guess where an image was not read yet."""


class Answers:
    """The answers for a row of images, which are read from the first to the last.

    Parameters
    ----------
    count
        Number of images.
    threshold
        From this probability on the best guess is answered.
    """

    def __init__(self, count: int, threshold: float) -> None:
        self._threshold = threshold
        self._known = 0
        self._probabilities = np.zeros((count, DIGITS), np.float32)
        self._best = np.full(count, UNREAD, np.int64)
        self._unsure = np.zeros(count, np.bool_)

    def __len__(self) -> int:
        return len(self._best)

    @property
    def known(self) -> int:
        """How many images were read."""
        return self._known

    @property
    def is_complete(self) -> bool:
        """Whether all images were read."""
        return self._known == len(self)

    @property
    def probabilities(self) -> Probabilities:
        """What was read, float32 (n, 10); zeros for images not read yet."""
        return self._probabilities

    @property
    def threshold(self) -> float:
        """From this probability on the best guess is answered."""
        return self._threshold

    @property
    def best(self) -> NDArray[np.int64]:
        """The best guesses, int64 (n,); `UNREAD` for images not read yet."""
        return self._best

    @property
    def unsure(self) -> NDArray[np.bool_]:
        """Where the network is not sure, bool (n,); False for images not read yet."""
        return self._unsure

    def add(self, probabilities: Probabilities) -> None:
        """Take what was read in the next images, float32 (m, 10)."""
        rows = slice(self._known, self._known + len(probabilities))
        if rows.stop > len(self):
            raise ValueError(f"{rows.stop} answers for {len(self)} images")
        self._probabilities[rows] = probabilities
        self._best[rows] = probabilities.argmax(axis=1)
        highest = probabilities.max(axis=1).astype(np.float64)
        self._unsure[rows] = highest < self._threshold
        self._known = rows.stop

    def prediction(self, index: int) -> Prediction | None:
        """Return what was read in an image; None if it was not read yet."""
        if self._best[index] == UNREAD:
            return None
        return Prediction(self._probabilities[index], self._threshold)

    def wrong(self, labels: Labels) -> NDArray[np.bool_]:
        """Tell where the best guess is not the label, bool (n,): sure or not.

        So it is counted for the accuracy, too.
        """
        wrong: NDArray[np.bool_] = (self._best != UNREAD) & (self._best != labels)
        return wrong


def chosen(
    labels: Labels, digit: int | None, among: NDArray[np.bool_] | None
) -> NDArray[np.int64]:
    """Return the places of some images, int64 (m,), in their order.

    Parameters
    ----------
    digit
        Only images of this digit; None for all.
    among
        bool (n,): only where this is True; None for all.
    """
    keep = np.ones(len(labels), np.bool_) if among is None else among
    if digit is not None:
        keep = keep & (labels == digit)
    return np.flatnonzero(keep)
