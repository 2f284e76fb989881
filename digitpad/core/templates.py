"""Stroke templates: the ways in which people write the digits, made by hand."""

import itertools
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from digitpad.core.paths import asset
from digitpad.core.strokes import Drawing, Floats, Stroke

HEIGHT: Final = 100.0
"""Of a template, in its own units; its width is what it is."""


@dataclass(frozen=True, slots=True)
class Template:
    """One way of writing one thing.

    Attributes
    ----------
    digit
        What it is; None for a letter, a sign or a picture: no digit.
    style
        What tells it from the other ways, in a word or two.
    strokes
        The points, float64 (n, 2), that a smooth line goes through: x to the right,
        y downward. A point given twice in a row is a corner.
    """

    digit: int | None
    style: str
    strokes: tuple[Stroke, ...]

    def drawn(self, step: float) -> Drawing:
        """Return the lines, as points about `step` units apart."""
        return tuple(weights(points, step) @ points for points in self.strokes)


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """Return the templates that come with the program."""
    records = json.loads(asset("strokes.json").read_bytes())["templates"]
    return tuple(
        Template(
            record["digit"],
            record["style"],
            tuple(np.array(points, dtype=np.float64) for points in record["strokes"]),
        )
        for record in records
    )


def weights(points: Stroke, step: float) -> Floats:
    """Return the matrix (m, n) that turns n points into m points of their line.

    The line is a centripetal Catmull-Rom spline, which makes neither loops nor cusps
    between its points; its knots are those of `points`, whatever is multiplied.

    Parameters
    ----------
    points
        float64 (n, 2), n >= 1.
    step
        Distance between points of the line, in the units of `points`.

    Notes
    -----
    P. J. Barry, R. N. Goldman: A recursive evaluation algorithm for a class of
    Catmull-Rom splines, SIGGRAPH 1988, https://doi.org/10.1145/54852.378511.
    """
    count = len(points)
    each = np.eye(count)
    corners = np.nonzero((points[1:] == points[:-1]).all(axis=1))[0] + 1
    ends = [0, *corners.tolist(), count]
    return np.concatenate(
        [
            _smooth(points[first:last], each[first:last], step)
            for first, last in itertools.pairwise(ends)
        ]
    )


def _smooth(points: Stroke, each: Floats, step: float) -> Floats:
    """Return the weights of a line without corners; `each` are those of its points."""
    if len(points) == 1:
        return each
    # Beyond its ends the line goes on as it came.
    points = _with_ends(points)
    each = _with_ends(each)
    lengths = np.hypot(*np.diff(points, axis=0).T)
    knots = np.concatenate([[0], np.cumsum(np.sqrt(lengths))])
    parts = []
    for first in range(len(points) - 3):
        t0, t1, t2, t3 = knots[first : first + 4]
        p0, p1, p2, p3 = each[first : first + 4]
        number = max(1, int(np.ceil(lengths[first + 1] / step)))
        t = np.linspace(t1, t2, number, endpoint=False)[:, None]
        a1 = _between(t, t0, p0, t1, p1)
        a2 = _between(t, t1, p1, t2, p2)
        a3 = _between(t, t2, p2, t3, p3)
        b1 = _between(t, t0, a1, t2, a2)
        b2 = _between(t, t1, a2, t3, a3)
        parts.append(_between(t, t1, b1, t2, b2))
    return np.concatenate([*parts, each[-2:-1]])


def _with_ends(points: Floats) -> Floats:
    return np.concatenate(
        [[2 * points[0] - points[1]], points, [2 * points[-1] - points[-2]]]
    )


def _between(t: Floats, start: float, a: Floats, end: float, b: Floats) -> Floats:
    mixed: Floats = ((end - t) * a + (t - start) * b) / (end - start)
    return mixed
