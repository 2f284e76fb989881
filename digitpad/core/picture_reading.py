"""A picture to what the canvas shows of it: the one way for windows and commands."""

import numpy as np
from numpy.typing import NDArray

from digitpad.core.canvas import PictureInk
from digitpad.core.picture import frame_of_ink
from digitpad.core.picture_ink import find_ink, reduced


def read_picture(pixels: NDArray[np.uint8]) -> PictureInk:
    """Find the ink in a picture, and make the frame of it.

    Parameters
    ----------
    pixels
        uint8, shape (h, w) grey or (h, w, 3) red, green, blue; rows downward.

    Returns
    -------
    The picture, its longer side at most 800 pixels, with its ink and frame.

    Raises
    ------
    DigitpadError
        If there is no ink.
    """
    small = reduced(pixels)
    ink = np.rint(find_ink(small) * 255).astype(np.uint8)
    return PictureInk(small, ink, frame_of_ink(ink))
