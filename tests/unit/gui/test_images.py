"""Pixels come through Qt unchanged."""

import io

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImage

from digitpad.gui.images import color_image_of, image_of_pixels, pixels_of, png_of

COLOURS = np.random.default_rng(0).integers(0, 256, (5, 7, 3), dtype=np.uint8)


def test_pixels_go_to_qt_and_back() -> None:
    np.testing.assert_array_equal(pixels_of(color_image_of(COLOURS)), COLOURS)


@pytest.mark.parametrize("width", range(1, 9))
def test_padding_of_lines_is_no_picture(width: int) -> None:
    grey = COLOURS[:, :1, 0].repeat(width, axis=1)
    expected = np.repeat(grey[:, :, None], 3, axis=2)
    np.testing.assert_array_equal(pixels_of(image_of_pixels(grey)), expected)


def test_opacity_is_kept() -> None:
    image = QImage(2, 1, QImage.Format.Format_ARGB32)
    image.setPixel(0, 0, 0x00000000)
    image.setPixel(1, 0, 0x800A141E)
    assert pixels_of(image).tolist() == [[[0, 0, 0, 0], [10, 20, 30, 128]]]


def test_a_png_holds_the_very_pixels() -> None:
    read = Image.open(io.BytesIO(png_of(color_image_of(COLOURS))), formats=["PNG"])
    np.testing.assert_array_equal(np.asarray(read.convert("RGB")), COLOURS)
