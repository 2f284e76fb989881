"""Shapes in pixels: the width of lines, and which pixels hang together."""

import numpy as np
from numpy.typing import NDArray

from digitpad.core.strokes import Ink


def line_width(ink: Ink | NDArray[np.bool_]) -> float:
    """Return the mean width of the lines of ink, in pixels.

    A long line has an area of length times width, and an outline of twice its
    length; the outline of grey ink is the sum of its gradients' lengths. Slanted
    edges look longer in square pixels: the width comes out up to a fifth too small
    where they are antialiased, a third where they are jagged.

    Parameters
    ----------
    ink
        bool, or float32 in [0, 1]; shape (h, w), with some ink.
    """
    padded = np.pad(ink, 1).astype(np.float32)
    down = np.diff(padded, axis=0)[:, :-1]
    right = np.diff(padded, axis=1)[:-1]
    return 2 * float(padded.sum()) / float(np.hypot(down, right).sum())


def label_parts(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Give numbers to the connected parts of a mask, diagonal neighbours included.

    Returns
    -------
    int64, the shape of `mask`: 0 where it is False, elsewhere a number above 0
    that is the same for two pixels exactly if they are connected.

    Notes
    -----
    Runs of a row are joined with the runs they touch in the row above.
    """
    height, width = mask.shape
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    parent = list(range(len(rows) + 1))
    # As places in one long row, with room between, touching runs are found by
    # searching: those of the row above that end after a run starts, diagonal too.
    stride = width + 2
    above_first = np.searchsorted(rows * stride + ends, (rows - 1) * stride + starts)
    above_last = np.searchsorted(
        rows * stride + starts, (rows - 1) * stride + ends, side="right"
    )
    for run, (first, last) in enumerate(
        zip(above_first.tolist(), above_last.tolist(), strict=True), start=1
    ):
        for other in range(first + 1, last + 1):
            parent[_root(parent, other)] = _root(parent, run)
    roots = np.array([_root(parent, run) for run in range(len(parent))])
    marks = np.zeros(height * width + 1, dtype=np.int64)
    np.add.at(marks, rows * width + starts, roots[1:])
    np.add.at(marks, rows * width + ends, -roots[1:])
    return np.cumsum(marks)[:-1].reshape(height, width)


def spread(ink: Ink, reach: int) -> Ink:
    """Return for each pixel the most ink in the square around it, `reach` to a side."""
    for _ in range(reach):
        ink = _wider(_wider(ink).T).T
    return ink


def shrunk(ink: Ink, reach: int) -> Ink:
    """Return for each pixel the least ink in the square around it, `reach` to a side.

    What lies beyond the picture's edges does not count.
    """
    return np.float32(1) - spread(np.float32(1) - ink, reach)


def _wider(ink: Ink) -> Ink:
    wider = ink.copy()
    np.maximum(wider[1:], ink[:-1], out=wider[1:])
    np.maximum(wider[:-1], ink[1:], out=wider[:-1])
    return wider


def _root(parent: list[int], run: int) -> int:
    while parent[run] != run:
        parent[run] = parent[parent[run]]
        run = parent[run]
    return run
