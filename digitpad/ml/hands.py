"""Writing a drawing anew in another hand: stroke by stroke, not as a picture."""

from dataclasses import astuple, dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.ml.traces import Traces

Points = NDArray[np.float64]
Index = NDArray[np.int64]

_REACHES: Final = (1, 2, 4, 4)
"""Points either way that a corner is rounded with, one after the other: together as
by a bell of 4.3 points' standard deviation."""
_WAVE: Final = 10.0
"""Points between two places of a stroke that are moved by themselves: 5 pixels."""


@dataclass(frozen=True, slots=True)
class PenHand:
    """How far another hand departs from a drawing.

    Attributes
    ----------
    sharpest, roundest
        Limits of how corners change: 1 rounds them by about a pen's width, as a quick
        hand does, -1 sharpens them as far. Round corners make an S of a 4 drawn
        without lifting the pen, as some write it.
    wave
        Standard deviation of the displacement along a stroke, in pixels.
    stroke
        Of the displacement of each stroke as a whole, in pixels.
    size
        Of the logarithm of each stroke's width and height.
    end
        Largest share of a stroke that its start or its end is short of.
    """

    sharpest: float = -0.3
    roundest: float = 1.5
    wave: float = 0.5
    stroke: float = 0.4
    size: float = 0.05
    end: float = 0.08

    @property
    def halved(self) -> "PenHand":
        """Half of all that."""
        return PenHand(*(most / 2 for most in astuple(self)))


@dataclass(frozen=True, slots=True)
class PenPaths:
    """The pen's paths of n drawings, stroke by stroke.

    Attributes
    ----------
    points
        float32 (m, 2), in frame pixels, half a pixel apart and in the order drawn.
    strokes
        int64 (k,): how many points are each stroke's.
    counts
        int64 (n,): how many strokes are each drawing's.
    """

    points: NDArray[np.float32]
    strokes: Index
    counts: Index

    def __len__(self) -> int:
        return len(self.counts)

    def take(self, index: Index) -> "PenPaths":
        """Return the chosen drawings' paths."""
        counts, chosen = _ranges(self.counts, index)
        strokes, points = _ranges(self.strokes, chosen)
        return PenPaths(self.points[points], strokes, counts)

    @property
    def traces(self) -> Traces:
        """The same without the strokes' bounds."""
        starts = np.cumsum(self.counts) - self.counts
        return Traces(self.points, np.add.reduceat(self.strokes, starts))

    def in_another_hand(self, rng: np.random.Generator, hand: PenHand) -> "PenPaths":
        """Return the drawings as others might have drawn them."""
        if not len(self):
            return self
        owners = np.repeat(np.arange(len(self.strokes)), self.strokes)
        starts = np.cumsum(self.strokes) - self.strokes
        after = np.arange(len(owners)) - starts[owners]
        before = self.strokes[owners] - 1 - after
        points = self.points.astype(np.float64)
        # A hand is quick or slow in all its strokes.
        rounding = rng.uniform(hand.sharpest, hand.roundest, len(self))
        rounding = np.repeat(np.repeat(rounding, self.counts), self.strokes)
        points += (_rounded(points, after, before) - points) * rounding[:, None]
        points += _swings(self.strokes, owners, after, rng) * hand.wave
        middles = np.add.reduceat(points, starts) / self.strokes[:, None]
        sizes = np.exp(rng.normal(0, hand.size, middles.shape))
        shifts = rng.normal(0, hand.stroke, middles.shape)
        points = (points - middles[owners]) * sizes[owners]
        points += (middles + shifts)[owners]
        first, last = rng.uniform(0, hand.end, (2, len(self.strokes)))
        length = (self.strokes - 1)[owners]
        kept = (after >= first[owners] * length) & (before >= last[owners] * length)
        # A dot has but one point, and of two neither may be kept.
        kept |= (length <= 2) & (after == 0)
        strokes = np.add.reduceat(kept.astype(np.int64), starts)
        return PenPaths(points[kept].astype(np.float32), strokes, self.counts)


def _ranges(counts: Index, index: Index) -> tuple[Index, Index]:
    """Return the counts of chosen groups, and where their members are, in turn."""
    starts = np.cumsum(counts) - counts
    chosen = counts[index]
    shift = starts[index] - (np.cumsum(chosen) - chosen)
    return chosen, np.arange(chosen.sum()) + np.repeat(shift, chosen)


def _rounded(points: Points, after: Index, before: Index) -> Points:
    """Smooth strokes along themselves; their ends stay where they are."""
    here = np.arange(len(points))
    for reach in _REACHES:
        step = np.minimum(np.minimum(after, before), reach)
        points = (points[here - step] + 2 * points + points[here + step]) / 4
    return points


def _swings(
    strokes: Index, owners: Index, after: Index, rng: np.random.Generator
) -> Points:
    """Return displacements (m, 2) that change smoothly along each stroke."""
    places = (strokes / _WAVE).astype(np.int64) + 3
    starts = np.cumsum(places) - places
    noise = rng.normal(0, 1, (int(places.sum()), 2))
    at = after / _WAVE + rng.random(len(strokes))[owners]
    place = at.astype(np.int64)
    share = (at - place)[:, None]
    share = share * share * (3 - 2 * share)
    left = starts[owners] + place
    swings: Points = noise[left] * (1 - share) + noise[left + 1] * share
    return swings
