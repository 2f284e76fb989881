"""Redrawn digits look as the pad would have made them."""

import numpy as np

from digitpad.core.datasets import Sample
from digitpad.core.frame import centre_of_mass, render
from digitpad.ml.augment import Augmentation
from digitpad.ml.redraw import redraw
from digitpad.ml.traces import Traces, trace

NONE = Augmentation(rotation=0, shear=0, stretch=0, box=0, wave=0, perspective=0)


def test_a_drawing_comes_back_as_the_pad_drew_it() -> None:
    strokes = [
        np.array([[0.0, 0.0], [8.0, 0.0], [3.0, 14.0]]),
        np.array([[1.0, 6.0], [8.0, 7.0]]),
    ]
    frame = render(strokes)
    again = redraw(trace(frame[None]), np.random.default_rng(0), NONE)[0]
    assert np.corrcoef(frame.ravel(), again.ravel())[0, 1] > 0.9


def test_frames_are_normalised(digits: Sample) -> None:
    frames = redraw(trace(digits.frames), np.random.default_rng(0), Augmentation())
    assert frames.shape == digits.frames.shape
    assert frames.dtype == np.float32
    assert frames.min() == 0
    assert frames.max() == 1
    centres = np.array([centre_of_mass(frame) for frame in frames])
    assert np.quantile(np.abs(centres - 14), 0.95) < 0.8
    inked = frames >= 0.35
    tall = inked.any(axis=2).sum(axis=1)
    wide = inked.any(axis=1).sum(axis=1)
    assert np.quantile(np.abs(np.maximum(tall, wide) - 20), 0.95) <= 2


def test_pens_are_thin_to_bold_about_the_pads() -> None:
    column = np.stack([np.full(40, 14.0), np.linspace(2, 26, 40)], axis=1)
    line = Traces(np.tile(column, (100, 1)).astype(np.float32), np.full(100, 40))
    frames = redraw(line, np.random.default_rng(0), NONE)
    widths = frames[:, 14].sum(axis=1)
    assert 1.3 < widths.min() < 1.7
    assert 3.0 < widths.max() < 3.6
    assert 2.0 < np.median(widths) < 2.5


def test_a_dot_is_a_dot() -> None:
    dot = Traces(np.array([[3, 4]], dtype=np.float32), np.array([1]))
    (frame,) = redraw(dot, np.random.default_rng(0), Augmentation())
    assert 2 < frame.sum() < 7
    np.testing.assert_allclose(centre_of_mass(frame), 14, atol=0.1)


def test_the_same_seed_draws_the_same(digits: Sample) -> None:
    traces = trace(digits.frames[:20])
    first, second = (
        redraw(traces, np.random.default_rng(5), Augmentation()) for _ in range(2)
    )
    np.testing.assert_array_equal(first, second)
