"""Frames are plain, redrawn, written or deformed in the shares that were asked for."""

from dataclasses import replace

import numpy as np
import pytest

from digitpad.core.datasets import Sample
from digitpad.core.frame import render
from digitpad.core.prediction import NO_DIGIT
from digitpad.core.templates import templates
from digitpad.core.training_config import AUGMENTATIONS
from digitpad.ml.augment import Augmentation
from digitpad.ml.hands import PenHand
from digitpad.ml.mixture import MIXTURES, MixedFrames, Mixture
from digitpad.ml.pen import PenDrawings

NONE = Augmentation(rotation=0, shear=0, stretch=0, box=0, wave=0, perspective=0)


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def pen_drawings() -> PenDrawings:
    """Return some templates as if somebody had drawn them."""
    chosen = templates()[::6]
    return PenDrawings.of(
        (template.drawn(5), "a sign" if template.digit is None else template.digit)
        for template in chosen
    )


@pytest.mark.parametrize("name", ["deform", "redraw"])
def test_the_plain_share_stays(digits: Sample, name: str) -> None:
    mixture = replace(MIXTURES[name], plain=0.3)
    mixed = MixedFrames(digits, mixture).make_all(rng())[: len(digits)]
    same = (mixed == digits.frames).all(axis=(1, 2)).mean()
    assert 0.2 < same < 0.4
    assert mixed.dtype == np.float32
    assert mixed.min() >= 0
    assert mixed.max() <= 1


@pytest.mark.parametrize("name", ["none", "deform", "redraw"])
def test_a_calm_mixture_is_less_deformed(name: str) -> None:
    mixture = MIXTURES[name]
    calm = mixture.calm
    assert calm.plain == min(1, 2 * mixture.plain)
    assert calm.redrawn + calm.written + calm.plain <= 1
    assert calm.redrawn * mixture.written == calm.written * mixture.redrawn
    assert calm.others == mixture.others
    assert calm.strength.rotation == mixture.strength.rotation / 2


def test_the_written_share_is_another_hands(digits: Sample) -> None:
    all_written = Mixture(plain=0, redrawn=0, written=1, others=0, strength=NONE)
    written = MixedFrames(digits, all_written).make_all(rng())
    means = np.array([written[digits.labels == d].mean(axis=0) for d in range(10)])
    likeness = np.corrcoef(written.reshape(len(written), -1), means.reshape(10, -1))
    best = likeness[: len(written), len(written) :].argmax(axis=1)
    assert (best == digits.labels).mean() > 0.6


def test_as_many_others_as_asked_for_come_last(digits: Sample) -> None:
    mixed = MixedFrames(digits, replace(Mixture(), others=0.25))
    assert len(mixed) == 1.25 * len(digits)
    np.testing.assert_array_equal(mixed.labels[: len(digits)], digits.labels)
    assert (mixed.labels[len(digits) :] == NO_DIGIT).all()
    assert mixed.make_all(rng())[len(digits) :].any(axis=(1, 2)).all()


def test_drawings_keep_their_labels_and_are_redrawn(digits: Sample) -> None:
    pen = pen_drawings()
    mixture = replace(
        Mixture(plain=0.5, redrawn=0.5, written=0, others=0, strength=NONE),
        hand=PenHand(0, 0, 0, 0, 0, 0),
    )
    mixed = MixedFrames(digits, mixture, pen)
    assert mixed.labels[len(digits) :].tolist() == pen.sample.labels.tolist()
    assert NO_DIGIT in mixed.labels
    frames = mixed.make_all(rng())[len(digits) :]
    same = (frames == pen.sample.frames).all(axis=(1, 2))
    assert 0 < same.sum() < len(same)
    for frame, given in zip(frames, pen.sample.frames, strict=True):
        assert np.corrcoef(frame.ravel(), given.ravel())[0, 1] > 0.85


def test_drawings_are_in_another_hand_each_time(digits: Sample) -> None:
    pen = pen_drawings()
    mixed = MixedFrames(digits, Mixture(plain=0, strength=NONE), pen)
    chosen = np.arange(len(digits), len(digits) + len(pen.sample))
    first, second = mixed.make(chosen, rng()), mixed.make(chosen, rng())
    np.testing.assert_array_equal(first, second)
    other = mixed.make(chosen, np.random.default_rng(1))
    assert not (first == other).all(axis=(1, 2)).any()
    alike = [
        np.corrcoef(frame.ravel(), given.ravel())[0, 1]
        for frame, given in zip(other, pen.sample.frames, strict=True)
    ]
    assert 0.5 < np.mean(alike) < 0.95


def test_pen_drawings_are_what_the_pad_renders() -> None:
    pen = pen_drawings()
    drawn = templates()[0].drawn(5)
    np.testing.assert_array_equal(pen.sample.frames[0], render(drawn))
    assert len(pen.paths) == len(pen.sample)


def test_every_augmentation_has_its_mixture() -> None:
    assert tuple(MIXTURES) == AUGMENTATIONS
    assert MIXTURES["none"].plain == 1


def test_making_frames_leaves_the_sample_as_it_was(digits: Sample) -> None:
    before = digits.frames.copy()
    MixedFrames(digits, MIXTURES["deform"]).make_all(rng())
    np.testing.assert_array_equal(digits.frames, before)


def test_only_what_is_redrawn_is_traced_and_that_is_told(digits: Sample) -> None:
    shares: list[float] = []
    MixedFrames(digits, MIXTURES["deform"], report=shares.append)
    assert shares == []
    MixedFrames(digits.take(slice(50)), MIXTURES["redraw"], report=shares.append)
    assert shares[-1] == 1


def test_shares_must_be_of_one_whole() -> None:
    with pytest.raises(ValueError, match="one whole"):
        Mixture(plain=0.6, redrawn=0.6)
