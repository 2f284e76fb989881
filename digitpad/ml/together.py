"""Training networks side by side: on the same frames, each by itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

import keras
import numpy as np

from digitpad.core.frame import FRAME_SHAPE
from digitpad.core.prediction import INPUT, SPREAD, Probabilities
from digitpad.core.strokes import Frames
from digitpad.ml.ahead import make_ahead
from digitpad.ml.mixture import MixedFrames
from digitpad.ml.one_cycle import OneCycle

_SAVING_SECONDS: Final = 60.0
"""How often it is written down how far a training is."""
_READ: Final = 1024
"""Frames that teachers read at once."""


@dataclass(frozen=True, slots=True)
class Course:
    """How networks are trained.

    Attributes
    ----------
    epochs, batch_size, seed
        As in `digitpad.core.training_config.TrainingConfig`.
    learning_rate, weight_decay
        AdamW's; the rate is the highest of one cycle, and changes each epoch.
    label_smoothing
        Share of each target that is spread over all digits, in [0, 1).
    """

    epochs: int
    batch_size: int
    learning_rate: float
    weight_decay: float
    label_smoothing: float
    seed: int


def train_together(
    members: Sequence[keras.Model],
    frames: MixedFrames,
    course: Course,
    unfinished: Path,
    say: Callable[[str], None],
    teachers: Sequence[keras.Model] = (),
) -> None:
    """Train networks of different names.

    One after the other they would have the frames made, or be taught, once for each.
    Any backend of Keras will do.

    Parameters
    ----------
    unfinished
        A `.weights.h5` file that is written now and then. If it exists, the training
        goes on from there; in the end it is deleted.
    say
        Is given a line about each epoch.
    teachers
        Networks whose mean is what the members learn to say; without them, the
        labels. A mean of networks knows which digits a drawing could also be taken
        for, which no label tells.

    Notes
    -----
    G. Hinton, O. Vinyals, J. Dean: Distilling the knowledge in a neural network,
    https://arxiv.org/abs/1503.02531.
    """
    together = side_by_side(members)
    together.compile(
        optimizer=keras.optimizers.AdamW(
            course.learning_rate, weight_decay=course.weight_decay
        ),
        loss=keras.losses.CategoricalCrossentropy(
            label_smoothing=course.label_smoothing
        ),
    )
    together.optimizer.build(together.trainable_variables)
    # Full batches only: one of another size would have all be compiled again.
    whole = len(frames) // course.batch_size * course.batch_size
    done = 0
    if unfinished.exists():
        together.load_weights(unfinished)
        done = int(together.optimizer.iterations) // (whole // course.batch_size)
    taught = side_by_side(teachers) if teachers else None
    cycle = OneCycle(course.learning_rate, course.epochs)
    began = saved = perf_counter()
    epochs = make_ahead(frames, course.epochs, seed=course.seed, first=done)
    for epoch, (made, labels) in enumerate(epochs, done):
        made, labels = made[:whole], labels[:whole]
        targets = SPREAD[labels] if taught is None else said(taught, made)
        together.optimizer.learning_rate = cycle.rate(epoch)
        history = together.fit(
            made,
            np.repeat(targets[:, None], len(members), axis=1),
            batch_size=course.batch_size,
            shuffle=False,  # they are in an order of their own
            verbose=0,
        )
        now = perf_counter()
        left = (now - began) / (epoch + 1 - done) * (course.epochs - epoch - 1)
        loss = history.history["loss"][0]
        say(f"epoch {epoch + 1} of {course.epochs}: loss {loss:.4f}, {left:.0f} s left")
        if now - saved > _SAVING_SECONDS:
            together.save_weights(unfinished)
            saved = now
    unfinished.unlink(missing_ok=True)


def side_by_side(members: Sequence[keras.Model]) -> keras.Model:
    """Return a network that gives what each member says: float32 (n, members, 10)."""
    frame = keras.Input(FRAME_SHAPE, dtype="float32", name=INPUT)
    said = [member(frame) for member in members]
    return keras.Model(frame, keras.ops.stack(said, axis=1))


def said(taught: keras.Model, frames: Frames) -> Probabilities:
    """Return the mean of what networks side by side say: float32 (n, 10)."""
    count = len(frames)
    # A last batch of another size would have all be compiled again.
    frames = np.pad(frames, ((0, -count % _READ), (0, 0), (0, 0)))
    batches = np.split(frames, len(frames) // _READ)
    means = [taught.predict_on_batch(batch).mean(axis=1) for batch in batches]
    return np.concatenate(means)[:count]
