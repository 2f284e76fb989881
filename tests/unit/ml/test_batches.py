"""Each epoch shows new frames with the right labels."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad.core.datasets import Sample
from digitpad.core.strokes import Frames
from digitpad.core.training_config import AUGMENTATIONS
from digitpad.ml.batches import MIXTURES, MixedBatches, MixedFrames, Mixture, targets

PLAIN = Mixture(plain=1, redrawn=0)


def batches(
    digits: Sample, seed: int = 0, mixture: Mixture = PLAIN, *, one_hot: bool = True
) -> MixedBatches:
    return MixedBatches(
        digits,
        MixedFrames(digits, mixture),
        batch_size=100,
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
    source = batches(digits, mixture=Mixture(plain=0, redrawn=0))
    seen = {frame.tobytes() for _ in range(2) for b, _ in parts(source) for frame in b}
    assert len(seen) == 2 * len(digits)


def test_the_seed_decides_what_is_shown(digits: Sample) -> None:
    first, second, other = (
        parts(batches(digits, seed, Mixture()))[2] for seed in (3, 3, 4)
    )
    np.testing.assert_array_equal(first[0], second[0])
    np.testing.assert_array_equal(first[1], second[1])
    assert not np.array_equal(first[0], other[0])


def test_the_last_batch_holds_the_rest(digits: Sample) -> None:
    frames = MixedFrames(digits, PLAIN)
    source = MixedBatches(digits, frames, batch_size=250, seed=0)
    assert [len(frames) for frames, _ in parts(source)] == [250, 250, 100]
    assert len(source) == 3
    few = MixedBatches(digits, frames, batch_size=1000, seed=0)
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


def test_the_mixture_has_its_shares(digits: Sample) -> None:
    frames = MixedFrames(digits, Mixture(plain=0.4, redrawn=0.3))
    mixed = frames.make_all(np.random.default_rng(0))
    same = (mixed == digits.frames).all(axis=(1, 2)).mean()
    assert 0.3 < same < 0.5
    assert mixed.dtype == np.float32
    assert mixed.min() >= 0
    assert mixed.max() <= 1


def test_every_augmentation_has_its_mixture() -> None:
    assert tuple(MIXTURES) == AUGMENTATIONS
    assert MIXTURES["none"].plain == 1


def test_making_frames_leaves_the_sample_as_it_was(digits: Sample) -> None:
    before = digits.frames.copy()
    MixedFrames(digits, MIXTURES["deform"]).make_all(np.random.default_rng(0))
    np.testing.assert_array_equal(digits.frames, before)


def test_only_what_is_redrawn_is_traced_and_that_is_told(digits: Sample) -> None:
    shares: list[float] = []
    MixedFrames(digits, MIXTURES["deform"], shares.append)
    assert shares == []
    MixedFrames(digits.take(slice(50)), MIXTURES["redraw"], shares.append)
    assert shares[-1] == 1


def test_shares_must_be_of_one_whole() -> None:
    with pytest.raises(ValueError, match="one whole"):
        Mixture(plain=0.6, redrawn=0.6)
