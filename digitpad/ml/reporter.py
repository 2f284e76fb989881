"""The Keras callback that reports a training and heeds what is asked of it."""

import math
from collections.abc import Callable
from time import perf_counter
from typing import Any, Final

import keras
import numpy as np

from digitpad.core.errors import DigitpadError
from digitpad.core.packing import decode_frame, encode_images
from digitpad.core.records import (
    MOST_IMAGES,
    Batch,
    Epoch,
    Learning,
    Phase,
    Probe,
    Probed,
    Record,
)
from digitpad.core.training_config import TrainingConfig
from digitpad.ml.batches import MixedBatches
from digitpad.ml.control import Control, StoppedError
from digitpad.ml.stages import Stages, Weights, read_frame

_BATCH_SECONDS: Final = 0.1
_PROBE_SECONDS: Final = 0.1
_LEARNING_SECONDS: Final = 0.5
"""How often each is reported."""
_SIGN_SECONDS: Final = 2.0
"""Of validating after which a sign of life is given."""


class DivergedError(DigitpadError):
    """The loss is no number any more."""

    def __init__(self) -> None:
        super().__init__(
            "The loss is no number any more, the steps were too long: "
            "choose a smaller learning rate."
        )


class Reporter(keras.callbacks.Callback):  # type: ignore[misc]
    """Reports batches and epochs, remembers the best weights, pauses and ends.

    Raising leaves `fit` at once; Keras's own `stop_training` would validate first.

    Attributes
    ----------
    epoch
        The last epoch that is complete; 0 amid the first.
    best_epoch, best_weights
        The best epoch so far, and its weights; 0 and None amid the first.
    held
        Seconds that it was paused.
    """

    def __init__(
        self,
        run: int,
        config: TrainingConfig,
        batches: MixedBatches,
        stages: Stages,
        report: Callable[[Record], None],
        control: Control,
    ) -> None:
        super().__init__()
        self.epoch = 0
        self.best_epoch = 0
        self.best_weights: Weights | None = None
        self.held = 0.0
        self._run = run
        self._config = config
        self._batches = batches
        self._stages = stages
        self._report = report
        self._control = control
        self._merit = (-math.inf, -math.inf)
        self._answered: Probe | None = None
        self._began = self._epoch_began = perf_counter()
        # So that the first batch is reported.
        self._batch_due = self._probe_due = self._learning_due = self._began

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._control.check(may_stop=False)
        self._epoch_began = perf_counter()

    def on_train_batch_end(
        self, batch: int, logs: dict[str, Any] | None = None
    ) -> None:
        now = perf_counter()
        if now >= self._batch_due:
            self._batch_due = now + _BATCH_SECONDS
            self._report_batch(batch + 1, logs or {}, now)
        if now >= self._learning_due:
            self._learning_due = now + _LEARNING_SECONDS
            frames = self._batches.frames_of(batch, MOST_IMAGES)
            images = np.rint(frames * 255).astype(np.uint8)
            self._report(Learning(self._run, encode_images(images)))
        self._heed()

    def on_test_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        self._control.check(may_stop=False)
        now = perf_counter()
        if now >= self._batch_due + _SIGN_SECONDS:  # else the window takes it for dead
            self._batch_due = now
            self._report(Phase(self._run, "fitting"))

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        logs = {name: float(value) for name, value in (logs or {}).items()}
        if not all(math.isfinite(value) for value in logs.values()):
            raise DivergedError
        number = epoch + 1
        accuracy, loss = logs.get("val_accuracy"), logs.get("val_loss")
        # Where both are equal, the earlier epoch stays the best.
        merit = (-logs["loss"], 0.0) if loss is None else (accuracy or 0.0, -loss)
        best = merit > self._merit
        if best:
            self._merit = merit
            self.best_epoch, self.best_weights = number, self.model.get_weights()
        self.epoch = number
        self._stages.keep(number)
        self._report(
            Epoch(
                run=self._run,
                epoch=number,
                epochs=self._config.epochs,
                loss=logs["loss"],
                accuracy=logs["accuracy"],
                validation_loss=loss,
                validation_accuracy=accuracy,
                seconds=perf_counter() - self._epoch_began,
                best=best,
            )
        )
        if self._has_no_patience_left(number):
            raise StoppedError

    def _report_batch(self, step: int, logs: dict[str, Any], now: float) -> None:
        loss, accuracy = float(logs["loss"]), float(logs["accuracy"])
        if not math.isfinite(loss):
            raise DivergedError
        self._report(
            Batch(
                run=self._run,
                epoch=self.epoch + 1,
                epochs=self._config.epochs,
                step=step,
                steps=len(self._batches),
                loss=loss,
                accuracy=accuracy,
                seconds=now - self._began,
            )
        )

    def _heed(self) -> None:
        """End, or read the drawing, or hold until something is asked."""
        self._control.check()
        self._answer()
        if self._control.is_paused:
            self._hold()

    def _hold(self) -> None:
        """Wait until something else is asked; drawings are read meanwhile."""
        began = perf_counter()
        while self._control.is_paused:
            self._control.wait(self._answered)
            self._control.check()
            self._answer()
        held = perf_counter() - began
        self.held += held
        self._began += held
        self._epoch_began += held

    def _answer(self) -> None:
        probe, now = self._control.probe, perf_counter()
        if probe is None or (probe is self._answered and now < self._probe_due):
            return
        self._answered = probe
        self._probe_due = now + _PROBE_SECONDS
        if probe.frame:
            read = read_frame(self.model, decode_frame(probe.frame))
            self._report(Probed(self._run, probe.number, 0, read))

    def _has_no_patience_left(self, number: int) -> bool:
        patience = self._config.patience
        return 0 < patience <= number - self.best_epoch and number < self._config.epochs
