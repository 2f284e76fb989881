"""Pictures of the steps, pixel by pixel."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from digitpad.core.frame import BOX, SIDE, centre_of_mass
from digitpad.gui.theme import DARK, LIGHT, Theme
from digitpad.gui.way.pictures import PixelsPicture, StrokesPicture

SQUARE = 10
PIXELS = SIDE * SQUARE + 2


def grab(qtbot: QtBot, picture: StrokesPicture | PixelsPicture) -> QImage:
    qtbot.addWidget(picture)
    picture.resize(PIXELS, PIXELS)
    return picture.grab().toImage()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_strokes_are_painted_where_they_are(qtbot: QtBot, theme: Theme) -> None:
    picture = StrokesPicture("As drawn", 1, 0.1)
    picture.set_theme(theme)
    picture.set_strokes((np.array([[0.2, 0.5], [0.8, 0.5]]), np.array([[0.5, 0.9]])))
    image = grab(qtbot, picture)

    def at(x: float, y: float) -> QColor:
        side = SIDE * SQUARE
        return image.pixelColor(1 + round(x * side), 1 + round(y * side))

    assert at(0.5, 0.5) == at(0.21, 0.5) == at(0.79, 0.5) == theme.ink
    assert at(0.5, 0.9) == theme.ink  # a dot
    assert at(0.5, 0.4) == at(0.1, 0.5) == at(0.9, 0.5) == theme.surface


def test_the_box_is_where_the_ink_must_fit(qtbot: QtBot) -> None:
    picture = StrokesPicture("In the box", SIDE, 1, BOX)
    picture.set_strokes((np.array([[14.0, 14.0]]),))
    image = grab(qtbot, picture)
    edge = round(1 + (SIDE - BOX) / 2 * SQUARE)
    row = [image.pixelColor(x, PIXELS // 4) for x in range(1, PIXELS - 1)]
    column = [image.pixelColor(edge, y) for y in range(PIXELS)]
    blue = [x for x, color in enumerate(row, 1) if color == LIGHT.accent]
    far = PIXELS - 1 - edge
    assert {x for x in blue if x < PIXELS / 2} <= {edge - 1, edge}
    assert {x for x in blue if x > PIXELS / 2} <= {far - 1, far, far + 1}
    assert column.count(LIGHT.accent) > BOX * SQUARE / 2  # dashes
    assert all(color != LIGHT.accent for color in column[: edge - 2])


def test_pixels_are_squares_of_their_grey(qtbot: QtBot) -> None:
    frame = np.random.default_rng(3).random((SIDE, SIDE), dtype=np.float32)
    picture = PixelsPicture("Drawn anew", cross=False)
    picture.set_frame(frame)
    image = grab(qtbot, picture)
    for row in range(SIDE):
        for column in range(SIDE):
            for off in (0, SQUARE - 1):
                x, y = 1 + column * SQUARE + off, 1 + row * SQUARE + off
                expected = round(float(frame[row, column]) * 255)
                assert image.pixelColor(x, y).red() == expected


def test_the_cross_goes_through_the_centre_of_mass(qtbot: QtBot) -> None:
    frame = np.zeros((SIDE, SIDE), np.float32)
    frame[4:6, 20:22] = 1
    picture = PixelsPicture("Drawn anew", cross=True)
    picture.set_frame(frame)
    assert picture.centre is not None
    np.testing.assert_array_equal(picture.centre, centre_of_mass(frame))
    image = grab(qtbot, picture)
    orange = DARK.unsure
    down = [x for x in range(PIXELS) if image.pixelColor(x, PIXELS - 20) == orange]
    across = [y for y in range(PIXELS) if image.pixelColor(20, y) == orange]
    assert np.mean(down) == pytest.approx(1 + 21 * SQUARE, abs=1)
    assert np.mean(across) == pytest.approx(1 + 5 * SQUARE, abs=1)


def test_a_ring_is_in_the_middle_of_the_frame(qtbot: QtBot) -> None:
    frame = np.zeros((SIDE, SIDE), np.float32)
    frame[0, 0] = 1
    picture = PixelsPicture("Drawn anew", cross=True)
    picture.set_frame(frame)
    image = grab(qtbot, picture)
    y = PIXELS // 2
    blue = [x for x in range(PIXELS) if image.pixelColor(x, y) == DARK.accent]
    assert np.mean(blue) == pytest.approx(PIXELS / 2, abs=1)
    assert np.ptp(blue) == pytest.approx(3.2 * SQUARE, abs=4)


def test_an_empty_frame_has_no_cross() -> None:
    picture = PixelsPicture("Drawn anew", cross=True)
    picture.set_frame(np.zeros((SIDE, SIDE), np.float32))
    assert picture.centre is None
