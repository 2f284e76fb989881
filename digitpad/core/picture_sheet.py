"""The sheet of paper in a photograph that shows more than the sheet."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.shapes import label_parts, line_width
from digitpad.core.strokes import Ink

Mask = NDArray[np.bool_]

_SMALL: Final = 64
"""Pixels: no photograph is as small; in a bitmap a thick 0 would look like a sheet."""
_AROUND: Final = 0.85
"""Of the picture's edge: so much of it is the desk, on which the sheet lies."""
_LEAST: Final = 0.35
"""Of the picture that is the sheet."""
_BLANK: Final = 0.8
"""Of the sheet that is paper: the rest is ink."""
_SQUARE: Final = 0.7
"""Of its bounding box that the sheet fills, though it is photographed askew."""
_MARGIN: Final = 0.012
"""Of the picture's longer side: so near to its edge the sheet is not looked at."""
_LEAST_DIGIT: Final = 1 / 12
"""The digit's longer side, in the sheet's."""
_THICKEST: Final = 0.1
"""Width of lines on it, in roots of its area. Wider are the holes of a thick 0 or 8
that was taken for a sheet."""


def find_sheet(lightness: Ink, threshold: float) -> Mask | None:
    """Return where a sheet lies in a picture, without its edge.

    Parameters
    ----------
    lightness
        float32, shape (h, w), in [0, 1].
    threshold
        Parts light from dark.

    Returns
    -------
    bool, shape (h, w); None if the picture is not of a sheet on a desk, light on dark
    or dark on light, that is seen all around.
    """
    if max(lightness.shape) <= _SMALL:
        return None
    dark = lightness <= threshold
    edge = np.concatenate([dark[0], dark[-1], dark[:, 0], dark[:, -1]]).mean()
    if _AROUND > edge > 1 - _AROUND:
        return None
    paper = ~dark if edge >= _AROUND else dark
    if paper.mean() < _LEAST * _BLANK:
        return None
    parts = label_parts(paper)
    counts = np.bincount(parts.ravel())
    counts[0] = 0
    paper = parts == counts.argmax()
    sheet = _spanned(paper) & _spanned(paper.T).T
    height, width = (int(np.ptp(np.flatnonzero(sheet.any(axis=a)))) + 1 for a in (1, 0))
    area = int(sheet.sum())
    if area < _LEAST * sheet.size or area < _SQUARE * height * width:
        return None
    if paper.sum() < _BLANK * area:
        return None
    return _shrunk(sheet, max(2, round(_MARGIN * max(sheet.shape))))


def only_sheet(picture: Ink, sheet: Mask) -> Ink:
    """Return a picture, (h, w) or (h, w, 3), whose sheet goes on to all edges."""
    rows = np.flatnonzero(sheet.any(axis=1))
    row = np.clip(np.arange(sheet.shape[0]), rows[0], rows[-1])[:, None]
    first = sheet.argmax(axis=1)[row]
    last = sheet.shape[1] - 1 - sheet[:, ::-1].argmax(axis=1)[row]
    return picture[row, np.clip(np.arange(sheet.shape[1])[None, :], first, last)]


def is_on_sheet(ink: Ink, sheet: Mask) -> bool:
    """Tell whether ink looks written on a sheet, rather than the sheet a mistake."""
    inked = ink > 0
    if not inked.any() or inked[~_shrunk(sheet, 1)].any():
        return False
    extent = max(int(np.ptp(np.flatnonzero(inked.any(axis=a)))) for a in (0, 1))
    longer = max(int(np.ptp(np.flatnonzero(sheet.any(axis=a)))) for a in (0, 1))
    thick = line_width(ink) > _THICKEST * float(np.sqrt(sheet.sum()))
    return extent >= _LEAST_DIGIT * longer and not thick


def _spanned(mask: Mask) -> Mask:
    """Return the mask with each row filled from its first to its last pixel."""
    left = np.logical_or.accumulate(mask, axis=1)
    right = np.logical_or.accumulate(mask[:, ::-1], axis=1)[:, ::-1]
    return left & right


def _shrunk(mask: Mask, by: int) -> Mask:
    """Return the mask without so many pixels at its edge."""
    padded = np.pad(mask, by)
    height, width = mask.shape
    shrunk = mask.copy()
    for down, right in ((0, by), (2 * by, by), (by, 0), (by, 2 * by)):
        shrunk &= padded[down : down + height, right : right + width]
    return shrunk
