"""Each epoch shows new frames with the right labels."""

import numpy as np
import pytest

from digitpad.ml.batches import MixedBatches, Mixture, Sample, mix
from digitpad.ml.traces import trace

PLAIN = Mixture(plain=1, redrawn=0)


def batches(digits: Sample, seed: int = 0, mixture: Mixture = PLAIN) -> MixedBatches:
    return MixedBatches(digits, mixture, batch_size=100, seed=seed)


def test_plain_batches_hold_every_frame_once_with_its_label(digits: Sample) -> None:
    parts = [batches(digits)[number] for number in range(6)]
    frames = np.concatenate([frames for frames, _ in parts])
    labels = np.concatenate([targets.argmax(axis=1) for _, targets in parts])
    known = {
        frame.tobytes(): label
        for frame, label in zip(digits.frames, digits.labels, strict=True)
    }
    assert {frame.tobytes() for frame in frames} == set(known)
    assert [known[frame.tobytes()] for frame in frames] == labels.tolist()


def test_each_epoch_has_another_order(digits: Sample) -> None:
    source = batches(digits)
    first = source[0][1]
    source.on_epoch_end()
    assert not np.array_equal(first, source[0][1])


def test_the_seed_decides_what_is_shown(digits: Sample) -> None:
    first, second, other = (batches(digits, seed, Mixture())[2] for seed in (3, 3, 4))
    np.testing.assert_array_equal(first[0], second[0])
    np.testing.assert_array_equal(first[1], second[1])
    assert not np.array_equal(first[0], other[0])


def test_an_incomplete_batch_is_left_out_unless_it_is_the_only_one(
    digits: Sample,
) -> None:
    assert len(MixedBatches(digits, PLAIN, batch_size=250, seed=0)) == 2
    few = MixedBatches(digits, PLAIN, batch_size=1000, seed=0)
    assert len(few) == 1
    assert few[0][0].shape == (600, 28, 28)


def test_the_mixture_has_its_shares(digits: Sample) -> None:
    rng = np.random.default_rng(0)
    mixed = mix(digits, trace(digits.frames), Mixture(plain=0.4, redrawn=0.3), rng)
    same = (mixed == digits.frames).all(axis=(1, 2)).mean()
    assert 0.3 < same < 0.5
    assert mixed.dtype == np.float32
    assert mixed.min() >= 0
    assert mixed.max() <= 1


def test_shares_must_be_of_one_whole() -> None:
    with pytest.raises(ValueError, match="one whole"):
        Mixture(plain=0.6, redrawn=0.6)


def test_a_sample_checks_itself(digits: Sample) -> None:
    with pytest.raises(ValueError, match="float32"):
        Sample(digits.frames.astype(np.float64), digits.labels)
    with pytest.raises(ValueError, match="one label"):
        Sample(digits.frames, digits.labels[:-1])
