"""Training a network on augmented MNIST frames."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Final

import keras
import numpy as np

from digitpad.ml.batches import MixedBatches, Mixture, Sample, one_hot

_WARMUP: Final = 0.2
"""Share of the steps in which the learning rate rises."""


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """How a network is trained.

    Attributes
    ----------
    epochs, batch_size
        Passes over the training part; frames a step.
    learning_rate, weight_decay
        AdamW's; the learning rate is the highest of its one cycle.
    label_smoothing
        Share of each target that is spread over all digits, in [0, 1).
    validation
        Number of frames taken from the training set for validation.
    seed
        Decides the split, the order and the deformations.
    mixture
        What becomes of the frames.
    """

    epochs: int = 20
    batch_size: int = 128
    learning_rate: float = 3e-3
    weight_decay: float = 0.02
    label_smoothing: float = 0.05
    validation: int = 5000
    seed: int = 0
    mixture: Mixture = field(default_factory=Mixture)

    def __post_init__(self) -> None:
        if min(self.epochs, self.batch_size, self.validation) < 1:
            raise ValueError("epochs, batch_size and validation must be at least 1")
        if not (self.learning_rate > 0 and self.weight_decay >= 0):
            raise ValueError("learning_rate must be positive, weight_decay not below 0")
        if not 0 <= self.label_smoothing < 1:
            raise ValueError("label_smoothing must be in [0, 1)")


@dataclass(frozen=True, slots=True)
class EpochReport:
    """One epoch's outcome: accuracies in [0, 1], `seconds` since the start."""

    epoch: int
    epochs: int
    loss: float
    accuracy: float
    validation_accuracy: float
    seconds: float


def split(sample: Sample, config: TrainingConfig) -> tuple[Sample, Sample]:
    """Split at random into the part to fit and the part to validate with.

    Raises
    ------
    ValueError
        If nothing would be left to fit.
    """
    if config.validation >= len(sample):
        raise ValueError("the validation part must be smaller than the sample")
    order = np.random.default_rng([config.seed, 1]).permutation(len(sample))
    return (
        sample.take(order[config.validation :]),
        sample.take(order[: config.validation]),
    )


def fit(
    model: keras.Model,
    fitting: Sample,
    validation: Sample,
    config: TrainingConfig,
    report: Callable[[EpochReport], None] | None = None,
) -> None:
    """Train a network in place.

    Parameters
    ----------
    model
        Input float32 (n, 28, 28), output probabilities (n, 10).
    fitting, validation
        What the weights are fitted to, and what each report measures.
    report
        Called after each epoch.

    Notes
    -----
    AdamW with one cycle of the learning rate: https://arxiv.org/abs/1711.05101,
    https://arxiv.org/abs/1708.07120.
    """
    batches = MixedBatches(
        fitting, config.mixture, batch_size=config.batch_size, seed=config.seed
    )
    model.compile(
        optimizer=keras.optimizers.AdamW(
            _one_cycle(len(batches) * config.epochs, config.learning_rate),
            weight_decay=config.weight_decay,
        ),
        loss=keras.losses.CategoricalCrossentropy(
            label_smoothing=config.label_smoothing
        ),
        metrics=["accuracy"],
    )
    model.fit(
        batches,
        validation_data=(
            validation.frames,
            one_hot(validation.labels),
        ),
        validation_batch_size=1000,
        epochs=config.epochs,
        shuffle=False,  # MixedBatches does it, repeatably
        callbacks=[_Reporter(report)] if report else None,
        verbose=0,
    )


def _one_cycle(steps: int, highest: float) -> keras.optimizers.schedules.CosineDecay:
    warmup = max(1, round(steps * _WARMUP))
    return keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=highest / 25,
        warmup_target=highest,
        warmup_steps=warmup,
        decay_steps=max(1, steps - warmup),
        alpha=1e-3,
    )


class _Reporter(keras.callbacks.Callback):  # type: ignore[misc]
    """Turns Keras's logs into reports."""

    def __init__(self, report: Callable[[EpochReport], None]) -> None:
        super().__init__()
        self._report = report
        self._started = perf_counter()

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        logs = logs or {}
        self._report(
            EpochReport(
                epoch=epoch + 1,
                epochs=int(self.params["epochs"]),
                loss=float(logs["loss"]),
                accuracy=float(logs["accuracy"]),
                validation_accuracy=float(logs["val_accuracy"]),
                seconds=perf_counter() - self._started,
            )
        )
