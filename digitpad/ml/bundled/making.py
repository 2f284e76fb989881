"""Making the bundled model of the network: calibrate, save, measure."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np

from digitpad.core.cards import Card
from digitpad.core.datasets import Sample, load_dataset, load_mnist
from digitpad.core.evaluation import calibration_error, evaluate, score
from digitpad.core.files import write_whole
from digitpad.core.prediction import NO_DIGIT
from digitpad.core.recognizer import Recognizer, read_card
from digitpad.ml.bundled.data import (
    LICENCES,
    MADE_UP,
    TIMES_PEN,
    measured_sets,
)
from digitpad.ml.bundled.learning import CONFIG, MIXTURE, STAGES, TEACHING
from digitpad.ml.calibration import (
    UNCHOSEN,
    Calibration,
    choose_threshold,
    classifier,
    fit_temperature,
    fold_temperature,
)
from digitpad.ml.mixture import MixedFrames
from digitpad.ml.pen import PenDrawings
from digitpad.ml.predicting import predict
from digitpad.ml.saving import save_model

ANSWERED: Final = 0.981
"""Share of the development digits that are answered: the threshold is chosen so."""
DEVELOPMENT: Final = ("pendigits_test", "bridger_digits")
"""Strokes that the threshold is chosen with."""


def make(
    model: keras.Model,
    path: Path,
    data: Path,
    *,
    fitted: Sample,
    pen: PenDrawings,
    kept_out: Sample,
) -> Card:
    """Calibrate, save and measure a network; returns the card.

    Parameters
    ----------
    path
        The `.keras` file.
    data
        The folder with the sets to measure with.
    fitted, pen
        What it has learned.
    kept_out
        MNIST training images that it has not seen.

    Raises
    ------
    DigitpadError
        If a set is missing or damaged, or a file cannot be written.
    """
    test = load_mnist().test
    calibration = _calibrate(model, kept_out)
    save_model(
        model,
        path,
        config=CONFIG,
        calibration=calibration,
        score=score(predict(model, test.frames), test.labels),
        data=_described(len(fitted), pen),
    )
    return _measured(path, data)


def _calibrate(model: keras.Model, sample: Sample) -> Calibration:
    """Divide the logits by the temperature that suits digits as they are learned.

    The threshold is chosen later, with the twin and real strokes.
    """
    mixture = replace(MIXTURE, others=0)
    frames = MixedFrames(sample, mixture).make_all(np.random.default_rng(0))
    read = predict(classifier(model), frames)
    temperature = fit_temperature(read, sample.labels)
    fold_temperature(model, temperature)
    error = calibration_error(predict(model, frames), sample.labels)
    return Calibration(UNCHOSEN, temperature, error)


def _described(images: int, pen: PenDrawings) -> tuple[dict[str, Any], ...]:
    """Return what the card says of the data."""
    digits = int((pen.sample.labels != NO_DIGIT).sum())
    counts = {
        "pendigits_train": digits // TIMES_PEN,
        "omniglot_nondigit": len(pen.sample) - digits - MADE_UP,
    }
    return (
        {"name": "MNIST training set", "count": images, "licence": "CC BY-SA 3.0"},
        *(
            {"name": name, "count": count, "licence": LICENCES[name]}
            for name, count in counts.items()
        ),
    )


def _measured(path: Path, data: Path) -> Card:
    """Choose the threshold, measure on all sets, and write both into the card."""
    sets = [load_dataset("mnist-test")]
    sets += measured_sets(data)
    recognizer = Recognizer.load(path)
    digits = [s.frames for s in sets if s.name in DEVELOPMENT]
    probabilities = recognizer.predict_all(np.concatenate(digits))
    card = replace(read_card(path), threshold=choose_threshold(probabilities, ANSWERED))
    recipe = {
        "stages": STAGES,
        "mixture": asdict(MIXTURE),
        "teaching": asdict(TEACHING),
    }
    _write(path, replace(card, config={**card.config, **recipe}))
    recognizer = Recognizer.load(path)
    records = [evaluate(recognizer, s).to_record() for s in sets]
    for record in records:
        del record["confusion"]  # long, and of no use in a card
    _write(path, replace(read_card(path), measured=tuple(records)))
    return read_card(path)


def _write(path: Path, card: Card) -> None:
    write_whole(path.with_suffix(".json"), card.to_json().encode())
