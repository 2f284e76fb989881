"""How the bundled network learns: from teachers, who learn from labels."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import keras

from digitpad.core.datasets import Sample
from digitpad.core.presets import digitpad_layers, preset_named
from digitpad.core.training_config import TrainingConfig
from digitpad.ml.bundled.data import KEPT_OUT
from digitpad.ml.bundled.teachers import teachers
from digitpad.ml.mixture import MIXTURES, MixedFrames
from digitpad.ml.networks import assemble
from digitpad.ml.pen import PenDrawings
from digitpad.ml.together import Course, train_together

_PRESET: Final = preset_named("digitpad")

STAGES: Final = ((32, 32), (48, 48, 48), (96, 96, 96))
"""Filters of the bundled network. All are multiples of 16, with which a processor is
quick: two networks of the preset's 24, 48 and 96, averaged, took half as long again.
One of 32, 64 and 128, with two convolutions each, took as long and read a little worse
what was kept out of MNIST, `pendigits_test` and `bridger_digits`, and a little better
`usps_test` and `optdigits`."""
CONFIG: Final = replace(
    _PRESET.defaults,
    images=_PRESET.defaults.images - KEPT_OUT,
    epochs=41,
    batch_size=256,
    dense=(48,),  # fewer than the preset's: a small twin is loaded sooner
    dropout=0.1,  # what teachers say of ever new frames is hard to learn by heart
    validation_split=0.0,  # what is kept out is kept out of all networks
)
TEACHING: Final = replace(CONFIG, epochs=24, dropout=0.4)
"""Of the teachers."""
_TEACHERS_SMOOTHING: Final = 0.02
"""Less label smoothing than the preset's: it hides which digits are alike."""
MIXTURE: Final = MIXTURES[CONFIG.augmentation]


def learned(folder: Path, images: Sample, pen: PenDrawings) -> keras.Model:
    """Return the bundled network, float32; trains what the folder does not have yet.

    Any backend of Keras will do.

    Parameters
    ----------
    folder
        Takes the weights: `teacher-0.weights.h5` and so on, then `student.weights.h5`.
    images, pen
        What is learned.
    """
    layers = digitpad_layers(CONFIG, STAGES)
    weights = folder / "student.weights.h5"
    if not weights.exists():
        with half_precision():
            frames = MixedFrames(images, MIXTURE, pen)
            taught_by = _teachers(folder, frames)
            _say("The network, taught by them:")
            keras.utils.set_random_seed(1)
            student = assemble(layers, "student")
            # No smoothing: the teachers are unsure where one may be.
            course = _course(replace(CONFIG, seed=1), smoothing=0.0)
            unfinished = folder / "student-unfinished.weights.h5"
            train_together([student], frames, course, unfinished, _say, taught_by)
        student.save_weights(weights)
    network = assemble(layers, "digitpad")
    network.load_weights(weights)
    return network


def _teachers(folder: Path, frames: MixedFrames) -> list[keras.Model]:
    keras.utils.set_random_seed(0)
    networks = [
        assemble(layers, f"teacher-{number}")
        for number, layers in enumerate(teachers(TEACHING))
    ]
    weights = [folder / f"{network.name}.weights.h5" for network in networks]
    if all(path.exists() for path in weights):
        for network, path in zip(networks, weights, strict=True):
            network.load_weights(path)
        return networks
    _say("Teachers:")
    course = _course(TEACHING, smoothing=_TEACHERS_SMOOTHING)
    unfinished = folder / "teachers-unfinished.weights.h5"
    train_together(networks, frames, course, unfinished, _say)
    for network, path in zip(networks, weights, strict=True):
        network.save_weights(path)
    return networks


def _course(config: TrainingConfig, *, smoothing: float) -> Course:
    return Course(
        epochs=config.epochs,
        batch_size=config.batch_size,
        learning_rate=config.learning_rate,
        weight_decay=_PRESET.weight_decay,
        label_smoothing=smoothing,
        seed=config.seed,
    )


def _say(line: str) -> None:
    print(line, flush=True)


@contextmanager
def half_precision() -> Iterator[None]:
    """Build networks that are trained with bfloat16, where that is faster."""
    keras.mixed_precision.set_global_policy("mixed_bfloat16")
    try:
        yield
    finally:
        keras.mixed_precision.set_global_policy("float32")
