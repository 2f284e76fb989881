"""Ways of writing digits that MNIST hardly has, made of those it has."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.ml.traces import Traces

Points = NDArray[np.float64]
"""Shape (k, 2): (x, y) in frame pixels, x to the right, y downward."""

_STEP: Final = 0.6
"""Pixels between the points of a line, as in traces."""
_LOWEST: Final = 4.0
"""A digit lower than this many pixels is taken to be as high as this."""
_BASE: Final = 0.2
"""Share of the flagged ones that stand on a base."""


def add_styles(
    traces: Traces, labels: NDArray[np.int64], rng: np.random.Generator
) -> Traces:
    """Write some of the ones, fours, sevens and nines in another style.

    Ones get a flag, as most of the world writes them; sevens a bar; nines a small
    head and a curled tail; of fours the right arm becomes short, as in those drawn
    without lifting the pen. MNIST's writers, from the United States, hardly do any
    of it: a network that knows only them reads such digits as 7, 2, 3 and 6.

    Parameters
    ----------
    labels
        int64 (n,): the digit that each trace is of.

    Returns
    -------
    The traces in the same order, those chosen with other points.
    """
    chance = rng.random(len(traces))
    parts = np.split(traces.points, traces.starts[1:])
    for digit, (share, styled) in _STYLES.items():
        for owner in np.nonzero((labels == digit) & (chance < share))[0]:
            changed = styled(parts[owner].astype(np.float64), rng)
            parts[owner] = changed.astype(np.float32)
    counts = np.array([len(part) for part in parts], dtype=np.int64)
    return Traces(np.concatenate(parts), counts)


def _flag(one: Points, rng: np.random.Generator) -> Points:
    """Add an upstroke from the lower left to the top of a 1, at times a base too."""
    top, height = _top_and_height(one)
    # Flatter than this it makes a 7; MNIST's own ones are steep.
    angle = np.deg2rad(rng.uniform(25, 65))
    length = height * rng.uniform(0.15, 0.75)
    end = top + np.array([-np.cos(angle), np.sin(angle)]) * length
    lines = [one, _line(top, end, rng.uniform(-0.15, 0.15))]
    if rng.random() < _BASE:
        foot = one[one[:, 1].argmax()]
        left, right = np.array([[-1, 0], [1, 0]]) * height * rng.uniform(0.1, 0.35)
        lines.append(_line(foot + left, foot + right, 0))
    return np.concatenate(lines)


def _short_arm(four: Points, rng: np.random.Generator) -> Points:
    """Take the upper part of the right arm from a 4."""
    top, height = _top_and_height(four)
    upper = four[:, 1] < top[1] + height * rng.uniform(0.15, 0.45)
    kept = ~upper | (four[:, 0] <= four[upper, 0].mean())
    rest: Points = four[kept]
    return rest


def _bar(seven: Points, rng: np.random.Generator) -> Points:
    """Add a bar across the stem of a 7."""
    top, height = _top_and_height(seven)
    y = top[1] + height * rng.uniform(0.4, 0.75)
    stem = seven[np.abs(seven[:, 1] - y) < 1.5]
    x = (stem if len(stem) else seven)[:, 0].mean()
    angle = np.deg2rad(rng.uniform(-20, 20))
    half = np.array([np.cos(angle), -np.sin(angle)]) * height * rng.uniform(0.15, 0.4)
    middle = np.array([x, y]) + half * rng.uniform(-0.4, 0.4)
    bar = _line(middle - half, middle + half, rng.uniform(-0.1, 0.1))
    return np.concatenate([seven, bar])


def _curl(nine: Points, rng: np.random.Generator) -> Points:
    """Make the head of a 9 smaller and let its foot run on to the left."""
    top, height = _top_and_height(nine)
    down = np.clip((nine[:, 1] - top[1]) / height, 0, 1)
    # The right side stays: the head hangs on it.
    head = nine[down < 0.5]
    right = head[:, 0].max()
    narrow = rng.uniform(0.4, 1)
    width = narrow + (1 - narrow) * np.clip(down / 0.6, 0, 1)
    nine = np.stack(
        [
            right + (nine[:, 0] - right) * width,
            top[1] + height * down ** rng.uniform(1, 1.9),
        ],
        axis=1,
    )
    foot = nine[nine[:, 1].argmax()]
    angle = np.deg2rad(rng.uniform(-10, 40))
    length = height * rng.uniform(0.15, 0.9)
    end = foot - np.array([np.cos(angle), np.sin(angle)]) * length
    return np.concatenate([nine, _line(foot, end, rng.uniform(-0.25, 0))])


_STYLES: Final[
    dict[int, tuple[float, Callable[[Points, np.random.Generator], Points]]]
] = {1: (0.5, _flag), 4: (0.25, _short_arm), 7: (0.4, _bar), 9: (0.5, _curl)}
"""For each digit: the share written in another style, and the style."""


def _top_and_height(points: Points) -> tuple[Points, float]:
    """Return the highest point (x, y), and how far down the lowest is."""
    top = points[points[:, 1].argmin()]
    return top, max(float(np.ptp(points[:, 1])), _LOWEST)


def _line(start: Points, end: Points, bend: float) -> Points:
    """Return points along an arc; `bend` is its height as a share of its length."""
    way = end - start
    count = max(2, int(np.hypot(*way) / _STEP) + 1)
    along = np.linspace(0, 1, count)[:, None]
    normal = np.array([-way[1], way[0]])
    line: Points = start + way * along + normal * bend * 4 * along * (1 - along)
    return line
