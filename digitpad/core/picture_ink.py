"""Finding what was drawn in a picture."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.errors import DigitpadError
from digitpad.core.picture_sheet import find_sheet, is_on_sheet, only_sheet
from digitpad.core.shapes import label_parts, line_width, shrunk, spread
from digitpad.core.strokes import Ink

Grey = NDArray[np.float32]

_LONGEST_SIDE: Final = 800
"""Larger pictures are reduced first: more pixels only bring more noise and time."""

_EVEN: Final = 0.06
"""Paper is taken as even if it strays less than this from its mean, in contrasts of
the ink..."""
_WIDEST: Final = 0.25
"""... and what is not paper is narrower than this share of the picture; else it may
be a shadow."""
_COARSE: Final = 64
"""Uneven paper is estimated on about 64 x 64 patches; so smaller pictures, which are
bitmaps rather than photographs, are taken as even..."""
_WINDOW: Final = 21
"""... as the median of this many patches squared: ink covers less than half of any
third of a picture, and a median keeps the edge of a shadow sharp."""

_STRONGEST: Final = 20
"""Contrast is judged by the pixel of this rank: a few hot ones are no ink, and no
digit has fewer pixels."""
_LEAST_CONTRAST: Final = 0.08
"""Of ink against white; pencil has 0.2 and more."""
_LEAST_SIGNAL: Final = 6.0
"""Contrast of ink in standard deviations of the paper. The strongest of a million
pixels of pure noise reach 5."""
_SOFT: Final = 0.3
"""Up to this share of the ink's contrast it is paper, from 1 - this on it is ink.
Printed rules mostly stay below."""
_RULES: Final = (0.45, 0.6, 0.75)
"""Shares that are paper instead, where something goes right across the picture as dark
printed rules do, if then a digit is left that keeps clear of them..."""
_THIN: Final = (1, 2, 3)
"""... or lines no wider than twice so many pixels are left out."""

_WEIGHTS: Final = np.array([0.299, 0.587, 0.114], dtype=np.float32)
"""Of red, green and blue, as Pillow reckons a grey."""
_CLEARER: Final = 1.5
"""A single colour is looked at instead where ink stands out in it by so many times."""

_LEAST_COLOUR: Final = 0.2
"""Contrast of ink in a single colour: blocks of a poor JPEG reach half of it."""
_STEEPEST: Final = 0.15
"""From paper to ink, in shares of full ink: else edges would be jagged."""

_SPECK: Final = 0.04
"""A separate part with less ink than this share of the largest is dirt."""
_ALONG: Final = 0.7
"""What touches this share of one of the picture's edges runs along it: the border of
a scan, the desk..."""
_LEAST_DIGIT: Final = 1 / 12
"""... if apart from the edges there is something of this share of the picture's longer
side; else a digit that was cut out closely, such as a 7, may touch an edge so."""


def find_ink(pixels: NDArray[np.uint8]) -> Ink:
    """Find the ink in a picture, dark on light or light on dark.

    What most of the picture is, is paper; it may be unevenly lit, textured and
    noisy. Specks are left out.

    Parameters
    ----------
    pixels
        uint8, shape (h, w), 0 black to 255 white, or (h, w, 3), red, green, blue.

    Returns
    -------
    float32, shape (h', w'), 0 paper to 1 ink. Pictures with a side of more than
    800 pixels come reduced by a whole number.

    Raises
    ------
    DigitpadError
        If there is no ink: the picture is blank, or there is nothing but noise.
    """
    small = reduced(pixels).astype(np.float32) / np.float32(255)
    lightness = _lightness(small)
    sheet = find_sheet(lightness, _otsu(lightness))
    if sheet is not None and sheet.any():
        ink = _ink(only_sheet(small, sheet))
        if ink is not None and is_on_sheet(ink, sheet):
            return ink
    ink = _ink(small)
    if ink is None:
        raise DigitpadError(
            "There is no ink in the picture: take one of a single digit, dark on "
            "light paper or light on dark."
        )
    return ink


def _ink(picture: Grey) -> Ink | None:
    """Return the ink in a picture, (h, w) or (h, w, 3), in [0, 1]; None without any."""
    contrast, level = _contrast(picture) if picture.ndim == 2 else _clearest(picture)
    if level <= 0:
        return None
    share = contrast / level
    found = _of_one_digit(_above(share, _SOFT))
    if _crosses(found):
        for other in map(_of_one_digit, _without_rules(share)):
            if not _crosses(other) and _is_large(other > 0):
                return other
    return found


def _above(share: Grey, paper: float) -> Ink:
    """Return the ink where up to a share of full ink is paper."""
    ink = (share - paper) / max(1 - _SOFT - paper, _STEEPEST)
    return np.asarray(np.clip(ink, 0, 1), dtype=np.float32)


def _without_rules(share: Grey) -> Iterator[Ink]:
    """Yield the ink without what is paler, then without what is thinner than a pen's.

    `share` is in full ink's contrast.
    """
    for paper in _RULES:
        yield _above(share, paper)
    ink = _above(share, _SOFT)
    for reach in _THIN:
        yield spread(shrunk(ink, reach), reach)


def _crosses(ink: Ink) -> bool:
    """Tell whether ink reaches both of two opposite edges, as rules do."""
    down = ink[0].any() and ink[-1].any()
    across = ink[:, 0].any() and ink[:, -1].any()
    return bool(down or across)


def _lightness(picture: Grey) -> Grey:
    return picture if picture.ndim == 2 else (picture @ _WEIGHTS).astype(np.float32)


def _clearest(picture: Grey) -> tuple[Grey, float]:
    """Return what `_contrast` does of a picture in colours, (h, w, 3).

    Ink as light as its paper, such as red on green, stands out in a single colour.
    """
    found = _contrast(_lightness(picture))
    least = max(found[1] * _CLEARER, _LEAST_COLOUR)
    if least >= 1:
        return found
    colours = [_contrast(picture[:, :, colour]) for colour in range(3)]
    clearest = max(colours, key=lambda one: one[1])
    return clearest if clearest[1] > least else found


def _contrast(picture: Grey) -> tuple[Grey, float]:
    """Return how much each pixel stands out from the paper, and full ink does.

    `picture` is in [0, 1]. Full ink is 0 where nothing stands out.
    """
    paper = _paper(picture)
    difference = picture - paper
    if (difference.astype(np.float64) ** 3).sum() > 0:
        # The rare side of a skewed distribution is the ink: here the light one.
        picture, paper = 1 - picture, 1 - paper
        difference = -difference
    # Light falls on paper and ink alike: what counts is the share it throws back.
    contrast: Grey = np.divide(-difference, np.maximum(paper, np.float32(0.1)))
    return contrast, _ink_level(contrast)


def reduced(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a picture, uint8 (h, w) or (h, w, 3), with at most 800 pixels a side.

    A larger one is divided by a whole number; each pixel is the mean of a square.
    """
    height, width = pixels.shape[:2]
    factor = -(-max(height, width) // _LONGEST_SIDE)
    if factor == 1:
        return pixels
    if min(height, width) < factor:
        return pixels[::factor, ::factor]
    height, width = height // factor, width // factor
    blocks = pixels[: height * factor, : width * factor]
    blocks = blocks.reshape(height, factor, width, factor, *pixels.shape[2:])
    small: NDArray[np.float32] = blocks.mean(axis=(1, 3), dtype=np.float32)
    return np.rint(small).astype(np.uint8)


def _paper(picture: Grey) -> Grey:
    """Return what the picture would be without ink."""
    threshold = _otsu(picture)
    dark = picture <= threshold
    if dark.all() or not dark.any():
        return picture
    on_paper = dark if dark.mean() > 0.5 else ~dark
    paper = picture[on_paper]
    contrast = picture[~dark].mean() - picture[dark].mean()
    longer_side = max(picture.shape)
    even = paper.std() < _EVEN * contrast
    narrow = line_width(~on_paper) < _WIDEST * longer_side
    if longer_side <= _COARSE or (even and narrow):
        return np.full_like(picture, np.median(paper))
    return _local_median(picture)


def _otsu(picture: Grey) -> float:
    """Return the level that parts the values into two groups most clearly.

    Source: N. Otsu, "A threshold selection method from gray-level histograms",
    IEEE Transactions on Systems, Man, and Cybernetics 9 (1979).
    """
    counts, edges = np.histogram(picture, bins=256, range=(0, 1))
    values = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)
    above = below[-1] - below
    sums = np.cumsum(counts * values)
    with np.errstate(invalid="ignore", divide="ignore"):
        distance = sums / below - (sums[-1] - sums) / above
        between = np.nan_to_num(below * above * distance**2)
    return float(edges[1:][between.argmax()])


