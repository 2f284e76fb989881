"""Drawings for the pointer, and where on the canvas they go."""

import random

import numpy as np

from digitpad.core.strokes import Drawing
from tests.e2e.pointer import Pixel, Pointer
from tests.e2e.window import Shown, WindowProcess

SMALLEST, LARGEST = 0.15, 0.9
"""The longer side of a drawing on the canvas, in sides of the canvas."""

_DIGITS = {
    "0": "50,0 30,4 14,18 6,40 6,62 14,84 30,97 50,100 68,95 82,80 88,58 86,36 76,16 "
    "62,4 50,0",
    "1": "50,0 50,15 50,30 49,45 50,60 50,80 50,100",
    "1 slanting": "62,0 58,20 54,40 50,60 45,80 41,100",
    "2": "14,22 22,8 38,0 56,2 70,12 74,28 68,44 54,60 36,76 20,90 10,100 30,99 55,98 "
    "84,98",
    "3": "14,12 28,2 46,0 62,6 68,20 62,34 48,44 34,47 50,48 66,56 74,70 68,86 52,97 "
    "34,100 18,95 8,86",
    "4": "30,0 24,20 17,40 12,56 35,57 60,56 88,55 | 66,10 65,35 65,60 64,80 64,100",
    "5": "24,2 22,18 19,36 16,46 32,40 50,40 66,48 74,64 70,82 56,96 36,100 18,95 "
    "8,86 | 24,2 45,2 72,1",
    "6": "64,0 46,12 30,30 18,52 14,72 20,90 38,100 58,96 68,82 64,66 50,58 34,60 "
    "20,72",
    "7": "8,4 30,4 55,3 80,3 70,22 58,44 46,66 38,84 32,100",
    "8": "66,12 52,1 34,2 24,14 28,30 46,44 62,58 70,76 60,94 42,100 24,92 18,76 "
    "30,58 48,44 64,28 66,12",
    "9": "70,22 60,6 42,0 26,8 20,26 28,42 44,48 60,42 69,26 70,22 70,44 68,66 64,84 "
    "60,100",
    "9 straight": "72,8 58,1 40,4 30,18 32,36 46,46 62,42 71,28 72,8 72,30 71,55 "
    "71,80 70,100",
}


def _strokes(text: str) -> Drawing:
    return tuple(
        np.array([point.split(",") for point in stroke.split()], dtype=np.float64)
        for stroke in text.split("|")
    )


DIGITS = {name: _strokes(text) for name, text in _DIGITS.items()}
"""Digits of our own by name, of which the first letter is the digit."""


def place(drawing: Drawing, rng: random.Random) -> Drawing:
    """Put a drawing at a random size and place on the canvas, in canvas units."""
    points = np.concatenate(drawing)
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    size = rng.uniform(SMALLEST, LARGEST)
    scale = size / max(float(extent.max()), 1e-9)
    # Half a pixel of margin: a point rounded to outside would end its stroke.
    room = 0.996 - extent * scale
    corner = 0.002 + room * [rng.random(), rng.random()]
    return tuple((stroke - low) * scale + corner for stroke in drawing)


def pixels(drawing: Drawing, shown: Shown) -> list[list[Pixel]]:
    """Return where on the screen the points of a placed drawing are."""
    return [[shown.pixel(x, y) for x, y in stroke.tolist()] for stroke in drawing]


def draw(window: WindowProcess, pointer: Pointer, drawing: Drawing) -> Shown:
    """Draw a placed drawing with the pointer; return what the window then shows."""
    before = window.state()
    for stroke in pixels(drawing, before):
        pointer.draw(stroke)
    return window.wait_for_gestures(before.gestures + len(drawing))
