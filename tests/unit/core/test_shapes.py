"""Line widths are measured, and connected pixels get the same number."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from digitpad.core.shapes import label_parts, line_width, shrunk, spread

masks = arrays(
    np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=9), elements=st.booleans()
)


def flooded(mask: NDArray[np.bool_], start: tuple[int, int]) -> NDArray[np.bool_]:
    """Return the part of a mask that hangs together with a pixel of it."""
    part = np.zeros_like(mask)
    waiting = [start]
    while waiting:
        row, column = waiting.pop()
        inside = 0 <= row < mask.shape[0] and 0 <= column < mask.shape[1]
        if inside and mask[row, column] and not part[row, column]:
            part[row, column] = True
            waiting += [
                (row + down, column + right)
                for down in (-1, 0, 1)
                for right in (-1, 0, 1)
            ]
    return part


@given(masks)
def test_a_part_is_what_a_flood_from_any_of_its_pixels_reaches(
    mask: NDArray[np.bool_],
) -> None:
    parts = label_parts(mask)
    np.testing.assert_array_equal(parts > 0, mask)
    for row, column in np.argwhere(mask).tolist():
        np.testing.assert_array_equal(
            parts == parts[row, column], flooded(mask, (row, column))
        )


@pytest.mark.parametrize("width", [1, 3, 8])
def test_the_width_of_a_line_is_measured(width: int) -> None:
    ink = np.zeros((300, 40), dtype=np.float32)
    ink[10:290, 15 : 15 + width] = 1
    assert line_width(ink) == pytest.approx(width, rel=0.05)
    assert line_width(ink * np.float32(0.5)) == pytest.approx(width, rel=0.05)
    assert line_width(ink > 0) == pytest.approx(width, rel=0.05)


@pytest.mark.parametrize("slope", [0.3, 0.7, 1.0])
def test_the_width_of_a_slanted_line_is_measured_nearly(slope: float) -> None:
    row, column = np.mgrid[-40:260, :200].astype(np.float32)
    away = np.abs(row - slope * column) / np.hypot(1, slope)
    ink = np.clip(4.5 - away, 0, 1).astype(np.float32)
    assert line_width(ink) == pytest.approx(7.2, rel=0.15)


def test_ink_spreads_and_shrinks_by_squares() -> None:
    ink = np.zeros((9, 12), dtype=np.float32)
    ink[4, 5] = 0.5
    wide = spread(ink, 2)
    assert wide.sum() == 25 * 0.5
    assert (wide[2:7, 3:8] == 0.5).all()
    np.testing.assert_array_equal(shrunk(wide, 2), ink)
    assert not shrunk(wide, 3).any()


def test_what_lies_beyond_the_edges_does_not_count() -> None:
    ink = np.zeros((9, 12), dtype=np.float32)
    ink[:4] = 1
    np.testing.assert_array_equal(spread(ink, 2)[:, 0], [1] * 6 + [0] * 3)
    np.testing.assert_array_equal(shrunk(ink, 2)[:, 0], [1] * 2 + [0] * 7)
