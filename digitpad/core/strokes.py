"""The forms a drawing takes: strokes, and the frame made from them."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""Numbers of any shape."""

Stroke = NDArray[np.float64]
"""Shape (n, 2), n >= 1, finite; x to the right and y downward."""

Drawing = tuple[Stroke, ...]
"""The strokes of one drawing, in the order they were drawn, in any unit."""

Ink = NDArray[np.float32]
"""A picture of ink of any size: rows downward, 0 paper to 1 ink."""

Frame = NDArray[np.float32]
"""What a network reads: shape (28, 28), rows downward, 0 paper to 1 ink."""

Frames = NDArray[np.float32]
"""Frames one after the other, shape (n, 28, 28)."""


def lasting(drawing: Drawing) -> Drawing:
    """Return a drawing that may be kept: its last stroke may be one that still grows,
    which is valid until its next point only.
    """
    return (*drawing[:-1], drawing[-1].copy()) if drawing else drawing
