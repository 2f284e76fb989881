"""Evidence as colours: ink for a digit, ink against it, ink that does not matter."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from digitpad.core.strokes import Floats
from digitpad.gui.theme import Theme

STRONGEST: Final = math.log(10)
"""In log-odds: what makes the odds ten times as low or high has the full colour. One
scale for all drawings, or a faint doubt would look like a strong one."""
HATCHED_FROM: Final = 0.3
"""From this share of the full colour, about a factor of 2, ink against is hatched."""


def strength(evidence: Floats | NDArray[np.float32]) -> Floats:
    """Return evidence in log-odds as a share of the full colour, -1 to 1."""
    shares: Floats = np.clip(np.asarray(evidence, np.float64) / STRONGEST, -1, 1)
    return shares


def ink_colors(strengths: Floats, theme: Theme) -> Floats:
    """Return the colours of ink for strengths of any shape: 0 to 255, (..., 3)."""
    neutral, pro, contra = map(_rgb, (theme.other, theme.accent, theme.unsure))
    shares = strengths[..., None]
    full = np.where(shares > 0, pro, contra)
    colors: Floats = neutral + (full - neutral) * np.abs(shares)
    return colors


def pixels_of(
    ink: Floats | NDArray[np.float32], strengths: Floats, theme: Theme
) -> NDArray[np.uint8]:
    """Return a picture of ink on paper, uint8 (height, width, 3)."""
    paper = _rgb(theme.surface)
    colors = paper + (ink_colors(strengths, theme) - paper) * ink[..., None]
    return np.rint(colors).astype(np.uint8)


def _rgb(color: QColor) -> Floats:
    return np.array([color.red(), color.green(), color.blue()], np.float64)
