"""Frames and images as text, to be written into lines of JSON."""

import base64
import binascii

import numpy as np
from numpy.typing import NDArray

from digitpad.core.errors import DigitpadError
from digitpad.core.frame import SIDE
from digitpad.core.strokes import Frame


def encode_frame(frame: Frame) -> str:
    """Return a frame, float32 (28, 28), as base64 of its bytes."""
    return base64.b64encode(frame.astype("<f4").tobytes()).decode()


def decode_frame(text: str) -> Frame:
    """Return the frame, float32 (28, 28).

    Raises
    ------
    DigitpadError
        If the text is not a frame's.
    """
    values = np.frombuffer(_decode(text, 4 * SIDE * SIDE), "<f4")
    if values.size != SIDE * SIDE:
        raise DigitpadError("it is not one frame")
    return values.reshape(SIDE, SIDE)


def encode_images(images: NDArray[np.uint8]) -> str:
    """Return images, uint8 (n, 28, 28), as base64 of their bytes."""
    return base64.b64encode(images.tobytes()).decode()


def decode_images(text: str) -> NDArray[np.uint8]:
    """Return the images, uint8 (n, 28, 28).

    Raises
    ------
    DigitpadError
        If the text is not that of images.
    """
    return np.frombuffer(_decode(text, SIDE * SIDE), np.uint8).reshape(-1, SIDE, SIDE)


def _decode(text: str, size: int) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise DigitpadError("it is not base64") from error
    if len(data) % size or not data:
        raise DigitpadError("it is not whole images")
    return data
