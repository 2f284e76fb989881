"""Training a preset's network: a plain function that reports and can be stopped."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Self

import keras
import numpy as np

from digitpad.core.datasets import Sample
from digitpad.core.errors import DigitpadError
from digitpad.core.presets import Preset, preset_named
from digitpad.core.records import Phase, Record
from digitpad.core.training_config import TrainingConfig
from digitpad.ml.accuracy import DigitAccuracy
from digitpad.ml.batches import MixedBatches, in_batches
from digitpad.ml.control import Control, StoppedError
from digitpad.ml.mixture import MIXTURES, MixedFrames, Mixture
from digitpad.ml.networks import build
from digitpad.ml.one_cycle import OneCycle
from digitpad.ml.pen import PenDrawings
from digitpad.ml.progress import paced
from digitpad.ml.reporter import DivergedError, Reporter
from digitpad.ml.stages import Stages, Weights

Report = Callable[[Record], None]

_MOMENTUM: Final = 0.9
"""Of plain gradient descent."""


@dataclass(frozen=True, slots=True)
class Trained:
    """A network after its training.

    Attributes
    ----------
    epoch
        The epoch whose weights it has: the best one if the training was stopped or
        had a `patience`, else the last; 0 if it was stopped amid the first.
    best_epoch, best_weights
        The best epoch, and its weights; 0 and None if none was complete.
    stopped
        Whether a wish or early stopping ended it, not its last epoch.
    held
        Seconds that it was paused.
    validation
        What was kept out of the fitting; empty without a validation split.
    """

    model: keras.Model
    epoch: int
    best_epoch: int
    best_weights: Weights | None
    stopped: bool
    held: float
    validation: Sample
    stages: Stages

    def at_best(self) -> Self:
        """Give the network the best epoch's weights, if an epoch was complete."""
        if self.best_weights is None:
            return self
        self.model.set_weights(self.best_weights)
        return replace(self, epoch=self.best_epoch)


def train(
    sample: Sample,
    config: TrainingConfig,
    report: Report,
    control: Control,
    run: int = 0,
    pen: PenDrawings | None = None,
    mixture: Mixture | None = None,
) -> Trained:
    """Train a preset's network.

    Parameters
    ----------
    sample
        The training images, of which the first `config.images` are used.
    report
        Called with `Phase`, `Batch`, `Epoch`, `Learning` and `Probed` records, in
        the thread that calls this.
    control
        Asked after each batch whether to hold, to end, or to read a drawing.
    run
        The number that the records bear.
    pen
        Drawings to learn beside the images; nothing is validated with them.
    mixture
        What becomes of the images; by default, what `config` says.

    Returns
    -------
    The network after its last epoch; after the best one if it was stopped, by
    `control` or early, and always if `config` has a `patience`.

    Raises
    ------
    CancelledError
        If `control` says so.
    DigitpadError
        If there are too few images for the settings, or the loss is no number any
        more.
    """
    report(Phase(run, "preparing"))
    preset = preset_named(config.preset)
    config = _fitting_to(sample, config)
    fitting, validation = split(sample, config)
    control.check(may_stop=False)
    keras.utils.set_random_seed(config.seed)
    model = build(config)
    control.check(may_stop=False)
    on_traced = paced(
        lambda share: report(Phase(run, "preparing", share)),
        lambda: control.check(may_stop=False),
    )
    if mixture is None:
        mixture = MIXTURES[config.augmentation]
    if not preset.rejects:
        mixture = replace(mixture, others=0)
    one_hot = preset.loss == "categorical_crossentropy"
    batches = MixedBatches(
        MixedFrames(fitting, mixture, pen, on_traced),
        batch_size=config.batch_size,
        epochs=config.epochs,
        seed=config.seed,
        one_hot=one_hot,
    )
    model.compile(
        optimizer=_optimizer(preset, config),
        loss=_loss(preset),
        metrics=[DigitAccuracy() if one_hot else "accuracy"],
    )
    stages = Stages(model, config.epochs)
    reporter = Reporter(run, config, batches, stages, report, control)
    callbacks: list[keras.callbacks.Callback] = [reporter]
    if preset.one_cycle:
        steps = len(batches) * config.epochs
        callbacks.append(OneCycle(float(config.learning_rate), steps))
    measured = in_batches(validation, one_hot=one_hot) if len(validation) else None
    report(Phase(run, "fitting"))
    try:
        for epoch in range(config.epochs):
            model.fit(
                batches.make_epoch(control.check),
                validation_data=measured,
                initial_epoch=epoch,
                epochs=epoch + 1,
                shuffle=False,  # each epoch's dataset has an order of its own
                callbacks=callbacks,
                verbose=0,
            )
        # The wish may have come during the last epoch's validation.
        stopped = control.is_stopped
    except StoppedError:
        stopped = True
    trained = Trained(
        model=model,
        epoch=reporter.epoch,
        best_epoch=reporter.best_epoch,
        best_weights=reporter.best_weights,
        stopped=stopped,
        held=reporter.held,
        validation=validation,
        stages=stages,
    )
    if stopped or config.patience:
        trained = trained.at_best()
    # The very last step can spoil them, after the loss was taken.
    if not all(np.isfinite(weights).all() for weights in model.get_weights()):
        raise DivergedError
    return trained


def split(sample: Sample, config: TrainingConfig) -> tuple[Sample, Sample]:
    """Split the images that are used at random: what to fit, what to validate with."""
    rng = np.random.default_rng([config.seed, 1])
    order = rng.permutation(config.images)
    return (
        sample.take(order[config.validation_images :]),
        sample.take(order[: config.validation_images]),
    )


def _fitting_to(sample: Sample, config: TrainingConfig) -> TrainingConfig:
    """Return the settings for a sample that may have fewer images than asked for."""
    if len(sample) >= config.images:
        return config
    try:
        return replace(config, images=len(sample))
    except DigitpadError as error:
        raise DigitpadError(
            f"The dataset has only {len(sample):,} training images. {error}"
        ) from error


def _optimizer(preset: Preset, config: TrainingConfig) -> keras.optimizers.Optimizer:
    rate = float(config.learning_rate)  # Keras takes no int
    match config.optimizer:
        case "adam":
            return keras.optimizers.Adam(rate)
        case "adamw":
            # https://arxiv.org/abs/1711.05101
            return keras.optimizers.AdamW(rate, weight_decay=preset.weight_decay)
        case "rmsprop":
            return keras.optimizers.RMSprop(rate)
        case _:
            return keras.optimizers.SGD(rate, momentum=_MOMENTUM)


def _loss(preset: Preset) -> keras.losses.Loss:
    if preset.loss == "sparse_categorical_crossentropy":
        return keras.losses.SparseCategoricalCrossentropy()
    return keras.losses.CategoricalCrossentropy(label_smoothing=preset.label_smoothing)
