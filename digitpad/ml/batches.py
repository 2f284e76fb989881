"""The frames a network is fitted to: new ones in every epoch."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
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

    def make(self, index: NDArray[np.int64], rng: np.random.Generator) -> Frames:
        """Return the chosen frames, each plain, redrawn or deformed by chance.

        Returns
        -------
        float32 (n, 28, 28), 0 paper to 1 ink.
        """
        frames = self._sample.frames[index]
        mixture = self._mixture
        if mixture.plain == 1:
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
    """Batches that are new in each epoch, and the same for the same seed.

    An epoch's frames are made before it begins. Made meanwhile, by a generator in one
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
        self._labels = sample.labels
        self._frames = frames
        self._batch_size = batch_size
        self._seed = seed
        self._one_hot = one_hot
        self._epoch = 0
        self._made: Frames = sample.frames[:0]
        self._shuffle()

    def __len__(self) -> int:
        """Return the number of batches; the last one may be smaller."""
        return -(-len(self._labels) // self._batch_size)

    def __getitem__(self, number: int) -> tuple[Frames, NDArray[Any]]:
        """Return frames, float32 (n, 28, 28), and their targets."""
        rng = np.random.default_rng([self._seed, 3, self._epoch, number])
        first = number * self._batch_size
        index = self._order[first : first + self._batch_size]
        frames = self._frames.make(index, rng)
        return frames, targets(self._labels[index], one_hot=self._one_hot)

    def make_epoch(
        self, check: Callable[[], None] = lambda: None
    ) -> tuple[Frames, NDArray[Any]]:
        """Return all batches of the epoch in one, and turn to the next epoch.

        `check` is called for each batch; what it raises ends it.
        """
        parts = []
        for number in range(len(self)):
            check()
            parts.append(self[number])
        self._made = np.concatenate([frames for frames, _ in parts])
        wanted = np.concatenate([part for _, part in parts])
        self._epoch += 1
        self._shuffle()
        return self._made, wanted

    def frames_of(self, number: int, most: int) -> Frames:
        """Return the first frames of a batch of the epoch that was made last."""
        first = number * self._batch_size
        return self._made[first : first + min(most, self._batch_size)]

    def _shuffle(self) -> None:
        rng = np.random.default_rng([self._seed, 2, self._epoch])
        self._order = rng.permutation(len(self._labels))


def targets(labels: Labels, *, one_hot: bool) -> NDArray[Any]:
    """Return what Keras's losses take: float32 (n, 10), or the labels, int64 (n,)."""
    return np.eye(DIGITS, dtype=np.float32)[labels] if one_hot else labels
