"""The images that are most like a given one, pixel by pixel."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.datasets import Pixels

_CHUNK: Final = 1_000
"""Images compared at once: their differences, 3 MB, stay in the processor's cache."""
_ROUNDING: Final = 2e-4
"""Four times the relative error that float32 sums of 784 squares can have."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """Images in the order of their distance, the nearest first.

    Attributes
    ----------
    index
        int64, shape (k,): their places among all that were compared.
    distances
        float64, shape (k,): Euclidean, over pixels from 0 to 255.
    """

    index: NDArray[np.int64]
    distances: NDArray[np.float64]


def nearest(
    image: Pixels,
    images: Pixels,
    count: int,
    exclude: int | None = None,
    report: Callable[[float], None] = lambda _share: None,
) -> Nearest:
    """Compare an image with all of a set.

    Parameters
    ----------
    image
        uint8, shape (28, 28).
    images
        uint8, shape (n, 28, 28).
    count
        How many are wanted; there are fewer if n is smaller. Of two as near the one
        that comes first among `images` comes first.
    exclude
        The place of an image that is left out: the image itself, if it is of the set.
    report
        Called after each chunk with the share that is compared, in [0, 1]; what it
        raises ends the comparison.
    """
    flat = images.reshape(len(images), -1)
    wanted = image.reshape(-1).astype(np.float32)
    squares = np.empty(len(flat), np.float32)
    differences = np.empty((_CHUNK, flat.shape[1]), np.float32)
    for start in range(0, len(flat), _CHUNK):
        chunk = flat[start : start + _CHUNK]
        part = differences[: len(chunk)]
        np.subtract(chunk, wanted, out=part)
        np.einsum("ij,ij->i", part, part, out=squares[start : start + _CHUNK])
        report(min(1.0, (start + _CHUNK) / len(flat)))
    if exclude is not None:
        squares[exclude] = np.inf
    count = min(count, len(flat) - (exclude is not None))
    if count < 1:
        return Nearest(np.empty(0, np.int64), np.empty(0))
    # All that could be among the nearest, then their distances without rounding.
    limit = np.partition(squares, count - 1)[count - 1] * (1 + _ROUNDING)
    near = np.flatnonzero(squares <= limit)
    exact = ((flat[near].astype(np.int64) - image.reshape(-1)) ** 2).sum(axis=1)
    order = np.argsort(exact, kind="stable")[:count]
    return Nearest(near[order], np.sqrt(exact[order]))
