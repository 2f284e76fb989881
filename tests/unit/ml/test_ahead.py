"""Frames made ahead are those of each epoch, with their labels."""

from dataclasses import replace

import numpy as np
import pytest

from digitpad.core.datasets import Sample
from digitpad.core.prediction import NO_DIGIT
from digitpad.ml import ahead
from digitpad.ml.ahead import make_ahead
from digitpad.ml.mixture import MIXTURES, MixedFrames, Mixture


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have several parts of what is little."""
    monkeypatch.setattr(ahead, "_CHUNK", 250)


def test_each_epoch_has_every_frame_once_in_an_order_of_its_own(
    digits: Sample,
) -> None:
    known = {
        frame.tobytes(): label
        for frame, label in zip(digits.frames, digits.labels, strict=True)
    }
    orders = []
    for frames, labels in make_ahead(MixedFrames(digits, MIXTURES["none"]), 2, seed=0):
        order = [frame.tobytes() for frame in frames]
        assert set(order) == set(known)
        assert [known[frame] for frame in order] == labels.tolist()
        orders.append(order)
    assert len(orders) == 2
    assert orders[0] != orders[1]


def test_the_last_third_is_calmer(digits: Sample) -> None:
    mixture = replace(MIXTURES["deform"], plain=0.3)
    known = {frame.tobytes() for frame in digits.frames}
    shares = [
        np.mean([frame.tobytes() in known for frame in frames])
        for frames, _ in make_ahead(MixedFrames(digits, mixture), 3, seed=0)
    ]
    np.testing.assert_allclose(shares, [0.3, 0.3, 0.6], atol=0.07)


def test_beginning_later_gives_the_same_epochs(digits: Sample) -> None:
    frames = MixedFrames(digits, Mixture())
    whole = list(make_ahead(frames, 3, seed=5))
    rest = list(make_ahead(frames, 3, seed=5, first=1))
    assert len(rest) == 2
    for (made, labels), (again, same) in zip(whole[1:], rest, strict=True):
        np.testing.assert_array_equal(made, again)
        np.testing.assert_array_equal(labels, same)
    assert (labels == NO_DIGIT).sum() == 60
    other, _ = next(make_ahead(frames, 3, seed=6))
    assert not np.array_equal(other, whole[0][0])
