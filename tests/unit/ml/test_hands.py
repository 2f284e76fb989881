"""Drawings in another hand keep their strokes, their ends and their meaning."""

from dataclasses import replace

import numpy as np
import pytest

from digitpad.core.templates import templates
from digitpad.ml.hands import PenHand, PenPaths
from digitpad.ml.pen import PenDrawings

STILL = PenHand(sharpest=0, roundest=0, wave=0, stroke=0, size=0, end=0)


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def paths() -> PenPaths:
    """Return the templates' lines as if somebody had drawn them."""
    return PenDrawings.of((template.drawn(5), 0) for template in templates()).paths


def corner() -> PenPaths:
    """Return a right angle in one stroke, its corner at (10, 10)."""
    along = np.arange(0, 10.5, 0.5)
    down = np.stack([np.full(21, 10.0), along], axis=1)
    right = np.stack([10 + along[1:], np.full(20, 10.0)], axis=1)
    points = np.concatenate([down, right]).astype(np.float32)
    return PenPaths(points, np.array([len(points)]), np.array([1]))


def test_a_still_hand_changes_nothing() -> None:
    given = paths()
    same = given.in_another_hand(rng(), STILL)
    np.testing.assert_allclose(same.points, given.points, atol=1e-5)
    np.testing.assert_array_equal(same.strokes, given.strokes)


def test_strokes_stay_with_their_drawings() -> None:
    given = paths()
    other = given.in_another_hand(rng(), PenHand())
    np.testing.assert_array_equal(other.counts, given.counts)
    assert len(other.strokes) == len(given.strokes)
    assert other.strokes.sum() == len(other.points)
    assert other.strokes.min() >= 1
    assert other.points.dtype == np.float32
    before, after = given.traces, other.traces
    for one, another in zip(
        np.split(before.points, before.starts[1:]),
        np.split(after.points, after.starts[1:]),
        strict=True,
    ):
        np.testing.assert_allclose(another.mean(axis=0), one.mean(axis=0), atol=3)


@pytest.mark.parametrize("amount", [1.0, 0.5, -0.5])
def test_a_corner_becomes_round_or_sharp_and_the_ends_stay(amount: float) -> None:
    hand = replace(STILL, sharpest=amount, roundest=amount)
    points = corner().in_another_hand(rng(), hand).points
    np.testing.assert_allclose(points[[0, -1]], [[10, 0], [20, 10]], atol=1e-5)
    inward = (points[20] - 10) * [1, -1]
    assert (inward * np.sign(amount) > 0.3).all()
    assert np.abs(inward).max() < 2


def test_a_wave_bends_a_stroke_smoothly() -> None:
    hand = replace(STILL, wave=0.5)
    given = corner()
    moved = given.in_another_hand(rng(), hand).points - given.points
    assert 0.1 < moved.std() < 1.5
    assert np.abs(np.diff(moved, axis=0)).max() < 0.4


def test_ends_are_cut_by_a_share_at_most() -> None:
    hand = replace(STILL, end=0.2)
    given = corner().take(np.zeros(200, dtype=np.int64))
    left = given.in_another_hand(rng(), hand).strokes / given.strokes
    assert left.min() >= 0.6 - 0.05
    assert left.max() <= 1
    assert left.std() > 0.02


def test_dots_and_short_strokes_stay() -> None:
    points = np.array([[5, 5], [9, 9], [9.5, 9]], dtype=np.float32)
    given = PenPaths(points, np.array([1, 2]), np.array([2]))
    hand = PenHand(end=0.9)
    for seed in range(20):
        other = given.in_another_hand(np.random.default_rng(seed), hand)
        assert other.counts.tolist() == [2]
        assert (other.strokes >= 1).all()


def test_take_keeps_strokes_together() -> None:
    given = paths()
    taken = given.take(np.array([5, 0, 5]))
    assert len(taken) == 3
    one = given.take(np.array([5]))
    np.testing.assert_array_equal(taken.points[-len(one.points) :], one.points)
    np.testing.assert_array_equal(taken.points[: len(one.points)], one.points)
    np.testing.assert_array_equal(
        taken.traces.counts, given.traces.counts[np.array([5, 0, 5])]
    )


def test_half_a_hand_is_half_of_all() -> None:
    assert PenHand().halved.wave == PenHand().wave / 2
    assert PenHand().halved.sharpest == PenHand().sharpest / 2
