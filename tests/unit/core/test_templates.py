"""The stroke templates are what they say, and lines go through their points."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.core.templates import HEIGHT, Template, templates, weights

ALL = templates()
DIGITS = [template for template in ALL if template.digit is not None]


def test_every_digit_has_several_ways() -> None:
    for digit in range(10):
        ways = [template.style for template in DIGITS if template.digit == digit]
        assert len(ways) >= 5
        assert len(set(ways)) == len(ways)


@pytest.mark.parametrize("template", ALL, ids=lambda t: f"{t.digit} {t.style}")
def test_a_template_is_as_high_or_as_wide_as_it_must_be(template: Template) -> None:
    size = np.ptp(np.concatenate(template.strokes), axis=0)
    if template.digit is None:
        assert 0.7 * HEIGHT < size.max() < 1.15 * HEIGHT
    else:
        assert size[1] == pytest.approx(HEIGHT, abs=15)
    assert all(stroke.shape[1] == 2 for stroke in template.strokes)
    # A point given three times in a row would be a corner without a line.
    for stroke in template.strokes:
        twice = (stroke[1:] == stroke[:-1]).all(axis=1)
        assert not (twice[1:] & twice[:-1]).any()


def test_a_line_goes_through_its_points_in_order() -> None:
    points = np.array([[0.0, 0], [30, 10], [40, 60], [0, 90]])
    line = weights(points, 1.0) @ points
    at = [int(np.hypot(*(line - point).T).argmin()) for point in points]
    assert at == sorted(at)
    assert (at[0], at[-1]) == (0, len(line) - 1)
    np.testing.assert_allclose(line[at], points, atol=1e-9)
    assert np.hypot(*np.diff(line, axis=0).T).max() < 2


def test_a_point_given_twice_is_a_corner() -> None:
    sharp = np.array([[0.0, 0], [50, 0], [50, 0], [50, 50]])
    line = weights(sharp, 1.0) @ sharp
    assert (np.isclose(line[:, 1], 0) | np.isclose(line[:, 0], 50)).all()
    round_ = sharp[[0, 1, 3]]
    bent = weights(round_, 1.0) @ round_
    assert not (np.isclose(bent[:, 1], 0) | np.isclose(bent[:, 0], 50)).all()


def test_one_point_is_a_dot() -> None:
    dot = np.array([[3.0, 4.0]])
    np.testing.assert_array_equal(weights(dot, 1.0) @ dot, dot)


@given(
    st.lists(
        st.tuples(st.integers(0, 100), st.integers(0, 100)),
        min_size=1,
        max_size=8,
        unique=True,
    ),
    st.floats(-100, 100),
    st.floats(-100, 100),
)
def test_a_moved_template_makes_the_moved_line(
    places: list[tuple[int, int]], right: float, down: float
) -> None:
    points = np.array(places, dtype=np.float64)
    matrix = weights(points, 5.0)
    np.testing.assert_allclose(matrix.sum(axis=1), 1, atol=1e-9)
    shift = np.array([right, down])
    moved = matrix @ (points + shift)
    np.testing.assert_allclose(moved, matrix @ points + shift, atol=1e-6)
