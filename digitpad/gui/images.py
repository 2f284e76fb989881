"""Pixels between NumPy and Qt: the only place where they cross."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from digitpad.core.strokes import Frame


def image_of(frame: Frame) -> QImage:
    """Return a frame as a grey picture of its own size, 0 black to 1 white."""
    return image_of_pixels(np.rint(frame * 255).astype(np.uint8))


def image_of_pixels(pixels: NDArray[np.uint8]) -> QImage:
    """Return grey values, uint8 (h, w), as a picture: 0 black to 255 white."""
    height, width = pixels.shape
    image = QImage(
        pixels.tobytes(), width, height, width, QImage.Format.Format_Grayscale8
    )
    return image.copy()  # the picture must own its pixels


def indexed_image(pixels: NDArray[np.uint8], colors: Sequence[int]) -> QImage:
    """Return a picture, uint8 (height, width), of up to 256 colours as Qt's qRgba."""
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape
    image = QImage(
        pixels.tobytes(), width, height, width, QImage.Format.Format_Indexed8
    )
    image.setColorTable(list(colors))
    return image.copy()  # the picture must own its pixels


def color_image_of(pixels: NDArray[np.uint8]) -> QImage:
    """Return a picture in colours, uint8 (height, width, 3): red, green, blue."""
    height, width, _ = pixels.shape
    image = QImage(
        np.ascontiguousarray(pixels).tobytes(),
        width,
        height,
        3 * width,
        QImage.Format.Format_RGB888,
    )
    return image.copy()  # the picture must own its pixels
