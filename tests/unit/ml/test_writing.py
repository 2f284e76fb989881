"""Digits written from the templates, each time by another hand."""

import numpy as np
import pytest

from digitpad.core.frame import render
from digitpad.core.templates import templates
from digitpad.ml.augment import Augmentation
from digitpad.ml.redraw import redraw
from digitpad.ml.scribbles import Scribbler
from digitpad.ml.turned import Turner
from digitpad.ml.writing import Hand, Writer

NONE = Augmentation(rotation=0, shear=0, stretch=0, box=0, wave=0, perspective=0)
STEADY = Hand(point=0, stroke=0, size=0, end=0)


def scribbler() -> Scribbler:
    written = Writer().write(np.arange(10), rng())
    return Scribbler(Writer(), Turner(written, np.arange(10)))


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@pytest.mark.parametrize("template", templates()[::7], ids=lambda t: t.style)
def test_a_steady_hand_writes_the_template(template) -> None:  # type: ignore[no-untyped-def]
    writer = Writer((template,), STEADY)
    if template.digit is None:
        traces = writer.write_others(1, rng())
    else:
        traces = writer.write(np.array([template.digit]), rng())
    written = redraw(traces, rng(), NONE)[0]
    drawn = render(template.drawn(3))
    # `redraw` centres by the points, `render` by the ink: up to a pixel elsewhere.
    assert np.corrcoef(written.ravel(), drawn.ravel())[0, 1] > 0.7


def test_each_label_gets_its_digit_in_many_ways() -> None:
    labels = np.tile(np.arange(10), 30)
    frames = redraw(Writer().write(labels, rng()), rng(), NONE)
    means = np.array([frames[labels == digit].mean(axis=0) for digit in range(10)])
    likeness = np.corrcoef(frames.reshape(300, -1), means.reshape(10, -1))[:300, 300:]
    assert (likeness.argmax(axis=1) == labels).mean() > 0.6
    assert len(np.unique(frames[labels == 7], axis=0)) == 30


def test_the_same_seed_writes_the_same() -> None:
    labels = np.array([3, 1, 4, 1, 5])
    first, second = (Writer().write(labels, rng()) for _ in range(2))
    np.testing.assert_array_equal(first.points, second.points)
    np.testing.assert_array_equal(first.counts, second.counts)


def test_nothing_is_written_for_nobody() -> None:
    assert len(Writer().write(np.array([], dtype=np.int64), rng())) == 0


def test_no_scribbles_if_none_are_wanted() -> None:
    assert len(scribbler().draw(0, rng())) == 0


@pytest.mark.parametrize("count", [1, 200])
def test_as_many_scribbles_as_wanted(count: int) -> None:
    scribbles = scribbler().draw(count, rng())
    assert len(scribbles) == count
    frames = redraw(scribbles, rng(), Augmentation())
    assert frames.shape == (count, 28, 28)
    assert frames.any(axis=(1, 2)).all()


def test_scribbles_differ() -> None:
    frames = redraw(scribbler().draw(100, rng()), rng(), NONE)
    assert len(np.unique(frames, axis=0)) == 100
