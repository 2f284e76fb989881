"""Strokes to the 28x28 frame that the network reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.strokes import Floats, Frame, Ink, Stroke

SIDE: Final = 28
FRAME_SHAPE: Final = (SIDE, SIDE)
BOX: Final = 20.0
"""Longer side of the ink in pixels, as in MNIST."""
PEN: Final = 2.2
"""Ink width in pixels: about the mean stroke width of MNIST."""

_RADIUS: Final = PEN / 2
_FULL: Final = _RADIUS - 0.5
"""Up to this distance from the pen's path a pixel is all ink."""
_NONE: Final = _RADIUS + 0.5
"""From this distance on a pixel is all paper."""

# A piece of path of at most one pixel inks only pixels whose centre lies within
# 0.5 + _NONE = 2.1 of its middle: the 5x5 pixels around the one the middle is in.
_REACH: Final = 2
_OFFSETS: Final = np.arange(-_REACH, _REACH + 1, dtype=np.float32)
_OFFSET_X: Final = np.tile(_OFFSETS, _OFFSETS.size)
_OFFSET_Y: Final = np.repeat(_OFFSETS, _OFFSETS.size)

# A margin around the frame takes what a patch at its edge sticks out.
_MARGIN: Final = _REACH + 1
_FIELD: Final = SIDE + 2 * _MARGIN
_PATCH: Final = (_OFFSET_Y * _FIELD + _OFFSET_X).astype(np.int64)

_PASS: Final = 2048
"""Pieces inked at once; between passes those that can add nothing are dropped."""

_MOST_POINTS: Final = 5000
"""A digit has some hundred points; a scribble of more is thinned to about this."""
_STRAIGHT: Final = 0.001
"""Points of a scribble that are off a straight line by less, in pixels, can go."""
_DOT: Final = 1e-300
"""Drawings not larger than this cannot be scaled up: they are dots."""


@dataclass(frozen=True, slots=True)
class Steps:
    """What becomes of strokes on their way into the frame.

    Attributes
    ----------
    boxed
        The strokes scaled into the box, float64 (n, 2) each, in pixels of the frame.
    inked
        The boxed strokes drawn with the one pen, float32 (28, 28): the middle of the
        box is the middle of the frame.
    centre
        The (x, y) of its centre of mass in pixels, float64 (2,).
    frame
        The strokes drawn where that centre lies in the middle: what `render` returns.
    """

    boxed: tuple[Stroke, ...]
    inked: Frame
    centre: Floats
    frame: Frame


def render(strokes: Sequence[Stroke]) -> Frame:
    """Draw strokes as an MNIST-like frame.

    The longer side of the ink is scaled to 20 pixels, the path is inked with a
    pen of 2.2 pixels, antialiased by the distance to the path, and the ink's
    centre of mass is moved to the middle of the frame, or as far as no ink leaves
    it, without rounding to whole pixels. Size, place and brush of the drawing have
    no influence.

    Parameters
    ----------
    strokes
        Arrays of shape (n, 2), n >= 1, finite: x to the right and y downward, in
        any unit. One point is a dot.

    Returns
    -------
    float32 array of shape (28, 28), rows downward, 0 paper to 1 ink. All paper if
    there are no strokes.

    Raises
    ------
    ValueError
        If a coordinate is not finite.

    Notes
    -----
    The normalisation is that of MNIST (http://yann.lecun.com/exdb/mnist/): fit
    into a 20x20 box, keep the aspect, centre by mass in 28x28.
    """
    if not strokes:
        return np.zeros((SIDE, SIDE), dtype=np.float32)
    return steps(strokes).frame


