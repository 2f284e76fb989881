"""The frame depends on the drawing's shape alone."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.core.frame import (
    BOX,
    PEN,
    SIDE,
    centre_of_mass,
    fit_to_box,
    render,
    shrink,
    steps,
)
from digitpad.core.strokes import Drawing, Floats
from tests.unit.core.strategies import drawings

TOLERANCE = 0.02


def brute_force(drawing: Drawing) -> Floats:
    """Ink by the distance of every pixel to every segment: slow and plain."""
    fitted = fit_to_box(drawing)

    def ink(shift: Floats, side: int) -> Floats:
        y, x = np.mgrid[0:side, 0:side] + 0.5
        nearest = np.full((side, side), np.inf)
        for stroke in fitted:
            path = stroke + shift
            for start, end in pairwise(path):
                step = end - start
                length = max(float(step @ step), 1e-300)
                along = ((x - start[0]) * step[0] + (y - start[1]) * step[1]) / length
                along = np.clip(along, 0, 1)
                off_x = x - start[0] - along * step[0]
                off_y = y - start[1] - along * step[1]
                nearest = np.minimum(nearest, np.hypot(off_x, off_y))
            for point in path[:1]:
                off = np.hypot(x - point[0], y - point[1])
                nearest = np.minimum(nearest, off)
        return np.clip(PEN / 2 + 0.5 - nearest, 0, 1)

    margin = 30
    first = ink(np.array([margin, margin]), SIDE + 2 * margin)
    shift = SIDE / 2 - (centre_of_mass(first) - margin)
    room = SIDE / 2 - PEN / 2 - np.abs(np.concatenate(fitted) - SIDE / 2).max(axis=0)
    return ink(np.clip(shift, -room, room), SIDE)


@given(drawings)
def test_frame_is_the_ink_by_distance_to_the_path(drawing: Drawing) -> None:
    np.testing.assert_allclose(render(drawing), brute_force(drawing), atol=1e-3)


@given(
    drawings,
    st.floats(0.05, 4),
    st.floats(-2000, 2000),
    st.floats(-2000, 2000),
)
def test_size_and_place_do_not_matter(
    drawing: Drawing, scale: float, right: float, down: float
) -> None:
    moved = [stroke * scale + (right, down) for stroke in drawing]
    np.testing.assert_allclose(render(moved), render(drawing), atol=TOLERANCE)


@given(drawings, st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_collinear_points_do_not_matter(drawing: Drawing, at: list[float]) -> None:
    shares = np.array(sorted(at))[:, None]
    fuller = []
    for stroke in drawing:
        parts = [stroke[:1]]
        for start, end in pairwise(stroke):
            parts += [start + shares * (end - start), end[None]]
        fuller.append(np.concatenate(parts))
    np.testing.assert_allclose(render(fuller), render(drawing), atol=TOLERANCE)


@given(drawings, st.integers(5001, 20_000))
def test_even_thousands_of_collinear_points_do_not_matter(
    drawing: Drawing, count: int
) -> None:
    shares = np.linspace(0, 1, count)[1:-1, None]
    first = drawing[0]
    added = first[:1] + shares * (first[-1:] - first[:1])
    fuller = [np.concatenate([first, added[::-1]]), *drawing[1:]]
    drawing = (np.concatenate([first, first[:1]]), *drawing[1:])
    np.testing.assert_allclose(render(fuller), render(drawing), atol=TOLERANCE)


def test_points_that_wait_at_the_end_do_not_matter() -> None:
    zigzag = np.array([[x, x % 2 * 10.0] for x in range(24)])
    waiting = np.concatenate([zigzag, np.repeat(zigzag[-1:], 6000, axis=0)])
    np.testing.assert_allclose(render([waiting]), render([zigzag]), atol=TOLERANCE)


def test_a_drawing_too_small_to_scale_is_a_dot() -> None:
    assert render([np.array([[0.0, 0.0], [1e-320, 0.0]])]).max() > 0.85


@given(drawings)
def test_values_are_ink_shares(drawing: Drawing) -> None:
    frame = render(drawing)
    assert frame.dtype == np.float32
    assert frame.shape == (SIDE, SIDE)
    assert frame.min() >= 0
    assert frame.max() <= 1


def test_a_digit_is_centred_by_mass() -> None:
    seven = [np.array([[0.0, 0.0], [6.0, 0.0], [2.0, 10.0]])]
    np.testing.assert_allclose(centre_of_mass(render(seven)), 14, atol=0.02)


def test_a_dot_far_from_a_line_stays_in_the_frame() -> None:
    frame = render([np.array([[0.0, 0.0], [10.0, 0.0]]), np.array([[5.0, 10.0]])])
    assert frame[-3:, 10:18].max() > 0.9


def test_no_strokes_are_all_paper() -> None:
    assert not render([]).any()


def test_one_point_is_a_dot_in_the_middle() -> None:
    frame = render([np.array([[7.0, -3.0]])])
    assert frame[13:15, 13:15].min() > 0.85
    assert frame.sum() == pytest.approx(np.pi * (PEN / 2) ** 2, rel=0.1)


def test_longer_side_of_the_ink_is_the_box() -> None:
    frame = render([np.array([[0.0, 0.0], [0.0, 10.0]])])
    rows = np.flatnonzero(frame.max(axis=1) > 0.5)
    assert rows[-1] - rows[0] + 1 == BOX


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_coordinates_that_are_no_numbers_are_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        render([np.array([[0.0, 0.0], [1.0, bad]])])


def test_a_scribble_is_thinned_but_keeps_its_shape() -> None:
    turns = np.linspace(0, 2 * np.pi * 5, 50_000)
    circle = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    np.testing.assert_allclose(render([circle]), render([circle[:10_001]]), atol=0.05)


def test_a_wild_scribble_is_the_same_ink_as_without_passes() -> None:
    rng = np.random.default_rng(7)
    scribble = rng.uniform(size=(400, 2))
    np.testing.assert_allclose(render([scribble]), brute_force((scribble,)), atol=1e-3)


@given(drawings)
def test_the_last_step_is_the_frame(drawing: Drawing) -> None:
    way = steps(drawing)
    np.testing.assert_array_equal(way.frame, render(drawing))
    for boxed, fitted in zip(way.boxed, fit_to_box(drawing), strict=True):
        np.testing.assert_array_equal(boxed, fitted)
    np.testing.assert_allclose(way.centre, centre_of_mass(way.inked), atol=1e-3)


@given(drawings)
def test_the_inked_step_lies_in_the_box_and_differs_by_its_place_alone(
    drawing: Drawing,
) -> None:
    way = steps(drawing)
    edge = round((SIDE - BOX) / 2) - 1
    assert not way.inked[:edge].any()
    assert not way.inked[-edge:].any()
    assert not way.inked[:, :edge].any()
    assert not way.inked[:, -edge:].any()
    # Antialiasing loses some ink at the ends of lines, elsewhere in every place.
    assert way.inked.sum() == pytest.approx(way.frame.sum(), rel=0.1, abs=2)


def test_a_shrunk_canvas_has_the_ink_at_its_place_in_its_size() -> None:
    line = np.array([[0.25, 0.75], [0.5, 0.75]])
    frame = shrink([line])
    assert frame.dtype == np.float32
    rows, columns = np.nonzero(frame > 0.5)
    assert (rows.min(), rows.max()) == (20, 21)
    assert (columns.min(), columns.max()) == (6, 14)
    np.testing.assert_allclose(centre_of_mass(frame), [0.375 * SIDE, 0.75 * SIDE])


def test_a_full_canvas_shrinks_to_what_the_box_would_make_of_it() -> None:
    """A drawing that fills 20 of 28 pixels, amid the canvas, needs no box."""
    around = np.linspace(0, 2 * np.pi, 60)[:, None]
    circle = 0.5 + (BOX - PEN) / 2 / SIDE * np.hstack([np.cos(around), np.sin(around)])
    np.testing.assert_allclose(shrink([circle]), steps([circle]).inked, atol=0.02)


@pytest.mark.parametrize("place", [0.0, 1.0, -3.0, 1e9])
def test_ink_outside_the_canvas_is_moved_to_its_edge(place: float) -> None:
    frame = shrink([np.array([[place, 0.5]])])
    column = 0 if place <= 0 else SIDE - 1
    assert frame[:, column].max() > 0.5
    assert not frame[:, 3:-3].any()


def test_an_empty_canvas_shrinks_to_paper() -> None:
    assert not shrink([]).any()


def test_a_scribble_shrinks_to_ink_everywhere() -> None:
    scribble = np.random.default_rng(3).uniform(size=(50_000, 2))
    assert shrink([scribble])[2:-2, 2:-2].min() == 1
