"""The middle line of ink is where the pen went."""

import numpy as np
import pytest

from digitpad.core.datasets import Sample
from digitpad.core.frame import render
from digitpad.ml.traces import Traces, thin, trace


def test_a_line_keeps_its_middle() -> None:
    frame = np.zeros((1, 28, 28), dtype=np.float32)
    frame[0, 4:24, 12:16] = 1
    traces = trace(frame)
    inner = traces.points[(traces.points[:, 1] > 7) & (traces.points[:, 1] < 21)]
    np.testing.assert_allclose(inner[:, 0], 14, atol=0.3)
    assert np.ptp(traces.points[:, 1]) > 14


def test_a_drawn_ring_gives_its_circle_back() -> None:
    angle = np.linspace(0, 2 * np.pi, 60)
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    points = trace(render([ring])[None]).points - 14
    np.testing.assert_allclose(np.hypot(*points.T), (20 - 2.2) / 2, atol=0.5)


def test_what_is_joined_stays_joined_and_a_hole_stays_open() -> None:
    ink = np.zeros((1, 20, 20), dtype=np.bool_)
    ink[0, 3:17, 3:17] = True
    ink[0, 8:12, 8:12] = False
    line = thin(ink)[0]
    assert 0 < line.sum() < 60
    assert not line[8:12, 8:12].any()
    assert all(line[row].any() for row in range(7, 13))


def test_each_digit_has_its_own_points(digits: Sample) -> None:
    traces = trace(digits.frames[:50])
    assert len(traces) == 50
    chosen = traces.take(np.array([7, 3]))
    alone = trace(digits.frames[[7, 3]])
    np.testing.assert_array_equal(chosen.counts, alone.counts)
    np.testing.assert_array_equal(chosen.points, alone.points)


def test_an_empty_frame_has_one_point_in_its_middle() -> None:
    traces = trace(np.zeros((2, 28, 28), dtype=np.float32))
    assert traces.counts.tolist() == [1, 1]
    np.testing.assert_allclose(traces.points, 14, atol=0.5)


def test_counts_must_fit_the_points() -> None:
    with pytest.raises(ValueError, match="add up"):
        Traces(np.zeros((3, 2), dtype=np.float32), np.array([1, 1]))
    with pytest.raises(ValueError, match="needs a point"):
        Traces(np.zeros((1, 2), dtype=np.float32), np.array([1, 0]))
