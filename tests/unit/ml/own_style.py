"""A way of writing a digit that MNIST hardly has."""

from itertools import pairwise

import numpy as np

from digitpad.core.frame import render
from digitpad.core.strokes import Drawing, Frames

_WIDE_ONE = np.array([[0.15, 0.6], [0.6, 0.12], [0.6, 0.9]])
"""A 1 whose upstroke is as long as a 4's: networks that know MNIST read a 4."""
_STEPS = np.linspace(0, 1, 12)[:, None]


def wide_one(rng: np.random.Generator) -> Drawing:
    """Draw such a 1 in canvas units, each time a little differently."""
    corners = _WIDE_ONE + rng.normal(0, 0.015, _WIDE_ONE.shape)
    lines = [start + (end - start) * _STEPS for start, end in pairwise(corners)]
    stroke = np.concatenate(lines)
    return (stroke + rng.normal(0, 0.004, stroke.shape),)


def frames_of(count: int, rng: np.random.Generator) -> Frames:
    """Draw some, and render them as the pad does."""
    return np.stack([render(wide_one(rng)) for _ in range(count)])
