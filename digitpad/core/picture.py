"""A picture of a digit to the 28x28 frame that the network reads."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.frame import BOX, SIDE, centre_of_mass
from digitpad.core.shapes import line_width
from digitpad.core.strokes import Frame, Ink

_EDGE: Final = 0.25
"""Ink reaches as far as the pixels of this strength."""

_FINE: Final = 4
"""Fine pixels in a pixel of the frame. In fine pixels the lines' width is changed;
3 and 6 read no better."""
_FINE_SIDE: Final = _FINE * (int(BOX) + 16)
"""The box and room around it for growing lines."""

# Three quarters of the MNIST digits have lines of a mean width between these two, in
# pixels of the frame; those of a picture are brought to the nearer one. The bundled
# network, trained with pens of many widths, hardly needs it: 100 instead of 99.9 %
# of digits in 1-pixel lines, 100 instead of 99 % of ones in lines of a fifth of their
# height. It keeps frames like those that any network was trained on.
_THINNEST: Final = 1.8
_THICKEST: Final = 3.0
_MOST_THINNED: Final = 1.0
"""Pixels of the frame taken off a line at each side at most: thin parts of a digit
with heavy ones must not break."""


@dataclass(frozen=True, slots=True)
class InkSteps:
    """What becomes of the ink in a picture on its way into the frame.

    Attributes
    ----------
    boxed
        The ink scaled so that it fills the box, float32 (112, 112): the frame in four
        times as many pixels, and the middle of the box is its middle.
    inked
        The same with lines about as wide as a pen's, float32 (28, 28).
    frame
        Where its centre of mass lies in the middle: what `frame_of_ink` returns.
    """

    boxed: Ink
    inked: Frame
    frame: Frame


def frame_of_ink(ink: Ink | NDArray[np.uint8]) -> Frame:
    """Make an MNIST-like frame of the ink in a picture.

    The ink's bounding box is scaled so that its longer side is 20 pixels, lines
    much thinner or thicker than in MNIST are brought near to its widths, and the
    ink's centre of mass is moved to the middle of the frame, without rounding to
    whole pixels. Size and place of the digit in the picture have no influence.

    Parameters
    ----------
    ink
        Shape (h, w), rows downward: float32, 0 paper to 1 ink, or uint8, 0 paper to
        255 ink. Any size above 0; the strongest ink counts as full.

    Returns
    -------
    float32, shape (28, 28), rows downward, 0 paper to 1 ink. All paper if there is
    no ink.

    Notes
    -----
    The normalisation is that of MNIST (http://yann.lecun.com/exdb/mnist/): fit
    into a 20x20 box, keep the aspect, centre by mass in 28x28.
    """
    if ink.max() <= 0:
        return np.zeros((SIDE, SIDE), dtype=np.float32)
    return ink_steps(ink).frame


def ink_steps(ink: Ink | NDArray[np.uint8]) -> InkSteps:
    """Return each step of `frame_of_ink`; there must be some ink."""
    boxed = _in_fine_pixels(ink.astype(np.float32) / float(ink.max()))
    fine = _with_pen_width(boxed)
    low, high = _extent(fine)
    step = float((high - low).max()) / BOX
    margin = (_FINE_SIDE - _FINE * SIDE) // 2
    return InkSteps(
        boxed[margin:-margin, margin:-margin],
        _sampled(fine, (low + high) / 2, step),
        _sampled(fine, centre_of_mass(fine), step),
    )


def shrink_ink(ink: Ink | NDArray[np.uint8]) -> Frame:
    """Return the picture's ink where it is, the picture as a whole becoming the frame.

    What `frame_of_ink` would be without its box and its centring.

    Parameters
    ----------
    ink
        As for `frame_of_ink`.
    """
    strongest = max(float(ink.max()), 1e-6)
    side = max(ink.shape)
    edges = side / SIDE * np.arange(SIDE + 1)
    rows, columns = (
        _area_weights(edges - (side - size) / 2, size) for size in ink.shape
    )
    frame = rows @ (ink.astype(np.float32) / np.float32(strongest)) @ columns.T
    return np.asarray(np.clip(frame, 0, 1), dtype=np.float32)


def _sampled(fine: Ink, middle: NDArray[np.float64], step: float) -> Frame:
    """Return the frame whose middle is (x, y) in fine pixels, `step` in one of its."""
    x, y = middle - step * SIDE / 2
    rows = _area_weights(y + step * np.arange(SIDE + 1), _FINE_SIDE)
    columns = _area_weights(x + step * np.arange(SIDE + 1), _FINE_SIDE)
    frame = rows @ fine @ columns.T
    return np.asarray(frame / frame.max(), dtype=np.float32)


def _in_fine_pixels(ink: Ink) -> Ink:
    """Resample so that the ink's box fills 80 of 144 x 144 fine pixels."""
    low, high = _extent(ink)
    step = float((high - low).max()) / (BOX * _FINE)
    x, y = (low + high - _FINE_SIDE * step) / 2
    low_x, low_y = low.astype(int)
    high_x, high_y = high.astype(int)
    # Outside of its extent there is next to no ink; two pixels keep what there is.
    left, top = max(low_x - 2, 0), max(low_y - 2, 0)
    ink = ink[top : high_y + 2, left : high_x + 2]
    rows = _cubic_weights(ink.shape[0], y - top, step)
    columns = _cubic_weights(ink.shape[1], x - left, step)
    fine = rows @ ink @ columns.T
    # Lines of less than a fine pixel came out pale, thinner ones paler.
    strength = max(1.0, 1.5 * step / line_width(ink))
    return np.asarray(np.clip(fine * strength, 0, 1), dtype=np.float32)


def _extent(ink: Ink) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the lower and the upper (x, y) of the ink's bounding box, in pixels."""
    inked = [np.flatnonzero(ink.max(axis=axis) >= _EDGE) for axis in (0, 1)]
    low = np.array([float(places[0]) for places in inked])
    high = np.array([float(places[-1]) + 1 for places in inked])
    return low, high


def _cubic_weights(size: int, start: float, step: float) -> Ink:
    """Return the weights that resample a row of pixels to fine ones.

    Cubic convolution: smooth where pixels are spread, and widened to average where
    they are gathered.

    Returns
    -------
    float32, shape (144, size). Fine pixel i covers start + step * [i, i + 1).

    Notes
    -----
    Source: R. Keys, "Cubic convolution interpolation for digital image processing",
    IEEE Transactions on Acoustics, Speech, and Signal Processing 29 (1981).
    """
    spread = max(1.0, step)
    centres = start + step * (np.arange(_FINE_SIDE) + 0.5)
    away = np.abs(centres[:, None] - (np.arange(size) + 0.5)) / spread
    near = (1.5 * away - 2.5) * away**2 + 1
    far = ((-0.5 * away + 2.5) * away - 4) * away + 2
    weights = np.where(away < 1, near, np.where(away < 2, far, 0)) / spread
    return weights.astype(np.float32)


def _area_weights(edges: NDArray[np.float64], size: int) -> Ink:
    """Return the weights that average a row of pixels between successive edges.

    Returns
    -------
    float32, shape (n, size) for n + 1 edges; rows sum to 1, less where paper beyond
    the pixels is in it.
    """
    fine = np.arange(size)
    lower = np.maximum(edges[:-1, None], fine)
    upper = np.minimum(edges[1:, None], fine + 1)
    weights = np.clip(upper - lower, 0, None) / np.diff(edges)[:, None]
    return np.asarray(weights, dtype=np.float32)


def _with_pen_width(fine: Ink) -> Ink:
    """Return fine pixels with lines neither much thinner nor thicker than a pen's."""
    width = line_width(fine) / _FINE
    wanted = min(max(width, _THINNEST), _THICKEST)
    by = max((wanted - width) / 2, -_MOST_THINNED) * _FINE
    if by < 0:
        return 1 - _grown(1 - fine, -by)
    return _grown(fine, by)


def _grown(fine: Ink, by: float) -> Ink:
    """Grow what is bright by a number of fine pixels to all sides."""
    reach = int(np.ceil(by))
    padded: NDArray[Any] = np.pad(fine, reach, mode="edge")
    grown = fine.copy()
    for down in range(-reach, reach + 1):
        for right in range(-reach, reach + 1):
            # What lies within a pixel beyond `by` is reached in part.
            share = np.float32(min(by + 1 - np.hypot(down, right), 1))
            if share > 0 and (down, right) != (0, 0):
                rows = slice(reach + down, reach + down + _FINE_SIDE)
                columns = slice(reach + right, reach + right + _FINE_SIDE)
                np.maximum(grown, padded[rows, columns] * share, out=grown)
    return grown
