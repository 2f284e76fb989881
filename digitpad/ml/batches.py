"""The frames a network is fitted to: new ones in every epoch."""

from dataclasses import dataclass, field

import keras
import numpy as np
from numpy.typing import NDArray

from digitpad.core.frame import SIDE
from digitpad.core.strokes import Frames
from digitpad.ml.augment import Augmentation, augment
from digitpad.ml.network import DIGITS
from digitpad.ml.redraw import redraw
from digitpad.ml.styles import add_styles
from digitpad.ml.traces import Traces, trace

Labels = NDArray[np.int64]
"""Shape (n,), digits 0 to 9."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Frames with their labels.

    Attributes
    ----------
    frames
        float32, shape (n, 28, 28), 0 paper to 1 ink.
    labels
        int64, shape (n,), 0 to 9.
    """

    frames: Frames
    labels: Labels

    def __post_init__(self) -> None:
        if self.frames.shape[1:] != (SIDE, SIDE) or self.frames.dtype != np.float32:
            raise ValueError("frames must be float32 of shape (n, 28, 28)")
        if self.labels.shape != (len(self.frames),):
            raise ValueError("each frame needs one label")

    def __len__(self) -> int:
        return len(self.frames)

    def take(self, index: NDArray[np.int64]) -> "Sample":
        """Return the chosen frames with their labels."""
        return Sample(self.frames[index], self.labels[index])


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


def mix(
    sample: Sample, traces: Traces, mixture: Mixture, rng: np.random.Generator
) -> Frames:
    """Return the sample's frames, each plain, redrawn or deformed by chance.

    Returns
    -------
    float32 (n, 28, 28), 0 paper to 1 ink.
    """
    frames = sample.frames.copy()
    chance = rng.random(len(frames))
    (redrawn,) = np.nonzero(chance < mixture.redrawn)
    (deformed,) = np.nonzero(chance >= mixture.redrawn + mixture.plain)
    if len(redrawn):
        styled = add_styles(traces.take(redrawn), sample.labels[redrawn], rng)
        frames[redrawn] = redraw(styled, rng, mixture.strength)
    if len(deformed):
        frames[deformed] = augment(frames[deformed], rng, mixture.strength)
    return frames


class MixedBatches(keras.utils.PyDataset):  # type: ignore[misc]
    """Batches that are new in each epoch, and the same for the same seed."""

    def __init__(
        self, sample: Sample, mixture: Mixture, *, batch_size: int, seed: int
    ) -> None:
        super().__init__()
        self._sample = sample
        self._traces = trace(sample.frames)
        self._mixture = mixture
        self._batch_size = batch_size
        self._seed = seed
        self._epoch = 0
        self._shuffle()

    def __len__(self) -> int:
        """Return the number of batches: an incomplete last one is left out."""
        return max(1, len(self._sample) // self._batch_size)

    def __getitem__(self, number: int) -> tuple[Frames, NDArray[np.float32]]:
        """Return frames (n, 28, 28) and one-hot targets (n, 10), both float32."""
        rng = np.random.default_rng([self._seed, 3, self._epoch, number])
        first = number * self._batch_size
        index = self._order[first : first + self._batch_size]
        part = self._sample.take(index)
        frames = mix(part, self._traces.take(index), self._mixture, rng)
        return frames, one_hot(part.labels)

    def on_epoch_end(self) -> None:
        """Put the frames into a new order."""
        self._epoch += 1
        self._shuffle()

    def _shuffle(self) -> None:
        rng = np.random.default_rng([self._seed, 2, self._epoch])
        self._order = rng.permutation(len(self._sample))


def one_hot(labels: Labels) -> NDArray[np.float32]:
    """Return targets, float32 (n, 10)."""
    return np.eye(DIGITS, dtype=np.float32)[labels]
