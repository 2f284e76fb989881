"""Each epoch shows new frames with the right labels."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad.core.datasets import Sample
from digitpad.core.prediction import NO_DIGIT
from digitpad.core.strokes import Frames
from digitpad.ml.batches import MixedBatches, targets
from digitpad.ml.mixture import MIXTURES, MixedFrames, Mixture

PLAIN = MIXTURES["none"]


def batches(
    digits: Sample, seed: int = 0, mixture: Mixture = PLAIN, *, one_hot: bool = True
) -> MixedBatches:
    return MixedBatches(
        MixedFrames(digits, mixture),
        batch_size=100,
        epochs=3,
        seed=seed,
        one_hot=one_hot,
    )


def parts(source: MixedBatches) -> list[tuple[Frames, NDArray[Any]]]:
    """Return the batches of the next epoch."""
    return list(source.make_epoch().as_numpy_iterator())


def test_plain_batches_hold_every_frame_once_with_its_label(digits: Sample) -> None:
    epoch = parts(batches(digits))
    frames = np.concatenate([frames for frames, _ in epoch])
    labels = np.concatenate([targets.argmax(axis=1) for _, targets in epoch])
    known = {
        frame.tobytes(): label
        for frame, label in zip(digits.frames, digits.labels, strict=True)
    }
    assert {frame.tobytes() for frame in frames} == set(known)
    assert [known[frame.tobytes()] for frame in frames] == labels.tolist()


@pytest.mark.parametrize("mixture", [PLAIN, MIXTURES["deform"]])
def test_each_epoch_has_another_order(digits: Sample, mixture: Mixture) -> None:
    source = batches(digits, mixture=mixture)
    first, second = parts(source), parts(source)
    assert not np.array_equal(first[0][1], second[0][1])


def test_each_epoch_has_other_frames_where_they_are_changed(digits: Sample) -> None:
    source = batches(digits, mixture=replace(MIXTURES["deform"], plain=0))
    seen = {frame.tobytes() for _ in range(2) for b, _ in parts(source) for frame in b}
    assert len(seen) == 2 * len(digits)


def test_the_last_third_is_calmer(digits: Sample) -> None:
    source = batches(digits, mixture=replace(MIXTURES["deform"], plain=0.3))
    known = {frame.tobytes() for frame in digits.frames}
    shares = [
        np.mean([frame.tobytes() in known for b, _ in parts(source) for frame in b])
        for _ in range(3)
    ]
    np.testing.assert_allclose(shares, [0.3, 0.3, 0.6], atol=0.07)


def test_the_seed_decides_what_is_shown(digits: Sample) -> None:
    first, second, other = (
        parts(batches(digits, seed, Mixture()))[2] for seed in (3, 3, 4)
    )
    np.testing.assert_array_equal(first[0], second[0])
    np.testing.assert_array_equal(first[1], second[1])
    assert not np.array_equal(first[0], other[0])


def test_the_last_batch_holds_the_rest(digits: Sample) -> None:
    frames = MixedFrames(digits, PLAIN)
    source = MixedBatches(frames, batch_size=250, epochs=1, seed=0)
    assert [len(frames) for frames, _ in parts(source)] == [250, 250, 100]
    assert len(source) == 3
    few = MixedBatches(frames, batch_size=1000, epochs=1, seed=0)
    assert len(few) == 1
    assert parts(few)[0][0].shape == (600, 28, 28)


@pytest.mark.parametrize("mixture", [PLAIN, MIXTURES["deform"]])
def test_what_is_being_learned_can_be_shown(digits: Sample, mixture: Mixture) -> None:
    source = batches(digits, mixture=mixture)
    for _ in range(2):
        epoch = parts(source)
        np.testing.assert_array_equal(source.frames_of(3, 12), epoch[3][0][:12])
        assert len(source.frames_of(5, 1000)) == 100


def test_making_an_epoch_can_be_ended(digits: Sample) -> None:
    def check() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        batches(digits, mixture=MIXTURES["deform"]).make_epoch(check)


def test_targets_are_what_the_loss_takes(digits: Sample) -> None:
    _, rows = parts(batches(digits))[0]
    _, labels = parts(batches(digits, one_hot=False))[0]
    assert rows.shape == (100, 10)
    assert rows.dtype == np.float32
    assert labels.shape == (100,)
    assert labels.dtype == np.int64
    np.testing.assert_array_equal(rows, targets(labels, one_hot=True))


def test_no_digit_is_as_much_any_of_them() -> None:
    rows = targets(np.array([3, NO_DIGIT]), one_hot=True)
    assert rows[0].argmax() == 3
    np.testing.assert_allclose(rows, [np.eye(10)[3], np.full(10, 0.1)])


def test_what_is_no_digit_comes_among_the_digits(digits: Sample) -> None:
    source = batches(digits, mixture=Mixture())
    epoch = parts(source)
    none = [(wanted.max(axis=1) < 0.5).sum() for _, wanted in epoch]
    assert sum(none) == 60
    assert sum(len(frames) for frames, _ in epoch) == 660
    assert min(none[:-1]) > 0
