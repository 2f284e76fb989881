"""Pixels between NumPy and Qt: the only place where they cross."""

import numpy as np
from PySide6.QtGui import QImage

from digitpad.core.strokes import Frame


def image_of(frame: Frame) -> QImage:
    """Return a frame as a grey picture of its own size, 0 black to 1 white."""
    pixels = np.ascontiguousarray(np.rint(frame * 255), dtype=np.uint8)
    height, width = pixels.shape
    image = QImage(
        pixels.tobytes(), width, height, width, QImage.Format.Format_Grayscale8
    )
    return image.copy()  # the picture must own its pixels
