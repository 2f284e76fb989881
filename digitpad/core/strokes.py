"""The forms a drawing takes: strokes, and the frame made from them."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
"""A stroke: shape (n, 2), n >= 1, finite; x to the right and y downward."""

Frame = NDArray[np.float32]
"""What a network reads: shape (28, 28), rows downward, 0 paper to 1 ink."""

Drawing = tuple[FloatArray, ...]
"""The strokes of one drawing, in the order they were drawn, in any unit."""
