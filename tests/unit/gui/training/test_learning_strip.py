"""The images that are being learned, crisp and in the theme's ink."""

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from digitpad.gui.theme import DARK, LIGHT, Theme
from digitpad.gui.training.learning_strip import LearningStrip


@pytest.fixture
def strip(qtbot: QtBot) -> LearningStrip:
    strip = LearningStrip()
    qtbot.addWidget(strip)
    strip.resize(700, strip.sizeHint().height())
    return strip


def ink_columns(image: QImage, theme: Theme) -> int:
    """Return how many columns under the caption hold ink."""
    rows = range(30, image.height())
    return sum(
        any(image.pixelColor(x, y) == theme.ink for y in rows)
        for x in range(image.width())
    )


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_black_pixels_become_squares_of_ink(strip: LearningStrip, theme: Theme) -> None:
    images = np.zeros((3, 28, 28), dtype=np.uint8)
    images[:, 10, 10] = 255
    strip.set_theme(theme)
    strip.set_images(images)
    assert ink_columns(strip.grab().toImage(), theme) == 3 * 2


def test_as_many_as_fit_are_shown(strip: LearningStrip) -> None:
    images = np.zeros((12, 28, 28), dtype=np.uint8)
    images[:, 10, 10] = 255
    strip.set_images(images)
    strip.resize(300, strip.height())
    assert ink_columns(strip.grab().toImage(), LIGHT) == 4 * 2


def test_none_takes_them_away(strip: LearningStrip) -> None:
    strip.set_images(np.full((12, 28, 28), 255, dtype=np.uint8))
    strip.set_images(None)
    assert ink_columns(strip.grab().toImage(), LIGHT) == 0


def test_read_only_images_of_a_record_are_taken(strip: LearningStrip) -> None:
    strip.set_images(
        np.frombuffer(bytes(range(256)) * 49, np.uint8).reshape(-1, 28, 28)
    )
    assert not strip.grab().isNull()