def _local_median(picture: Grey) -> Grey:
    """Return the median of the surroundings of each pixel, smoothly joined."""
    factor = max(1, -(-max(picture.shape) // _COARSE))
    height, width = (-(-side // factor) for side in picture.shape)
    padding = (height * factor - picture.shape[0], width * factor - picture.shape[1])
    padded = np.pad(picture, ((0, padding[0]), (0, padding[1])), mode="edge")
    coarse = padded.reshape(height, factor, width, factor).mean(axis=(1, 3))
    half = _WINDOW // 2
    # Mirrored through the edge's value, so that an even slope goes on beyond it.
    around = np.pad(coarse, half, mode="reflect", reflect_type="odd")
    windows = np.lib.stride_tricks.sliding_window_view(around, (_WINDOW, _WINDOW))
    median = np.median(windows.reshape(height, width, -1), axis=2)
    rows = (np.arange(picture.shape[0]) + 0.5) / factor - 0.5
    columns = (np.arange(picture.shape[1]) + 0.5) / factor - 0.5
    return _interpolated(_interpolated(median, rows).T, columns).T


def _interpolated(values: NDArray[np.floating], at: NDArray[np.float64]) -> Grey:
    """Return the rows of `values` at fractional indices, held at the ends."""
    at = np.clip(at, 0, len(values) - 1)
    low = np.minimum(at.astype(np.int64), max(len(values) - 2, 0))
    high = np.minimum(low + 1, len(values) - 1)
    share = (at - low)[:, None]
    rows: Grey = (values[low] * (1 - share) + values[high] * share).astype(np.float32)
    return rows


def _ink_level(contrast: Grey) -> float:
    """Return the contrast of full ink; 0 if nothing stands out from the paper."""
    values = contrast.ravel()
    rank = max(values.size - _STRONGEST, 0)
    strongest = float(np.partition(values, rank)[rank])
    level = float(np.median(values[values >= strongest / 2]))
    # Two measures of the standard deviation of normal noise: much ink makes the
    # first too large, paper that is a little off the second.
    spread = 1.4826 * float(np.median(np.abs(values - np.median(values))))
    noise = min(spread, -float(np.percentile(values, 16)))
    nothing = strongest <= 0 or level < max(_LEAST_CONTRAST, _LEAST_SIGNAL * noise)
    return 0.0 if nothing else level


def _of_one_digit(ink: Ink) -> Ink:
    """Return the ink without the picture's border and without separate small parts.

    If the largest part keeps clear of the picture's edge, what touches the edge is
    left out too: rules, shadows, the desk.
    """
    parts = label_parts(ink > 0)
    masses = np.bincount(parts.ravel(), weights=ink.ravel())
    edges = (parts[0], parts[-1], parts[:, 0], parts[:, -1])
    at_edge = np.unique(np.concatenate(edges))
    along = [np.flatnonzero(np.bincount(e) >= _ALONG * e.size) for e in edges]
    border = np.setdiff1d(np.concatenate(along), 0)  # 0 is paper
    inner = masses.copy()
    inner[at_edge] = 0
    if masses.argmax() in border and inner.any() and _is_large(parts == inner.argmax()):
        masses[border] = 0
    keep = masses >= _SPECK * masses.max()
    if masses.argmax() not in at_edge:
        keep[at_edge] = False
    return np.where(keep[parts], ink, np.float32(0))


def _is_large(part: NDArray[np.bool_]) -> bool:
    """Tell whether a part may be a digit beside a border."""
    extents = [np.ptp(np.flatnonzero(part.any(axis=axis))) for axis in (0, 1)]
    return bool(max(extents) >= _LEAST_DIGIT * max(part.shape))
