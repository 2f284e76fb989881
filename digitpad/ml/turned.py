"""Digits mirrored and turned until they are none: signs in a real hand."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.datasets import Labels
from digitpad.ml.traces import Traces

_MIRROR: Final = ((-1, 0), (0, 1))
_HALF_TURN: Final = ((-1, 0), (0, -1))
_TO_THE_RIGHT: Final = ((0, -1), (1, 0))
_TO_THE_LEFT: Final = ((0, 1), (-1, 0))

_WAYS: Final = (
    *((digit, _MIRROR) for digit in (3, 4, 6, 7, 9)),
    *((digit, _HALF_TURN) for digit in (3, 4, 7)),
    *((digit, _TO_THE_RIGHT) for digit in (1, 2, 3, 4, 5, 6, 7, 8, 9)),
    *((digit, _TO_THE_LEFT) for digit in (1, 2, 3, 4, 5, 6, 7, 8, 9)),
)
"""What no longer is a digit: a mirrored 2 would be a 5, a 6 on its head a 9."""


class Turner:
    """Turns digits into what is none.

    Parameters
    ----------
    traces, labels
        The digits' paths, and which digits they are, int64 (n,).
    """

    def __init__(self, traces: Traces, labels: Labels) -> None:
        self._traces = traces
        self._of = [np.nonzero(labels == digit)[0] for digit in range(10)]
        self._ways = [(digit, way) for digit, way in _WAYS if len(self._of[digit])]

    def draw(self, count: int, rng: np.random.Generator) -> Traces:
        """Return `count` turned digits, each way as often as the others."""
        if not self._ways:
            raise ValueError("there is no digit to turn")
        chosen = rng.integers(len(self._ways), size=count)
        digits = [self._of[self._ways[way][0]] for way in chosen.tolist()]
        index = np.array([rng.choice(of) for of in digits], dtype=np.int64)
        taken = self._traces.take(index)
        maps: NDArray[np.float32] = np.array([way for _, way in self._ways], np.float32)
        points = np.einsum("mij,mj->mi", maps[chosen][taken.owners], taken.points)
        return Traces(points.astype(np.float32), taken.counts)
