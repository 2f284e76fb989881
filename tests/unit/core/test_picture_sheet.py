"""A sheet that lies on a desk is told from a thick digit, and read alone."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from digitpad.core.picture import frame_of_ink
from digitpad.core.picture_ink import find_ink
from digitpad.core.picture_sheet import find_sheet, is_on_sheet, only_sheet
from digitpad.core.strokes import Ink
from tests.unit.core.test_picture import DIGITS, NOISE, difference, grey, painted

ASKEW = ((40, 25), (290, 15), (305, 220), (25, 228))


def polygon(
    corners: tuple[tuple[int, int], ...], size: tuple[int, int] = (320, 240)
) -> Ink:
    image = Image.new("L", size)
    ImageDraw.Draw(image).polygon(corners, fill=1)
    return np.asarray(image, dtype=np.float32)


def on_desk(desk: float, paper: float, ink: Ink) -> np.ndarray:
    sheet = polygon(ASKEW)
    light = np.linspace(1, 0.8, 320)[None, :]
    picture = np.where(sheet > 0, paper - 0.8 * (paper - desk) * ink, desk)
    return grey(picture * light + 3 * NOISE)


@pytest.mark.parametrize(("desk", "paper"), [(60, 235), (110, 240), (225, 60)])
@pytest.mark.parametrize("digit", DIGITS)
def test_the_digit_on_a_sheet_is_found(desk: float, paper: float, digit: int) -> None:
    ink = painted(DIGITS[digit], size=110, corner=(100, 65))
    found = find_ink(on_desk(desk, paper, ink))
    assert difference(frame_of_ink(found), frame_of_ink(ink)) < 0.03
    inked = np.argwhere(found > 0.25)
    expected = np.argwhere(ink > 0.25)
    assert np.abs(inked.min(axis=0) - expected.min(axis=0)).max() <= 3
    assert np.abs(inked.max(axis=0) - expected.max(axis=0)).max() <= 3


def test_the_sheet_is_where_it_lies() -> None:
    sheet = polygon(ASKEW)
    found = find_sheet(0.2 + 0.7 * sheet, 0.5)
    assert found is not None
    assert not found[sheet == 0].any()
    assert found.sum() > 0.9 * sheet.sum()


def test_beyond_a_sheet_it_goes_on() -> None:
    sheet = polygon(ASKEW)
    picture = 0.2 + 0.7 * sheet
    found = find_sheet(picture, 0.5)
    assert found is not None
    spread = only_sheet(picture, found)
    np.testing.assert_array_equal(spread, np.float32(0.2) + np.float32(0.7))
    colours = np.repeat(picture[:, :, None], 3, axis=2)
    assert only_sheet(colours, found).shape == colours.shape


@pytest.mark.parametrize(
    "corners",
    [
        ((0, 0), (320, 0), (320, 120), (0, 120)),  # a shadow's edge
        ((150, 20), (180, 20), (180, 220), (150, 220)),  # a thick 1
        ((60, 10), (150, 130), (250, 10), (200, 230), (100, 230)),  # no square thing
    ],
)
def test_other_shapes_are_no_sheet(corners: tuple[tuple[int, int], ...]) -> None:
    assert find_sheet(polygon(corners), 0.5) is None
    assert find_sheet(1 - polygon(corners), 0.5) is None


def test_a_small_bitmap_has_none() -> None:
    small = polygon(((8, 8), (56, 8), (56, 40), (8, 40)), (64, 48))
    assert find_sheet(small, 0.5) is None


def thick(holes: tuple[tuple[int, int, int, int], ...]) -> Ink:
    """Return a thick round digit with holes; it covers nearly half of the picture."""
    image = Image.new("L", (320, 400))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((52, 52, 268, 348), 60, fill=255)
    for left, top, right, bottom in holes:
        draw.ellipse((left + 40, top + 40, right + 40, bottom + 40), fill=0)
    return np.asarray(image, dtype=np.float32) / np.float32(255)


@pytest.mark.parametrize(
    "holes",
    [
        ((80, 80, 160, 240),),
        ((85, 60, 155, 130), (85, 185, 155, 255)),
        ((85, 60, 155, 130),),
    ],
    ids=["0", "8", "9"],
)
@pytest.mark.parametrize("inverted", [False, True])
def test_a_thick_digit_is_no_sheet(
    holes: tuple[tuple[int, int, int, int], ...], inverted: bool
) -> None:
    ink = thick(holes)
    found = find_ink(grey(235 - 200 * ink if inverted else 20 + 200 * ink))
    assert np.abs(found - ink).mean() < 0.02


def test_ink_that_reaches_the_sheet_s_edge_is_a_mistake() -> None:
    sheet = polygon(ASKEW) > 0
    line = np.zeros(sheet.shape, dtype=np.float32)
    line[100:220, 150:160] = 1
    assert is_on_sheet(line, sheet)
    line[100:240, 150:160] = 1
    assert not is_on_sheet(line, sheet)
    assert not is_on_sheet(np.zeros_like(line), sheet)
