"""Where the axes of the curves begin and end, and which points their lines have."""

import math
from collections.abc import Iterable
from typing import Any, Final

import numpy as np

from digitpad.core.records import Batch

_MOST_LIVE: Final = 240
"""Live points kept: about as many as the plots are pixels wide, and both plots are
painted in a millisecond or two."""
_MOST_TICKS: Final = 10
"""Marks on the axis of the epochs: more would only be in the way."""
_BOTTOMS: Final = (99.0, 98.0, 95.0, 90.0, 80.0, 50.0, 0.0)
"""Where the axis of the accuracy may begin, in percent."""
_TOPS: Final = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)
"""Where the axis of the loss may end, times a power of ten."""


class LivePoints:
    """The running means of a training: its course, thinned, and the newest."""

    def __init__(self) -> None:
        self.x: list[float] = []
        self.loss: list[float] = []
        self.accuracy: list[float] = []
        """In percent."""
        self._stride = 1
        self._seen = 0

    def add(self, batch: Batch) -> None:
        """Add a record's point."""
        columns = (self.x, self.loss, self.accuracy)
        if self._seen and (self._seen - 1) % self._stride:
            for column in columns:  # the last one was only shown as the newest
                column.pop()
        if len(self.x) >= _MOST_LIVE:
            self._stride *= 2
            for column in columns:
                del column[1::2]
        self._seen += 1
        values = (
            batch.epoch - 1 + batch.step / batch.steps,
            batch.loss,
            batch.accuracy * 100,
        )
        for column, value in zip(columns, values, strict=True):
            column.append(value)

    @property
    def connections(self) -> np.ndarray[Any, np.dtype[np.int32]]:
        """1 where a point's line goes on to the next: each epoch begins anew."""
        epochs = np.ceil(self.x)
        joined = np.zeros(len(self.x), dtype=np.int32)
        joined[:-1] = epochs[:-1] == epochs[1:]
        return joined


def epoch_ticks(epochs: int, most: float = _MOST_TICKS) -> int:
    """Return the distance of the marks on an axis of so many epochs.

    Parameters
    ----------
    epochs
        Length of the axis, from 0.
    most
        How many marks there is room for, beside the one at 0.
    """
    most = min(max(most, 1), _MOST_TICKS)
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if epochs / step <= most:
                return step
        power *= 10


def loss_top(losses: Iterable[float]) -> float:
    """Return a round number that none of the losses passes."""
    highest = max(losses, default=1.0)
    if highest <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(highest))
    return next(top * power for top in _TOPS if top * power >= highest * 0.999)


def accuracy_bottom(percentages: Iterable[float]) -> float:
    """Return a round percentage that none of the accuracies is under."""
    lowest = min(percentages, default=0.0)
    return next(bottom for bottom in _BOTTOMS if bottom <= lowest)
