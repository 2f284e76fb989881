"""From ink back to the pen's path: the middle line of a digit, as points."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.strokes import Frames

Bits = NDArray[np.bool_]

_CHUNK: Final = 128
"""Frames thinned at once: their arrays stay in the processor's cache, which takes a
third of the time of 2,000 at once."""

_NEIGHBOURS: Final = (
    (-1, 0),
    (-1, 1),
    (0, 1),
    (1, 1),
    (1, 0),
    (1, -1),
    (0, -1),
    (-1, -1),
)
"""Row and column offsets of the eight around a pixel, clockwise from the north."""


@dataclass(frozen=True, slots=True)
class Traces:
    """The pen's paths of n digits.

    Attributes
    ----------
    points
        float32, shape (m, 2), in frame pixels: x to the right, y downward; those of
        the first digit, then those of the second, and so on, in no order within
        one. They are about 0.6 pixels apart.
    counts
        int64, shape (n,), each at least 1: how many points are each digit's.
    """

    points: NDArray[np.float32]
    counts: NDArray[np.int64]

    def __post_init__(self) -> None:
        if self.points.shape != (int(self.counts.sum()), 2):
            raise ValueError("the counts must add up to the number of points")
        if self.counts.min(initial=1) < 1:
            raise ValueError("each digit needs a point")

    def __len__(self) -> int:
        return len(self.counts)

    @classmethod
    def joined(cls, parts: Sequence["Traces"]) -> "Traces":
        """Return the digits of several traces in one."""
        return cls(
            np.concatenate([part.points for part in parts]),
            np.concatenate([part.counts for part in parts]),
        )

    @property
    def starts(self) -> NDArray[np.int64]:
        """The index of each digit's first point, int64 (n,)."""
        starts: NDArray[np.int64] = np.cumsum(self.counts) - self.counts
        return starts

    @property
    def owners(self) -> NDArray[np.int64]:
        """The digit that each point belongs to, int64 (m,)."""
        return np.repeat(np.arange(len(self)), self.counts)

    def take(self, index: NDArray[np.int64]) -> "Traces":
        """Return the chosen digits' traces."""
        counts = self.counts[index]
        shift = self.starts[index] - (np.cumsum(counts) - counts)
        return Traces(
            self.points[np.arange(counts.sum()) + np.repeat(shift, counts)], counts
        )


def trace(
    frames: Frames, report: Callable[[float], None] = lambda _share: None
) -> Traces:
    """Find the pen's paths.

    Parameters
    ----------
    frames
        float32 (n, 28, 28), 0 paper to 1 ink. One without ink gets a point in its
        middle.
    report
        Called now and then with the share that is done, in [0, 1].

    Returns
    -------
    The digits' middle lines. Where thick ink has filled a loop, the loop is lost.
    """
    chunks = [frames[first : first + _CHUNK] for first in range(0, len(frames), _CHUNK)]
    parts = []
    # Threads: NumPy lets go of Python's lock while it computes.
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as threads:
        try:
            for part in threads.map(_trace, chunks):
                parts.append(part)
                report(len(parts) / len(chunks))
        except BaseException:
            threads.shutdown(cancel_futures=True)
            raise
    return Traces.joined(parts)


def _trace(frames: Frames) -> Traces:
    # Twice the size: lines of two pixels, and gaps of one, keep their middle.
    line = thin(_doubled(frames) > 0.5)
    empty = ~line.any(axis=(1, 2))
    line[empty, frames.shape[1], frames.shape[2]] = True
    owners, rows, columns = np.nonzero(line)
    step_x, step_y = _smoothing(line)
    at = (owners, rows, columns)
    x = (columns + 0.5 + step_x[at]) / 2
    y = (rows + 0.5 + step_y[at]) / 2
    return Traces(
        np.stack([x, y], axis=1).astype(np.float32),
        np.bincount(owners, minlength=len(frames)),
    )


def thin(ink: Bits) -> Bits:
    """Thin ink to lines of one pixel, keeping what is joined joined.

    Parameters
    ----------
    ink
        bool (n, h, w).

    Notes
    -----
    T. Y. Zhang, C. Y. Suen: A fast parallel algorithm for thinning digital patterns,
    Communications of the ACM 27 (1984), https://doi.org/10.1145/357994.358023.
    """
    bits = np.pad(ink, ((0, 0), (1, 1), (1, 1)))
    inner = bits[:, 1:-1, 1:-1]
    height, width = bits.shape[1:]
    changed = True
    while changed:
        changed = False
        for removable in _REMOVABLE:
            around = np.zeros(inner.shape, dtype=np.uint8)
            for bit, (down, right) in enumerate(_NEIGHBOURS):
                rows = slice(1 + down, height - 1 + down)
                columns = slice(1 + right, width - 1 + right)
                around |= bits[:, rows, columns].view(np.uint8) << bit
            removed = inner & removable[around]
            changed = changed or bool(removed.any())
            inner &= ~removed
    return inner.copy()


def _removable() -> tuple[Bits, Bits]:
    """Return for both half steps which neighbourhoods let their pixel go."""
    codes = np.arange(256)
    n, ne, e, se, s, sw, w, nw = ((codes >> bit) & 1 for bit in range(8))
    ring = [n, ne, e, se, s, sw, w, nw]
    count = sum(ring)
    rises = sum((1 - a) * b for a, b in zip(ring, [*ring[1:], n], strict=True))
    edge = (count >= 2) & (count <= 6) & (rises == 1)
    first = edge & (n * e * s == 0) & (e * s * w == 0)
    second = edge & (n * e * w == 0) & (n * s * w == 0)
    return first, second


_REMOVABLE: Final = _removable()


def _doubled(frames: Frames) -> Frames:
    """Return frames (n, h, w) at twice the size, bilinearly: (n, 2h, 2w)."""
    for axis in (1, 2):
        lines = np.moveaxis(frames, axis, -1)
        padded = np.pad(lines, ((0, 0), (0, 0), (1, 1)))
        left = 0.75 * lines + 0.25 * padded[..., :-2]
        right = 0.75 * lines + 0.25 * padded[..., 2:]
        both = np.stack([left, right], axis=-1).reshape(*lines.shape[:-1], -1)
        frames = np.moveaxis(both, -1, axis)
    return frames


def _smoothing(line: Bits) -> tuple[Frames, Frames]:
    """Return the way (x, y) from each pixel to the mean of the line around it.

    A line of whole pixels climbs in steps; the mean over 5x5 does not.
    """
    height, width = line.shape[1:]
    padded = np.pad(line.astype(np.float32), ((0, 0), (2, 2), (2, 2)))
    count = np.zeros(line.shape, dtype=np.float32)
    x, y = np.zeros_like(count), np.zeros_like(count)
    for down in range(-2, 3):
        for right in range(-2, 3):
            rows, columns = 2 + down, 2 + right
            part = padded[:, rows : rows + height, columns : columns + width]
            count += part
            x += right * part
            y += down * part
    np.maximum(count, 1, out=count)
    return x / count, y / count
