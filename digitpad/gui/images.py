"""Pixels between NumPy and Qt: the only place where they cross."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

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


def pixels_of(image: QImage) -> NDArray[np.uint8]:
    """Return a picture's pixels, uint8 (height, width, 3); (height, width, 4) if it
    can be transparent: red, green, blue, opacity.

    The picture must not be null.
    """
    formats = QImage.Format
    depth = 4 if image.hasAlphaChannel() else 3
    image = image.convertToFormat(
        formats.Format_RGBA8888 if depth == 4 else formats.Format_RGB888
    )
    width, height, line = image.width(), image.height(), image.bytesPerLine()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, line)
    # Lines are padded.
    return rows[:, : depth * width].reshape(height, width, depth).copy()


def png_of(image: QImage) -> bytes:
    """Return a picture as the bytes of a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(data.data())
