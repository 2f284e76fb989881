"""What is drawn in the tests of views."""

import numpy as np

from digitpad.core.strokes import Drawing
from digitpad.core.templates import HEIGHT, templates


def drawn(digit: int) -> Drawing:
    """Return a digit in canvas units."""
    template = next(t for t in templates() if t.digit == digit)
    return tuple(0.2 + stroke * (0.6 / HEIGHT) for stroke in template.drawn(3))


DOT: Drawing = (np.array([[0.5, 0.5]]),)
SCRIBBLE: Drawing = (np.random.default_rng(1).uniform(size=(50_000, 2)),)
