"""Changing MNIST frames into what other hands could have drawn."""

from dataclasses import astuple, dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.frame import BOX, SIDE
from digitpad.core.strokes import Frames

Vectors = NDArray[np.float32]

_INK: Final = 0.35
"""From this value on a pixel counts for the ink's box; below is a blurred edge."""
_LEAST_MASS: Final = 1e-3
"""An empty frame has no centre of mass, and needs none."""
_MIDDLE: Final = SIDE / 2

_PEN_CHANGE: Final = 0.25
"""Largest shift of the level at which blurred ink is cut: 0 keeps the pen's width,
0.3 makes it about a pixel wider or narrower."""

_ROWS: Final = np.repeat(np.arange(SIDE, dtype=np.float32) + 0.5, SIDE)
_COLUMNS: Final = np.tile(np.arange(SIDE, dtype=np.float32) + 0.5, SIDE)


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How far frames are changed.

    Attributes
    ----------
    rotation
        Largest turn either way, in degrees.
    shear
        Largest slant either way: pixels sideways a pixel of height.
    stretch
        Largest change of the ratio of width to height, as a natural logarithm.
    box
        Largest change of the ink's longer side from 20 pixels, as a logarithm.
    wave
        Largest sideways displacement by a smooth wave, in pixels.
    perspective
        Largest growth of the size from one side to the other, as a share a pixel.
        Only drawings made anew have it.
    """

    rotation: float = 15.0
    shear: float = 0.35
    stretch: float = 0.45
    box: float = 0.06
    wave: float = 0.8
    perspective: float = 0.03

    @property
    def halved(self) -> "Augmentation":
        """Half of all that."""
        return Augmentation(*(most / 2 for most in astuple(self)))


def augment(frames: Frames, rng: np.random.Generator, strength: Augmentation) -> Frames:
    """Slant, turn, stretch and bend digits and change their pen.

    The outcome is normalised again, as the pad's own frames always are: the longer
    side of the ink is about 20 pixels, its centre of mass in the middle.

    Parameters
    ----------
    frames
        float32 (n, 28, 28), 0 paper to 1 ink.

    Returns
    -------
    float32 (n, 28, 28), 0 paper to 1 ink.
    """
    forward = random_maps(len(frames), rng, strength)
    flat = frames.reshape(len(frames), -1)
    mass = np.maximum(flat.sum(axis=1), _LEAST_MASS)
    centre = np.stack([flat @ _COLUMNS / mass, flat @ _ROWS / mass], axis=1)
    scale = _scale_to_box(flat, centre, forward)
    scale *= np.exp(rng.uniform(-strength.box, strength.box, len(frames)))
    forward *= scale[:, None, None].astype(np.float32)
    back = np.linalg.inv(forward)
    x, y = _COLUMNS - _MIDDLE, _ROWS - _MIDDLE
    source_x = back[:, 0, :1] * x + back[:, 0, 1:] * y + centre[:, :1]
    source_y = back[:, 1, :1] * x + back[:, 1, 1:] * y + centre[:, 1:]
    if strength.wave:
        source_x += _waves(source_y, rng, strength.wave)
        source_y += _waves(source_x, rng, strength.wave)
    return _change_pen(_sample(flat, source_x, source_y), rng)


def random_maps(
    count: int, rng: np.random.Generator, strength: Augmentation
) -> Vectors:
    """Return random linear maps (n, 2, 2) of offsets (x, y) from the centre."""
    turn = np.deg2rad(rng.uniform(-strength.rotation, strength.rotation, count))
    slant = rng.uniform(-strength.shear, strength.shear, count)
    stretch = np.exp(rng.uniform(-strength.stretch, strength.stretch, count) / 2)
    cos, sin = np.cos(turn), np.sin(turn)
    zero = np.zeros(count)
    rotation = np.array([[cos, -sin], [sin, cos]])
    shape = np.array([[stretch, slant], [zero, 1 / stretch]])
    maps: Vectors = np.einsum("ijn,jkn->nik", rotation, shape).astype(np.float32)
    return maps


def _scale_to_box(flat: Vectors, centre: Vectors, forward: Vectors) -> Vectors:
    """Return the factors (n,) that make the mapped ink's longer side 20 pixels."""
    x, y = _COLUMNS - centre[:, :1], _ROWS - centre[:, 1:]
    inked = flat >= _INK
    longest = np.ones(len(flat), dtype=np.float32)
    for row in (0, 1):
        mapped = forward[:, row, :1] * x + forward[:, row, 1:] * y
        high = np.where(inked, mapped, -np.inf).max(axis=1)
        low = np.where(inked, mapped, np.inf).min(axis=1)
        np.maximum(longest, high - low + 1, out=longest)
    # Without a dark pixel the differences are -inf and the size stays 1.
    return np.asarray(BOX / longest, dtype=np.float32)


def _waves(along: Vectors, rng: np.random.Generator, most: float) -> Vectors:
    """Return displacements (n, 784) that swing smoothly along a coordinate."""
    count = len(along)
    height = rng.uniform(-most, most, (count, 1)).astype(np.float32)
    phase = rng.uniform(0, 2 * np.pi, (count, 1)).astype(np.float32)
    # Half a swing to one and a half over the box: bends, no ripples.
    pace = (rng.uniform(0.5, 1.5, (count, 1)) * 2 * np.pi / BOX).astype(np.float32)
    swing: Vectors = height * np.sin(along * pace + phase)
    return swing


def _sample(flat: Vectors, x: Vectors, y: Vectors) -> Frames:
    """Read images (n, 784) at points (n, 784), bilinearly; outside is paper."""
    # Around each image a border of paper takes the points outside.
    side = SIDE + 2
    padded = np.zeros((len(flat), side, side), dtype=np.float32)
    padded[:, 1:-1, 1:-1] = flat.reshape(-1, SIDE, SIDE)
    pixels = padded.ravel()
    x = np.clip(x + 0.5, 0, side - 1.001)
    y = np.clip(y + 0.5, 0, side - 1.001)
    column, row = x.astype(np.int32), y.astype(np.int32)
    x -= column
    y -= row
    first = np.arange(len(flat), dtype=np.int32)[:, None] * (side * side)
    index = first + row * side + column
    upper = pixels[index]
    upper += x * (pixels[index + 1] - upper)
    index += side
    lower = pixels[index]
    lower += x * (pixels[index + 1] - lower)
    upper += y * (lower - upper)
    sampled: Frames = upper.reshape(-1, SIDE, SIDE)
    return sampled


def _change_pen(frames: Frames, rng: np.random.Generator) -> Frames:
    """Make the ink thicker or thinner and its edges crisp."""
    blurred = _blur(frames)
    peak = blurred.max(axis=(1, 2), keepdims=True)
    level = 0.5 + rng.uniform(-_PEN_CHANGE, _PEN_CHANGE, (len(frames), 1, 1))
    level = level.astype(np.float32)
    # The blurred edge of a stroke falls by about a third a pixel.
    inked: Frames = np.clip((blurred - level * peak) * 3 + 0.5, 0, 1)
    return inked


def _blur(frames: Frames) -> Frames:
    """Smooth by (1, 2, 1) / 4 both ways."""
    padded = np.pad(frames, ((0, 0), (1, 1), (1, 1)))
    rows = padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]
    smooth: Frames = (rows[:, :, :-2] + 2 * rows[:, :, 1:-1] + rows[:, :, 2:]) / 16
    return smooth
