"""Places are named only where most of the weights are."""

import numpy as np
import pytest

from digitpad.gui.why.places import place_of

ROWS = {"top": 6, "middle": 14, "bottom": 22}
COLUMNS = {"left": 6, "middle": 14, "right": 22}


def square() -> np.ndarray:
    frame = np.zeros((28, 28), np.float32)
    frame[5:23, 5:23] = 1
    return frame


def at(*places: tuple[int, int]) -> np.ndarray:
    weights = np.zeros((28, 28), np.float32)
    for place in places:
        weights[place] = 1
    return weights


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [
        (6, 6, "at the top left"),
        (6, 14, "at the top"),
        (6, 22, "at the top right"),
        (14, 6, "at the left"),
        (14, 14, "in the middle"),
        (14, 22, "at the right"),
        (22, 6, "at the bottom left"),
        (22, 14, "at the bottom"),
        (22, 22, "at the bottom right"),
    ],
)
def test_a_spot_has_the_name_of_its_ninth(row: int, column: int, name: str) -> None:
    assert place_of(at((row, column)), square()) == name


@pytest.mark.parametrize(
    ("spots", "name"),
    [
        ([(6, 6), (6, 22)], "at the top"),
        ([(6, 6), (22, 6)], "at the left"),
        ([(6, 6), (11, 22)], "in the upper half"),
        ([(16, 6), (22, 22)], "in the lower half"),
        ([(6, 6), (22, 11)], "in the left half"),
        ([(6, 16), (22, 22)], "in the right half"),
    ],
)
def test_what_is_larger_has_the_name_of_a_third_or_a_half(
    spots: list[tuple[int, int]], name: str
) -> None:
    assert place_of(at(*spots), square()) == name


def test_what_is_everywhere_has_no_name() -> None:
    assert place_of(square(), square()) == ""


def test_a_stroke_down_has_neither_left_nor_right() -> None:
    frame = np.zeros((28, 28), np.float32)
    frame[4:24, 13:16] = 1
    assert place_of(at((5, 13)), frame) == "at the top"


def test_a_dot_has_no_parts() -> None:
    frame = np.zeros((28, 28), np.float32)
    frame[13:15, 13:15] = 1
    assert place_of(at((13, 13)), frame) == ""