def steps(strokes: Sequence[Stroke]) -> Steps:
    """Return each step of `render`.

    Parameters
    ----------
    strokes
        As for `render`, at least one.

    Raises
    ------
    ValueError
        If a coordinate is not finite.
    """
    boxed = fit_to_box(strokes)
    starts, ends = _pieces(boxed)
    inked = _ink(starts + _MARGIN, ends + _MARGIN)
    centre = centre_of_mass(inked)
    shift = SIDE / 2 - centre + _MARGIN
    # A dot far from a heavy line must not be pushed out of the frame.
    room = SIDE / 2 - _RADIUS - np.abs(starts - SIDE / 2).max(axis=0)
    shift = np.clip(shift, -room, room) + _MARGIN
    field = _ink(starts + shift, ends + shift)
    return Steps(tuple(boxed), _inner(inked), centre - _MARGIN, _inner(field))


def shrink(strokes: Sequence[Stroke]) -> Frame:
    """Draw strokes where they are on the canvas, which becomes the frame as a whole.

    What `render` would be without its box and its centring: the pen is the same.

    Parameters
    ----------
    strokes
        Arrays of shape (n, 2), n >= 1, finite, in canvas units: the canvas is the
        unit square. What lies outside is moved to its edge.

    Returns
    -------
    float32 array of shape (28, 28), rows downward, 0 paper to 1 ink.
    """
    if not strokes:
        return np.zeros((SIDE, SIDE), dtype=np.float32)
    placed = _thinned([np.clip(stroke, 0, 1) * SIDE for stroke in strokes])
    starts, ends = _pieces(placed)
    return _inner(_ink(starts + _MARGIN, ends + _MARGIN))


def _inner(field: Ink) -> Frame:
    """Return the frame without its margin."""
    return field[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN].copy()


