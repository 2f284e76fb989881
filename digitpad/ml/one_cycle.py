"""The one-cycle policy of the learning rate."""

import math
from typing import Any, Final

import keras

_WARMUP: Final = 0.2
"""Share of the steps in which the rate rises."""
_FIRST: Final = 1 / 25
_LAST: Final = 1e-3
"""Shares of the highest rate."""


class OneCycle(keras.callbacks.Callback):  # type: ignore[misc]
    """Sets the learning rate before each step: up in a line, down by half a cosine.

    A schedule of Keras's does the same inside the graph, once for each variable: the
    graph then takes a second longer to build.

    Parameters
    ----------
    highest
        The rate after the rise.
    steps
        Of the whole training.

    Notes
    -----
    L. N. Smith, N. Topin: Super-convergence, https://arxiv.org/abs/1708.07120.
    """

    def __init__(self, highest: float, steps: int) -> None:
        super().__init__()
        self._highest = highest
        self._warmup = max(1, round(steps * _WARMUP))
        self._steps = max(self._warmup + 1, steps)
        self._step = 0

    def rate(self, step: int) -> float:
        """Return the rate of a step, counted from 0."""
        if step < self._warmup:
            share = _FIRST + (1 - _FIRST) * step / self._warmup
        else:
            past = (step - self._warmup) / (self._steps - self._warmup)
            share = _LAST + (1 - _LAST) * (1 + math.cos(math.pi * min(past, 1))) / 2
        return self._highest * share

    def on_train_batch_begin(
        self, batch: int, logs: dict[str, Any] | None = None
    ) -> None:
        self.model.optimizer.learning_rate = self.rate(self._step)
        self._step += 1
