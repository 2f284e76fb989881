"""The batches of an epoch."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from digitpad.core.datasets import Labels, Sample
from digitpad.core.frame import FRAME_SHAPE
from digitpad.core.prediction import SPREAD
from digitpad.core.strokes import Frames
from digitpad.ml.mixture import MixedFrames

_CHUNK: Final = 1024
"""Frames made at once: about 30 MB of work space, and a wish is heeded soon."""
_AHEAD: Final = 2
"""Batches that wait for the network."""
_MEASURED: Final = 1000
"""Frames measured at once."""


class MixedBatches:
    """An epoch's batches, in an order and of frames that the seed decides.

    All frames are made before the epoch begins, by as many threads as there are
    processors; then the network has them to itself.

    Parameters
    ----------
    frames
        What makes the frames, and their labels.
    epochs
        How many there will be. In the last third of them frames are less deformed:
        on 10,000 validation images 99.47 instead of 99.40 % were right then, of the
        training writers of `pendigits` 98.95 instead of 98.81 %.
    one_hot
        Whether targets are rows of ten, for the dense loss, or the labels
        themselves, for the sparse one.
    """

    def __init__(
        self,
        frames: MixedFrames,
        *,
        batch_size: int,
        epochs: int,
        seed: int,
        one_hot: bool = True,
    ) -> None:
        self._frames = frames
        self._batch_size = batch_size
        self._seed = seed
        self._calm_from = epochs - epochs // 3
        self._epoch = 0
        self._one_hot = one_hot
        self._order = np.arange(len(frames))
        self._made: Frames = frames.given
        if not frames.are_plain:
            self._made = np.empty((len(frames), *FRAME_SHAPE), np.float32)
        self._tensors: tuple[tf.Tensor, tf.Tensor] | None = None

    def __len__(self) -> int:
        """Return the number of batches; the last one may be smaller."""
        return -(-len(self._order) // self._batch_size)

    def make_epoch(self, check: Callable[[], None] = lambda: None) -> tf.data.Dataset:
        """Return the next epoch: frames, float32 (n, 28, 28), and their targets.

        `check` is called now and then; what it raises ends it.
        """
        if self._tensors is None or not self._frames.are_plain:
            self._make_frames(check)
            wanted = targets(self._frames.labels, one_hot=self._one_hot)
            self._tensors = tf.constant(self._made), tf.constant(wanted)
        frames, wanted = self._tensors
        rng = np.random.default_rng([self._seed, 2, self._epoch])
        self._order = rng.permutation(len(self._order))
        self._epoch += 1
        return untuned(
            tf.data.Dataset.from_tensor_slices(self._order)
            .batch(self._batch_size)
            .map(lambda index: (tf.gather(frames, index), tf.gather(wanted, index)))
            .prefetch(_AHEAD)
        )

    def frames_of(self, number: int, most: int) -> Frames:
        """Return the first frames of a batch of the epoch that was made last."""
        first = number * self._batch_size
        return self._made[self._order[first : first + min(most, self._batch_size)]]

    def _make_frames(self, check: Callable[[], None]) -> None:
        """Make the epoch's frames, unless they are plain."""
        if self._frames.are_plain:
            return
        calm = self._epoch >= self._calm_from

        def make(first: int) -> None:
            rng = np.random.default_rng([self._seed, 3, self._epoch, first])
            part = np.arange(first, min(first + _CHUNK, len(self._order)))
            self._made[part] = self._frames.make(part, rng, calm=calm)

        # Threads: NumPy lets go of Python's lock while it computes.
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as threads:
            try:
                for _ in threads.map(make, range(0, len(self._order), _CHUNK)):
                    check()
            except BaseException:
                threads.shutdown(cancel_futures=True)
                raise


def in_batches(sample: Sample, *, one_hot: bool) -> tf.data.Dataset:
    """Return frames, float32 (n, 28, 28), and their targets, to be measured with."""
    arrays = sample.frames, targets(sample.labels, one_hot=one_hot)
    return untuned(tf.data.Dataset.from_tensor_slices(arrays).batch(_MEASURED))


def untuned(dataset: tf.data.Dataset) -> tf.data.Dataset:
    """Return a dataset that TensorFlow does not tune while it is read.

    The tuner sleeps twice as long after each look, and the end of a dataset often
    waits for it to awake: then an epoch ends 10.2 or 20.5 s after it began, or 41 or
    82 s, although it was through long before.
    """
    options = tf.data.Options()
    options.autotune.enabled = False
    return dataset.with_options(options)


def targets(labels: Labels, *, one_hot: bool) -> NDArray[Any]:
    """Return what Keras's losses take: float32 (n, 10), or the labels, int64 (n,).

    For what is no digit, all ten digits are as likely: a tenth each.
    """
    return SPREAD[labels] if one_hot else labels
