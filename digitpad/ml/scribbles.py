"""What people draw that is no digit: signs, scribbles, lines, several digits."""

from collections.abc import Callable
from typing import Final

import numpy as np

from digitpad.core.frame import BOX
from digitpad.core.strokes import Floats
from digitpad.core.templates import weights
from digitpad.ml.traces import Traces
from digitpad.ml.turned import Turner
from digitpad.ml.writing import Writer

_STEP: Final = 0.5
"""Pixels between the points of a line."""


class Scribbler:
    """Draws what is no digit.

    Parameters
    ----------
    writer
        Writes the letters and signs, and the digits that stand side by side.
    turner
        Turns digits into what is none.
    """

    def __init__(self, writer: Writer, turner: Turner) -> None:
        self._writer = writer
        self._turner = turner

    def draw(self, count: int, rng: np.random.Generator) -> Traces:
        """Return the paths of `count` things that are no digit."""
        written, turned, rows, drawn = rng.multinomial(count, _SHARES).tolist()
        parts = _parts(self._writer.write_others(written, rng))
        parts += _parts(self._turner.draw(turned, rng))
        parts += self._rows(rows, rng)
        parts += [_KINDS[kind](rng) for kind in rng.integers(len(_KINDS), size=drawn)]
        rng.shuffle(parts)
        counts = np.array([len(part) for part in parts], dtype=np.int64)
        points = np.concatenate([np.empty((0, 2)), *parts])
        return Traces(points.astype(np.float32), counts)

    def _rows(self, count: int, rng: np.random.Generator) -> list[Floats]:
        """Return rows of two or three digits."""
        many = rng.integers(2, 4, size=count)
        digits = _parts(self._writer.write(rng.integers(10, size=many.sum()), rng))
        rows = []
        for number in many.tolist():
            row, digits = digits[:number], digits[number:]
            x, placed = 0.0, []
            for digit in row:
                digit = digit * rng.uniform(0.8, 1.1)
                left, right = digit[:, 0].min(), digit[:, 0].max()
                placed.append(digit + np.array([x - left, rng.uniform(-3, 3)]))
                x += right - left + rng.uniform(1.5, 7)
            rows.append(np.concatenate(placed))
        return rows


def _parts(traces: Traces) -> list[Floats]:
    if not len(traces):
        return []
    return np.split(traces.points.astype(np.float64), traces.starts[1:])


def _curve(points: Floats) -> Floats:
    curve: Floats = weights(points, _STEP) @ points
    return curve


def _scribble(rng: np.random.Generator) -> Floats:
    """Return a smooth line through five to twenty places."""
    return _curve(rng.uniform(0, BOX, (rng.integers(5, 21), 2)))


def _zigzag(rng: np.random.Generator) -> Floats:
    """Return a line that goes to and fro, round or sharp."""
    teeth = rng.integers(4, 11)
    across = np.where(np.arange(teeth) % 2, 1.0, 0.0) * BOX
    along = np.linspace(0, rng.uniform(0.5, 1.5) * BOX, teeth)
    points = np.stack([along, across], axis=1) + rng.normal(0, 1.5, (teeth, 2))
    if rng.random() < 0.5:
        points = np.repeat(points, 2, axis=0)[1:-1]
    return _curve(points)[:, :: rng.choice([-1, 1])]


def _flat_line(rng: np.random.Generator) -> Floats:
    """Return a line too flat for a 1, straight or bent."""
    angle = np.deg2rad(rng.uniform(-30, 30))
    way = np.array([np.cos(angle), np.sin(angle)]) * BOX
    bend = np.array([-way[1], way[0]]) * rng.normal(0, 0.1)
    return _curve(np.array([0 * way, way / 2 + bend, way]))


def _dots(rng: np.random.Generator) -> Floats:
    """Return one to six dots."""
    return rng.uniform(0, BOX, (rng.integers(1, 7), 2))


def _lines(rng: np.random.Generator) -> Floats:
    """Return two to six straight lines across each other."""
    ends = rng.uniform(0, BOX, (rng.integers(2, 7), 2, 2))
    return np.concatenate([_curve(line) for line in ends])


def _blot(rng: np.random.Generator) -> Floats:
    """Return rounds upon rounds, as when a place is filled."""
    turns = rng.uniform(3, 8)
    angle = np.arange(0, turns * 2 * np.pi, 0.4) + rng.uniform(0, 2 * np.pi)
    radius = rng.uniform(2, 10, len(angle))
    circle = np.stack([np.cos(angle), np.sin(angle) * rng.uniform(0.4, 1)], axis=1)
    return _curve(circle * radius[:, None])


_KINDS: Final[tuple[Callable[[np.random.Generator], Floats], ...]] = (
    *(_scribble, _scribble, _zigzag, _flat_line, _dots, _lines, _blot),
)
"""Each is drawn as often; what stands twice, twice as often."""
_SHARES: Final = (0.35, 0.3, 0.15, 0.2)
"""Of letters and signs from the templates; of digits turned until they are none; of
rows of digits; of the kinds above."""