def fit_to_box(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Scale and move strokes so that their ink fills the box amid the frame.

    Returns
    -------
    The strokes in pixels of the frame, float64; the path's bounding box has its
    middle at (14, 14) and a longer side of 20 - 2.2, which the pen makes 20.
    """
    low = np.min([stroke.min(axis=0) for stroke in strokes], axis=0)
    high = np.max([stroke.max(axis=0) for stroke in strokes], axis=0)
    longer_side = float((high - low).max())
    if not np.isfinite(longer_side):
        raise ValueError("stroke coordinates must be finite")
    scale = (BOX - PEN) / longer_side if longer_side > _DOT else 1.0
    middle = low + (high - low) / 2
    fitted = [(stroke - middle) * scale + SIDE / 2 for stroke in strokes]
    return _thinned(fitted)


def _thinned(strokes: list[Stroke]) -> list[Stroke]:
    """Leave out points of a scribble until few enough are left."""
    if sum(map(len, strokes)) <= _MOST_POINTS:
        return strokes
    strokes = [_straightened(stroke) for stroke in strokes]
    nth = -(-sum(map(len, strokes)) // _MOST_POINTS)
    if nth == 1:
        return strokes
    return [np.concatenate([s[:-1:nth], s[-1:]]) for s in strokes]


def _straightened(path: Stroke) -> Stroke:
    """Leave out points that lie on the straight way between their neighbours.

    Every second point is looked at, then every second of those left, and so on; as
    each round at least halves the straight parts, the way moves by at most some
    rounds' `_STRAIGHT`.
    """
    while len(path) > 2:
        before, point, after = path[:-2:2], path[1:-1:2], path[2::2]
        step = after - before
        squared = np.maximum((step**2).sum(axis=1), np.finfo(float).tiny)
        along = np.clip(((point - before) * step).sum(axis=1) / squared, 0, 1)
        off = point - before - along[:, None] * step
        kept = np.ones(len(path), dtype=bool)
        kept[1:-1:2] = np.hypot(off[:, 0], off[:, 1]) > _STRAIGHT
        if kept.mean() > 0.9:
            break
        path = path[kept]
    return path


def centre_of_mass(ink: Floats | Ink) -> Floats:
    """Return (x, y) of the mean ink, in pixels; pixel (0, 0) has (0.5, 0.5).

    `ink` is a 2-D array of non-negative numbers that are not all zero.
    """
    columns, rows = ink.sum(axis=0), ink.sum(axis=1)
    x = columns @ (np.arange(columns.size) + 0.5) / columns.sum()
    y = rows @ (np.arange(rows.size) + 0.5) / rows.sum()
    return np.array([x, y])


def _pieces(strokes: Sequence[Stroke]) -> tuple[Floats, Floats]:
    """Cut the paths into pieces of at most one pixel: their starts and ends (n, 2)."""
    starts = np.concatenate([s[:-1] if len(s) > 1 else s for s in strokes])
    ends = np.concatenate([s[1:] if len(s) > 1 else s for s in strokes])
    steps = ends - starts
    counts = np.ceil(np.hypot(steps[:, 0], steps[:, 1])).astype(np.int64)
    np.maximum(counts, 1, out=counts)
    total = int(counts.sum())
    if total == len(starts):
        return starts, ends
    steps = np.repeat(steps / counts[:, None], counts, axis=0)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    nth = (np.arange(total) - first)[:, None]
    starts = np.repeat(starts, counts, axis=0) + nth * steps
    return starts, starts + steps


def _ink(starts: Floats, ends: Floats) -> Ink:
    """Ink pieces of path into the frame and its margin: float32 (34, 34)."""
    nearest: Ink = np.full(_FIELD * _FIELD, _NONE * _NONE, dtype=np.float32)
    if len(starts) <= _PASS:
        _measure(nearest, starts, ends)
        return _coverage(nearest)
    # A scribble: passes spread over its whole course, and before each the pieces
    # whose surroundings are all ink are dropped, which changes nothing.
    order = np.argsort(np.arange(len(starts)) % (len(starts) // _PASS), kind="stable")
    starts, ends = starts[order], ends[order]
    while len(starts):
        _measure(nearest, starts[:_PASS], ends[:_PASS])
        starts, ends = starts[_PASS:], ends[_PASS:]
        useful = ~_all_ink_around(nearest)[_pixel_index(starts, ends)[0]]
        starts, ends = starts[useful], ends[useful]
    return _coverage(nearest)


def _coverage(nearest: Ink) -> Ink:
    ink = np.clip(np.float32(_NONE) - np.sqrt(nearest), 0, 1)
    return ink.reshape(_FIELD, _FIELD)


def _pixel_index(starts: Floats, ends: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Return the flat index and the (x, y) of the pixel each piece's middle is in."""
    pixels = np.floor((starts + ends) * 0.5)
    index = pixels[:, 1] * _FIELD + pixels[:, 0]
    return index.astype(np.int64), pixels


def _measure(nearest: Ink, starts: Floats, ends: Floats) -> None:
    """Lower `nearest`, the squared distances of the pixels to the path."""
    index, pixels = _pixel_index(starts, ends)
    origin = starts - (pixels + 0.5)
    step = ends - starts
    squared = np.einsum("ij,ij->i", step, step)
    squared[squared == 0] = 1
    from_x = _OFFSET_X - origin[:, :1].astype(np.float32)
    from_y = _OFFSET_Y - origin[:, 1:].astype(np.float32)
    step_x, step_y = step.astype(np.float32).T[:, :, None]
    along = from_x * step_x
    along += from_y * step_y
    along *= (1 / squared).astype(np.float32)[:, None]
    np.clip(along, 0, 1, out=along)
    from_x -= along * step_x
    from_y -= along * step_y
    from_x *= from_x
    from_y *= from_y
    from_x += from_y
    np.minimum.at(nearest, (index[:, None] + _PATCH).ravel(), from_x.ravel())


def _all_ink_around(nearest: Ink) -> NDArray[np.bool_]:
    """Tell for each pixel whether the 5x5 around it are all ink: bool, flat."""
    full = (nearest <= _FULL * _FULL).reshape(_FIELD, _FIELD)
    around = np.zeros_like(full)
    windows = np.lib.stride_tricks.sliding_window_view(full, (5, 5))
    around[_REACH:-_REACH, _REACH:-_REACH] = windows.all(axis=(2, 3))
    return around.ravel()
