"""Deformed digits stay digits, normalised as the pad's own frames are."""

import numpy as np

from digitpad.core.datasets import Sample
from digitpad.core.frame import centre_of_mass
from digitpad.core.strokes import Frame
from digitpad.ml.augment import Augmentation, augment

NONE = Augmentation(rotation=0, shear=0, stretch=0, box=0, wave=0, perspective=0)


def deformed(frames: Frame, strength: Augmentation | None = None) -> Frame:
    return augment(frames, np.random.default_rng(0), strength or Augmentation())


def longer_side(frame: Frame) -> int:
    """Return the longer side of the ink's box in pixels."""
    rows, columns = np.nonzero(frame >= 0.35)
    return int(max(np.ptp(rows), np.ptp(columns))) + 1


def test_frames_keep_shape_type_and_range(digits: Sample) -> None:
    frames = deformed(digits.frames)
    assert frames.shape == digits.frames.shape
    assert frames.dtype == np.float32
    assert frames.min() == 0
    assert 0.9 < frames.max() <= 1


def test_the_given_frames_stay_as_they_were(digits: Sample) -> None:
    before = digits.frames.copy()
    deformed(digits.frames)
    np.testing.assert_array_equal(digits.frames, before)


def test_the_same_seed_gives_the_same_frames(digits: Sample) -> None:
    np.testing.assert_array_equal(deformed(digits.frames), deformed(digits.frames))


def test_the_ink_fills_the_box_around_its_centre_of_mass(digits: Sample) -> None:
    frames = deformed(digits.frames)
    # What a wider pen or a small change of the box adds, and a broken thin line.
    sides = np.array([longer_side(frame) for frame in frames])
    assert np.quantile(np.abs(sides - 20), 0.95) <= 3
    centres = np.array([centre_of_mass(frame) for frame in frames])
    assert np.quantile(np.abs(centres - 14), 0.95) < 0.7


def test_moved_and_shrunken_ink_is_normalised_too(digits: Sample) -> None:
    small = np.zeros_like(digits.frames[:50])
    halved = digits.frames[:50].reshape(50, 14, 2, 14, 2).max(axis=(2, 4))
    small[:, 2:16, 3:17] = halved
    frames = augment(small, np.random.default_rng(0), NONE)
    centres = np.array([centre_of_mass(frame) for frame in frames])
    assert np.abs(centres - 14).max() < 1
    assert np.median([longer_side(frame) for frame in frames]) in range(19, 23)


def test_without_strength_a_digit_stays_what_it_is(digits: Sample) -> None:
    frames = deformed(digits.frames, NONE)
    likeness = [
        np.corrcoef(before.ravel(), after.ravel())[0, 1]
        for before, after in zip(digits.frames, frames, strict=True)
    ]
    assert np.median(likeness) > 0.8


def test_a_rotation_turns_the_ink() -> None:
    bar = np.zeros((200, 28, 28), dtype=np.float32)
    bar[:, 4:24, 13:15] = 1
    turned = deformed(bar, Augmentation(rotation=30, shear=0, stretch=0, box=0))
    widths = (turned.max(axis=1) > 0.5).sum(axis=1)
    assert widths.min() <= 4
    assert widths.max() >= 10


def test_faint_and_empty_frames_do_no_harm() -> None:
    frames = np.zeros((2, 28, 28), dtype=np.float32)
    frames[1, 14, 14] = 0.1
    with np.errstate(all="raise"):
        assert np.isfinite(deformed(frames)).all()
