"""Which ink speaks for a digit: parts of the frame are covered, and it is read anew."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.frame import SIDE
from digitpad.core.prediction import DIGITS, Probabilities
from digitpad.core.strokes import Frame, Frames

Read = Callable[[Frames], Probabilities]
"""Reads frames, float32 (n, 28, 28); returns probabilities, float32 (n, 10)."""

Maps = NDArray[np.float32]
"""Shape (10, 28, 28), one map for each digit: rows downward, in natural logarithms of
odds; > 0 where ink speaks for the digit, < 0 where it speaks against it."""

PROFILE: Final = np.array([0.5, 1, 1, 1, 0.5], dtype=np.float32)
"""How much of the ink a square of paper hides, across it: five pixels, soft edges. It
hides a pen of 2.2 pixels whole, and little beside it."""
MOST_COVERS: Final = 80
"""Frames read beside the one that is explained: at 0.35 ms each they are the time that
the answer takes. Of drawn digits 99 % have fewer places for a square, most about 56."""
_STEPS: Final = (2, 3, 4)
"""Pixels between squares: the least with which there are not too many of them."""
_LEAST_INK: Final = 1.5
"""A square that hides less ink, in pixels, is left out: its neighbours hide it too."""
_DOUBT: Final = 1e-3
"""Beliefs are told apart down to a thousandth: the bars do not show less either."""


@dataclass(frozen=True, slots=True)
class Occlusion:
    """What ten maps say of one frame.

    Attributes
    ----------
    frame
        What was read, float32 (28, 28).
    probabilities
        Of the frame as it is, float32 (10,).
    covered
        Of the frame with one square of paper on it, a row for each place of the
        square, float32 (n, 10); n is 0 where there is no ink.
    maps
        Float32 (10, 28, 28), 0 where there is no ink. A pixel's value is how much the
        digit's log-odds fall when a square covers it: the mean over the squares that
        do, weighted by how much of the pixel they hide.
    """

    frame: Frame
    probabilities: Probabilities
    covered: Probabilities
    maps: Maps


def occlude(read: Read, frame: Frame) -> Occlusion:
    """Read a frame with a square of paper on each of its inked places.

    All digits' maps come from the same reads. It is log-odds that are compared, not
    probabilities: from 99.8 to 98 % is ten times the doubt and would not be seen.

    Parameters
    ----------
    read
        Reads many frames, such as `Recognizer.predict_all`. It is called once, with at
        most 1 + `MOST_COVERS` frames.
    frame
        Float32 (28, 28), 0 paper to 1 ink.

    Notes
    -----
    M. D. Zeiler, R. Fergus: Visualizing and Understanding Convolutional Networks, ECCV
    2014, https://arxiv.org/abs/1311.2901, section 4.2; there the square is grey.
    """
    squares = _squares_on(frame)
    read_all = read(np.concatenate([frame[None], frame * (1 - squares)]))
    odds = log_odds(read_all)
    falls = odds[0] - odds[1:]
    hidden = squares.reshape(len(squares), SIDE * SIDE)
    sums = falls.T @ hidden
    weights = hidden.sum(axis=0)
    seen = (weights > 0) & (frame.ravel() > 0)
    maps = np.where(seen, sums / np.where(seen, weights, 1), 0).astype(np.float32)
    maps = maps.reshape(DIGITS, SIDE, SIDE)
    return Occlusion(frame, read_all[0], read_all[1:], maps)


def log_odds(probabilities: Probabilities) -> NDArray[np.float32]:
    """Return the natural logarithms of the odds of each digit, float32 (n, 10).

    What a network believes of all ten digits alike, the least of the ten, says nothing
    of any one and is taken off: a network that sees no digit at all, and spreads its
    belief, must not seem to see a bit of a 7. Beliefs below a thousandth count
    as good as nothing.
    """
    own = probabilities - probabilities.min(axis=1, keepdims=True)
    odds: NDArray[np.float32] = (own + _DOUBT) / (1 - own + _DOUBT)
    return np.log(odds)


def _squares_on(frame: Frame) -> Frames:
    """Return the squares to be laid on a frame's ink, as shares that they hide."""
    for step in _STEPS:
        squares = _squares(step)
        hidden = squares.reshape(len(squares), SIDE * SIDE) @ frame.ravel()
        chosen = squares[hidden > _LEAST_INK]
        if len(chosen) <= MOST_COVERS:
            break
    return chosen


@lru_cache(maxsize=len(_STEPS))
def _squares(step: int) -> Frames:
    """Return squares all over the frame, `step` pixels apart: float32 (n, 28, 28)."""
    reach = len(PROFILE) // 2
    lines = []
    for middle in range((SIDE - 1) % step // 2, SIDE, step):
        line = np.zeros(SIDE + 2 * reach, dtype=np.float32)
        line[middle : middle + len(PROFILE)] = PROFILE
        lines.append(line[reach:-reach])
    across = np.array(lines)
    squares: Frames = across[:, None, :, None] * across[None, :, None, :]
    return squares.reshape(-1, SIDE, SIDE)
