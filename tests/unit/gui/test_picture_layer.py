"""A picture is seen with the ink that was found in it."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from digitpad.core.canvas import PictureInk
from digitpad.gui.images import pixels_of
from digitpad.gui.picture_layer import PictureLayer
from digitpad.gui.theme import DARK, LIGHT, Theme

FRAME = np.zeros((28, 28), np.float32)


def painted(
    content: PictureInk, theme: Theme, side: int = 400, *, hint: bool = False
) -> QImage:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    with QPainter(image) as painter:
        PictureLayer(content, side, 1, theme, hint=hint).paint(painter, side)
    return image


def wide_picture() -> PictureInk:
    """Return grey paper twice as wide as high; its middle fifth is ink."""
    ink = np.zeros((100, 200), np.uint8)
    ink[40:60, 80:120] = 255
    return PictureInk(np.full((100, 200), 160, np.uint8), ink, FRAME)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_ink_has_the_accent_s_colour_and_the_rest_is_dimmed(
    qtbot: QtBot, theme: Theme
) -> None:
    image = painted(wide_picture(), theme)
    assert image.pixelColor(200, 200) == theme.accent
    paper = image.pixelColor(60, 200)
    assert abs(paper.lightness() - theme.surface.lightness()) < abs(
        160 - theme.surface.lightness()
    )
    assert paper != theme.surface
    # Above and below it is the canvas.
    assert image.pixelColor(200, 50) == QColor(Qt.GlobalColor.magenta)
    assert image.pixelColor(200, 350) == QColor(Qt.GlobalColor.magenta)


def test_a_box_is_around_the_ink(qtbot: QtBot) -> None:
    accent = (0x24, 0x56, 0xD6)
    pixels = pixels_of(painted(wide_picture(), LIGHT)).astype(int)
    marked = np.abs(pixels - np.array(accent)).sum(axis=2) < 30
    columns = np.flatnonzero(marked[200])
    # The ink is from 160 to 240; the box keeps a little away from it.
    assert 150 < columns[0] < 158
    assert 242 < columns[-1] < 250
    assert not marked[200, columns[0] + 3 : 159].any()


def test_a_bitmap_s_pixels_stay_squares(qtbot: QtBot) -> None:
    pixels = np.zeros((28, 28), np.uint8)
    pixels[::2, ::2] = 255
    image = painted(PictureInk.of_frame(pixels), LIGHT, 28 * 20)
    shades = {image.pixelColor(x, 290).name() for x in range(100, 400)}
    assert len(shades) == 2


@pytest.mark.parametrize("side", [60, 150, 560])
def test_the_hint_is_shown_where_there_is_room(qtbot: QtBot, side: int) -> None:
    plain = pixels_of(painted(wide_picture(), LIGHT, side))
    hinted = pixels_of(painted(wide_picture(), LIGHT, side, hint=True))
    changed = np.argwhere((plain != hinted).any(axis=2))
    if side == 60:
        assert len(changed) == 0
    else:
        assert changed[:, 0].min() > side * 0.75


def test_a_picture_of_a_single_pixel_is_painted(qtbot: QtBot) -> None:
    ink = np.full((1, 1), 9, np.uint8)
    assert painted(PictureInk(ink, ink, FRAME), LIGHT).pixelColor(200, 200).isValid()
