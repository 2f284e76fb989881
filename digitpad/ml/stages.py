"""A network's weights after each epoch, kept while the program runs."""

from collections.abc import Sequence
from typing import Any, Final

import keras
import numpy as np
from numpy.typing import NDArray

from digitpad.core.strokes import Frame

Weights = list[NDArray[np.float32]]

_MOST_BYTES: Final = 400_000_000
"""Of all stages together; with more epochs than fit, every second or third stays."""


class Stages:
    """The weights after each epoch, and the network now.

    Parameters
    ----------
    model
        The network; reading with a stage changes its weights.
    epochs
        How many epochs there will be at most.
    """

    def __init__(self, model: keras.Model, epochs: int) -> None:
        self._model = model
        size = 4 * int(model.count_params())
        self._step = max(1, -(-epochs * size // _MOST_BYTES))
        self._last = epochs
        self._kept: dict[int, Weights] = {}
        self._loaded = 0

    @property
    def epochs(self) -> tuple[int, ...]:
        """The epochs that are kept."""
        return tuple(epoch for epoch in self._kept if epoch)

    def keep(self, epoch: int) -> None:
        """Remember the network as it is after an epoch, if there is room for it."""
        if epoch % self._step == 0 or epoch == self._last:
            self._kept[epoch] = self._model.get_weights()

    def finish(self) -> None:
        """Remember the finished network as stage 0."""
        self._kept[0] = self._model.get_weights()

    def read(self, frame: Frame, stage: int) -> tuple[float, ...]:
        """Read a frame, float32 (28, 28), with a stage; returns ten probabilities.

        The finished network stands in for a stage that is not kept.
        """
        if stage not in self._kept:
            stage = 0
        if stage != self._loaded:
            self._model.set_weights(self._kept[stage])
            self._loaded = stage
        return read_frame(self._model, frame)


def read_frame(model: keras.Model, frame: Frame) -> tuple[float, ...]:
    """Read a frame, float32 (28, 28); returns ten probabilities in [0, 1]."""
    probabilities: Sequence[Any] = model.predict_on_batch(frame[None])[0]
    return tuple(min(1.0, max(0.0, float(p))) for p in probabilities)
