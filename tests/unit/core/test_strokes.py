"""A drawing that is kept does not change any more."""

import numpy as np

from digitpad.core.growing import GrowingStroke
from digitpad.core.strokes import lasting


def test_a_kept_drawing_does_not_share_the_growing_stroke() -> None:
    growing = GrowingStroke((0.1, 0.2))
    done = np.zeros((3, 2))
    kept = lasting((done, growing.points))
    growing.points[0] = (0.9, 0.9)
    np.testing.assert_array_equal(kept[1], [[0.1, 0.2]])
    assert kept[0] is done


def test_an_empty_drawing_stays_empty() -> None:
    assert lasting(()) == ()
