"""Clipping to the canvas, and the distance to a path."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.core.geometry import (
    clip_to_canvas,
    inside,
    points_between,
    touches,
)

anywhere = st.tuples(st.floats(-3, 3), st.floats(-3, 3))


@given(anywhere, anywhere)
def test_clipped_part_lies_on_the_canvas_and_on_the_segment(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    part = clip_to_canvas(start, end)
    samples = points_between(start, end, 0.01)
    on_canvas = ((samples > 1e-9) & (samples < 1 - 1e-9)).all(axis=1)
    if part is None:
        assert not on_canvas.any()
        return
    path = np.array([start, end])
    ends = np.array(part)
    assert ends.min() >= -1e-9
    assert ends.max() <= 1 + 1e-9
    assert touches(path, ends[:1], 1e-6)
    assert touches(path, ends[1:], 1e-6)
    for sample in samples[on_canvas]:
        assert touches(ends, sample[None], 1e-6)


def test_a_segment_inside_is_left_as_it_is() -> None:
    assert clip_to_canvas((0.2, 0.3), (0.9, 0.4)) == ((0.2, 0.3), (0.9, 0.4))


def test_a_segment_beside_the_canvas_has_no_part() -> None:
    assert clip_to_canvas((1.2, 0.1), (1.3, 0.9)) is None


def test_edges_belong_to_the_canvas() -> None:
    assert inside((0, 1))
    assert not inside((0.5, 1.0001))


@pytest.mark.parametrize(
    ("path", "distance"),
    [([[0.0, 0.0], [1.0, 0.0]], 0.3), ([[0.5, 0.7]], 0.4), ([[0.2, 0.3]] * 2, 0.3)],
)
def test_a_path_is_touched_from_its_distance_on(
    path: list[list[float]], distance: float
) -> None:
    point = np.array([[0.5, 0.3]])
    assert touches(np.array(path), point, distance + 1e-9)
    assert not touches(np.array(path), point, distance - 1e-9)


def test_a_long_path_is_touched_at_its_end_too() -> None:
    x = np.linspace(0, 1, 50_000)
    wave = np.stack([x, 0.5 + 0.4 * np.sin(x * 40)], axis=1)
    assert touches(wave, wave[-1:] + np.array([0.0, 0.01]), 0.011)
    assert not touches(wave, np.array([[0.5, 0.05]]), 0.01)


def test_points_between_are_near_each_other_and_end_at_the_ends() -> None:
    way = points_between((0, 0), (1, 1), 0.1)
    assert np.hypot(*np.diff(way, axis=0).T).max() <= 0.1
    assert way[0].tolist() == [0, 0]
    assert way[-1].tolist() == [1, 1]
