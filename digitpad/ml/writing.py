"""Writing digits, and what is none, from the stroke templates."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.datasets import Labels
from digitpad.core.frame import BOX, PEN
from digitpad.core.strokes import Floats
from digitpad.core.templates import HEIGHT, Template, templates, weights
from digitpad.ml.traces import Traces

_SCALE: Final = (BOX - PEN) / HEIGHT
"""From a template's units to a frame's pixels."""
_STEP: Final = 0.5 / _SCALE
"""Between points of a line: after stretching they are about as far apart as traces'."""
_NO_POINTS: Final = np.empty((0, 2), np.float32)


@dataclass(frozen=True, slots=True)
class Hand:
    """How far a hand departs from the templates; standard deviations of normal noise.

    Attributes
    ----------
    point, stroke
        Displacement of each point of a template, and of each stroke as a whole,
        as a share of the height.
    size
        Of the logarithm of the size of each stroke.
    end
        Largest share of a stroke that its start or its end is short of.
    """

    point: float = 0.03
    stroke: float = 0.02
    size: float = 0.05
    end: float = 0.04


class Writer:
    """Writes digits in all the styles of the templates, each as often as the other.

    Parameters
    ----------
    chosen
        What it can write; by default, all that come with the program.
    """

    def __init__(
        self, chosen: tuple[Template, ...] | None = None, hand: Hand | None = None
    ) -> None:
        self._hand = hand or Hand()
        self._of: dict[int | None, list[_Lines]] = {}
        for template in templates() if chosen is None else chosen:
            self._of.setdefault(template.digit, []).append(_Lines.of(template))

    def write(self, labels: Labels, rng: np.random.Generator) -> Traces:
        """Write digits, int64 (n,); returns the paths in their order."""
        return self._write([self._of[label] for label in labels.tolist()], rng)

    def write_others(self, count: int, rng: np.random.Generator) -> Traces:
        """Write things that are no digit."""
        return self._write([self._of[None]] * count, rng)

    def _write(self, styles: list[list["_Lines"]], rng: np.random.Generator) -> Traces:
        chance = rng.random(len(styles))
        chosen = [of[int(p * len(of))] for of, p in zip(styles, chance, strict=True)]
        parts = [_NO_POINTS] * len(chosen)
        owners: dict[int, list[int]] = {}
        for owner, lines in enumerate(chosen):
            owners.setdefault(id(lines), []).append(owner)
        for group in owners.values():
            written = chosen[group[0]].deformed(len(group), rng, self._hand)
            for owner, points in zip(group, written, strict=True):
                parts[owner] = points
        counts = np.array([len(points) for points in parts], dtype=np.int64)
        return Traces(np.concatenate([_NO_POINTS, *parts]), counts)


@dataclass(frozen=True, slots=True)
class _Lines:
    """A template, ready to be deformed: the points of each stroke and their weights."""

    strokes: tuple[tuple[Floats, Floats], ...]

    @classmethod
    def of(cls, template: Template) -> "_Lines":
        return cls(
            tuple((points, weights(points, _STEP)) for points in template.strokes)
        )

    def deformed(
        self, count: int, rng: np.random.Generator, hand: Hand
    ) -> NDArray[np.float32]:
        """Return the lines of `count` hands, in pixels, float32 (count, m, 2)."""
        lines = []
        for points, line in self.strokes:
            middle = points.mean(axis=0)
            noise = rng.normal(0, hand.point * HEIGHT, (count, *points.shape))
            # A corner is one point, given twice.
            corners = np.nonzero((points[1:] == points[:-1]).all(axis=1))[0]
            noise[:, corners + 1] = noise[:, corners]
            size = np.exp(rng.normal(0, hand.size, (count, 1, 2)))
            moved = (points - middle + noise) * size + middle
            moved += rng.normal(0, hand.stroke * HEIGHT, (count, 1, 2))
            drawn = np.einsum("mk,nkd->nmd", line, moved)
            lines.append(_shortened(drawn, rng, hand.end))
        return (np.concatenate(lines, axis=1) * _SCALE).astype(np.float32)


def _shortened(drawn: Floats, rng: np.random.Generator, most: float) -> Floats:
    """Take a little from the start and the end of lines (n, m, 2)."""
    count, length = drawn.shape[:2]
    first, last = rng.uniform(0, most, (2, count, 1))
    along = first + np.linspace(0, 1, length) * (1 - first - last)
    nearest = np.rint(along * (length - 1)).astype(np.int64)
    return np.take_along_axis(drawn, nearest[:, :, None], axis=1)
