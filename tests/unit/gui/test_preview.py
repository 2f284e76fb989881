"""The frame in crisp squares."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.images import image_of
from digitpad.gui.preview import Preview


@pytest.fixture
def frame() -> np.ndarray:
    return np.random.default_rng(3).random((28, 28), dtype=np.float32)


def test_pixels_cross_to_qt_unchanged(frame: np.ndarray) -> None:
    image = image_of(frame)
    for row, column in ((0, 0), (3, 27), (27, 5)):
        expected = round(float(frame[row, column]) * 255)
        assert image.pixelColor(column, row).red() == expected


def test_pictures_of_any_width_cross_too() -> None:
    image = image_of(np.eye(5, 3, dtype=np.float32))
    assert [image.pixelColor(x, 1).red() for x in range(3)] == [0, 255, 0]


@pytest.mark.parametrize("square", [2, 4, 6, 9])
def test_every_pixel_is_a_square_of_its_colour(
    qtbot: QtBot, frame: np.ndarray, square: int
) -> None:
    preview = Preview()
    qtbot.addWidget(preview)
    preview.resize(square * 28 + 2, square * 28 + 2)
    preview.set_frame(frame)
    image = preview.grab().toImage()
    assert image.devicePixelRatio() == 1
    for row in range(28):
        for column in range(28):
            expected = round(float(frame[row, column]) * 255)
            # The far corner of a square, where no grid line is painted.
            x, y = 1 + column * square + square - 1, 1 + row * square + square - 1
            assert image.pixelColor(x, y).red() == expected
