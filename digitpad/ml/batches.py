"""The frames a network is fitted to: new ones in every epoch."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from digitpad.core.datasets import Labels, Sample
from digitpad.core.prediction import DIGITS
from digitpad.core.strokes import Frames
from digitpad.ml.augment import Augmentation, augment
from digitpad.ml.redraw import redraw
from digitpad.ml.styles import add_styles
from digitpad.ml.traces import trace


@dataclass(frozen=True, slots=True)
class Mixture:
    """What becomes of the frames.

    Attributes
    ----------
    plain, redrawn
        Share of the frames that stay as they are; that are drawn anew, from their
        traces, with the pad's pen. The others are deformed as pictures.
    strength
        How far the latter two are deformed.
    """

    plain: float = 0.2
    redrawn: float = 0.6
    strength: Augmentation = field(default_factory=Augmentation)

    def __post_init__(self) -> None:
        if min(self.plain, self.redrawn) < 0 or self.plain + self.redrawn > 1:
            raise ValueError("plain and redrawn are shares of one whole")


MIXTURES: Final = {
    "none": Mixture(plain=1, redrawn=0),
    "deform": Mixture(plain=0.2, redrawn=0),
    "redraw": Mixture(plain=0.2, redrawn=0.6),
}
"""For each of `digitpad.core.training_config.AUGMENTATIONS`."""


_CHUNK: Final = 1024
"""Frames made at once: about 30 MB of work space, and a wish is heeded soon."""


class MixedFrames:
    """Makes new frames of a sample's again and again.

    Parameters
    ----------
    sample
        What the frames are made of.
    mixture
        What becomes of them.
    report
        Called with the share, in [0, 1], of the pen's paths that have been found,
        which takes seconds for tens of thousands of frames.
    """

    def __init__(
        self,
        sample: Sample,
        mixture: Mixture,
        report: Callable[[float], None] = lambda _share: None,
    ) -> None:
        self._sample = sample
        self._mixture = mixture
        self._traces = trace(sample.frames, report) if mixture.redrawn else None

    @property
    def are_plain(self) -> bool:
        """Whether they are the sample's own, the same in each epoch."""
        return self._mixture.plain == 1

    def make(self, index: NDArray[np.int64], rng: np.random.Generator) -> Frames:
        """Return the chosen frames, each plain, redrawn or deformed by chance.

        Returns
        -------
        float32 (n, 28, 28), 0 paper to 1 ink.
        """
        frames = self._sample.frames[index]
        mixture = self._mixture
        if self.are_plain:
            return frames
        chance = rng.random(len(frames))
        (redrawn,) = np.nonzero(chance < mixture.redrawn)
        (deformed,) = np.nonzero(chance >= mixture.redrawn + mixture.plain)
        if self._traces is not None and len(redrawn):
            chosen = index[redrawn]
            labels = self._sample.labels[chosen]
            styled = add_styles(self._traces.take(chosen), labels, rng)
            frames[redrawn] = redraw(styled, rng, mixture.strength)
        if len(deformed):
            frames[deformed] = augment(frames[deformed], rng, mixture.strength)
        return frames

    def make_all(self, rng: np.random.Generator) -> Frames:
        """Return the whole sample's frames, as `make` does, in its order."""
        return self.make(np.arange(len(self._sample)), rng)


class MixedBatches:
    """An epoch's batches, in an order and of frames that the seed decides.

    All frames are made before the epoch begins. Made meanwhile, by a generator in one
    of TensorFlow's threads, trainings came to a standstill between two epochs now and
    then.

    Parameters
    ----------
    sample, frames
        The labels and what makes the frames.
    one_hot
        Whether targets are rows of ten, for the dense loss, or the labels
        themselves, for the sparse one.
    """

    def __init__(
        self,
        sample: Sample,
        frames: MixedFrames,
        *,
        batch_size: int,
        seed: int,
        one_hot: bool = True,
    ) -> None:
        self._frames = frames
        self._batch_size = batch_size
        self._seed = seed
        self._epoch = 0
        self._order = np.arange(len(sample))
        plain = frames.are_plain
        self._made = sample.frames if plain else np.empty_like(sample.frames)
        self._tensor: tf.Tensor | None = None
        self._targets = tf.constant(targets(sample.labels, one_hot=one_hot))

    def __len__(self) -> int:
        """Return the number of batches; the last one may be smaller."""
        return -(-len(self._order) // self._batch_size)

    def make_epoch(self, check: Callable[[], None] = lambda: None) -> tf.data.Dataset:
        """Return the next epoch: frames, float32 (n, 28, 28), and their targets.

        `check` is called now and then; what it raises ends it.
        """
        if not self._frames.are_plain:
            self._make_frames(check)
            self._tensor = None
        if self._tensor is None:
            self._tensor = tf.constant(self._made)
        frames = self._tensor
        rng = np.random.default_rng([self._seed, 2, self._epoch])
        self._order = rng.permutation(len(self._order))
        self._epoch += 1
        return (
            tf.data.Dataset.from_tensor_slices(self._order)
            .batch(self._batch_size)
            .map(lambda index: (tf.gather(frames, index), self._targets_at(index)))
            .prefetch(tf.data.AUTOTUNE)
        )

    def frames_of(self, number: int, most: int) -> Frames:
        """Return the first frames of a batch of the epoch that was made last."""
        first = number * self._batch_size
        return self._made[self._order[first : first + min(most, self._batch_size)]]

    def _targets_at(self, index: tf.Tensor) -> tf.Tensor:
        return tf.gather(self._targets, index)

    def _make_frames(self, check: Callable[[], None]) -> None:
        for first in range(0, len(self._made), _CHUNK):
            check()
            rng = np.random.default_rng([self._seed, 3, self._epoch, first])
            index = np.arange(first, min(first + _CHUNK, len(self._made)))
            self._made[index] = self._frames.make(index, rng)


def targets(labels: Labels, *, one_hot: bool) -> NDArray[Any]:
    """Return what Keras's losses take: float32 (n, 10), or the labels, int64 (n,)."""
    return np.eye(DIGITS, dtype=np.float32)[labels] if one_hot else labels
