"""A picture is read in one way, wherever it comes from."""

import numpy as np
import pytest

from digitpad.core.canvas import Area
from digitpad.core.errors import DigitpadError
from digitpad.core.picture import frame_of_ink
from digitpad.core.picture_ink import find_ink
from digitpad.core.picture_reading import read_picture


def bar(shape: tuple[int, int] = (120, 200)) -> np.ndarray:
    """Return white paper with a dark bar from (40, 30) to (60, 90)."""
    pixels = np.full(shape, 250, np.uint8)
    pixels[30:90, 40:60] = 20
    return pixels


def test_the_ink_lies_where_it_is_in_the_picture() -> None:
    pixels = bar()
    read = read_picture(pixels)
    np.testing.assert_array_equal(read.picture, pixels)
    assert read.box == Area(40, 30, 60, 90)
    np.testing.assert_allclose(read.frame, frame_of_ink(find_ink(pixels)), atol=0.01)


def test_colours_are_shown_as_they_are() -> None:
    pixels = np.repeat(bar()[:, :, None], 3, axis=2)
    pixels[:, :, 2] //= 2
    read = read_picture(pixels)
    np.testing.assert_array_equal(read.picture, pixels)
    assert read.box == Area(40, 30, 60, 90)


def test_a_large_picture_is_shown_reduced_with_its_ink() -> None:
    read = read_picture(np.kron(bar(), np.ones((10, 10), np.uint8)))
    assert read.picture.shape == read.ink.shape == (400, 666)
    box = read.box
    assert box
    np.testing.assert_allclose(box, np.array([40, 30, 60, 90]) * 10 / 3, atol=1)


def test_without_ink_there_is_nothing_to_show() -> None:
    with pytest.raises(DigitpadError, match="no ink"):
        read_picture(np.full((50, 60, 3), 200, np.uint8))
