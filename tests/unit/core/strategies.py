"""Drawings for property tests."""

import numpy as np
from hypothesis import strategies as st

from digitpad.core.strokes import Drawing, Floats

coordinates = st.floats(0, 100, allow_nan=False, width=32)
points = st.tuples(coordinates, coordinates)


def _stroke(points: list[tuple[float, float]]) -> Floats:
    return np.array(points, dtype=np.float64)


strokes = st.lists(points, min_size=1, max_size=30).map(_stroke)


def _is_large(drawing: Drawing) -> bool:
    # Below this a drawing is a dot with rounding errors: 1e-9 of it is its shape.
    return float(np.ptp(np.concatenate(drawing), axis=0).max()) > 1e-3


drawings = st.lists(strokes, min_size=1, max_size=4).map(tuple).filter(_is_large)
