"""Making a network's probabilities honest, and choosing when it is "not sure"."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import keras
import numpy as np
from numpy.typing import NDArray

from digitpad.core.datasets import Labels, Sample
from digitpad.core.evaluation import calibration_error
from digitpad.core.prediction import (
    CLASSES,
    DIGITS,
    OUTPUT,
    SPREAD,
    Probabilities,
)
from digitpad.core.training_config import TrainingConfig
from digitpad.ml.mixture import MIXTURES, MixedFrames
from digitpad.ml.predicting import predict

_SMALLEST: Final = 1e-12
"""Keeps the logarithm of a probability that float32 rounded to 0 finite."""
_TEMPERATURES: Final = np.geomspace(0.25, 4, 200)

ANSWERED: Final = 0.99
"""Share of the validation digits that are answered, redrawn and deformed as they are
in training: harder than most that people draw."""
MOST: Final = 5000
"""Validation images that are used: more would tell no more and take a gigabyte."""
UNCHOSEN: Final = 0.7
"""The threshold where too few images were kept out to choose it by."""
FEWEST_TO_CHOOSE: Final = 100
"""Validation images for a threshold: of fewer not one may go unanswered."""
FEWEST_TO_FOLD: Final = 500
"""Validation images for a temperature: a network that makes no mistake on a few would
be made far too sure of itself."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was found on the validation images.

    Attributes
    ----------
    threshold
        From this probability on the best guess is answered; `UNCHOSEN` with fewer
        than `FEWEST_TO_CHOOSE` images.
    temperature
        What the logits were divided by; 1 if they were left alone, as with fewer
        than `FEWEST_TO_FOLD` images.
    error
        Expected calibration error in [0, 1]; None without validation images.
    """

    threshold: float
    temperature: float
    error: float | None


def calibrate(
    model: keras.Model,
    validation: Sample,
    config: TrainingConfig,
    *,
    fold: bool,
    check: Callable[[], None] = lambda: None,
) -> Calibration:
    """Choose the threshold of "not sure"; with `fold`, a temperature before it.

    The temperature goes into the last layer's weights. `check` is called now and
    then; what it raises ends the work.
    """
    if not len(validation):
        return Calibration(UNCHOSEN, 1.0, None)
    validation = validation.take(slice(MOST))
    mixture = replace(MIXTURES[config.augmentation], others=0)
    mixed = MixedFrames(validation, mixture, report=lambda _: check())
    frames = mixed.make_all(np.random.default_rng([config.seed, 4]))
    temperature = 1.0
    if fold and len(validation) >= FEWEST_TO_FOLD:
        classes = predict(classifier(model), frames, lambda _: check())
        temperature = fit_temperature(classes, validation.labels)
        fold_temperature(model, temperature)
    probabilities = predict(model, frames, lambda _: check())
    enough = len(validation) >= FEWEST_TO_CHOOSE
    return Calibration(
        choose_threshold(probabilities, ANSWERED) if enough else UNCHOSEN,
        temperature,
        calibration_error(probabilities, validation.labels),
    )


def classifier(model: keras.Model) -> keras.Model:
    """Return the model as far as its softmax: float32 (n, 10) or (n, 11)."""
    return keras.Model(model.inputs, _softmax_layer(model).output)


def fit_temperature(probabilities: Probabilities, labels: Labels) -> float:
    """Return the temperature at which probabilities fit the labels best.

    With all logits divided by it they have the least cross-entropy. Label smoothing
    teaches a network to believe too little: the temperature is then below 1.

    Parameters
    ----------
    probabilities
        float32 (n, 10), or (n, 11) of a network that knows what is no digit.
    labels
        int64 (n,), digits.

    Notes
    -----
    Temperature scaling: https://arxiv.org/abs/1706.04599.
    """
    logits = np.log(np.maximum(probabilities.astype(np.float64), _SMALLEST))
    costs = [_cross_entropy(logits / t, labels) for t in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(costs))])


def fold_temperature(model: keras.Model, temperature: float) -> None:
    """Divide the logits of a model by the temperature, inside its softmax layer."""
    layer = _softmax_layer(model)
    layer.set_weights([weights / temperature for weights in layer.get_weights()])


def choose_threshold(probabilities: Probabilities, answered: float) -> float:
    """Return the threshold at which this share of digits is answered.

    Parameters
    ----------
    probabilities
        What the network believes about digits.
    answered
        The share that is answered at least, in (0, 1].
    """
    surest = np.sort(probabilities.max(axis=1))
    unanswered = int(len(surest) * (1 - answered))
    # Rounded down, so that the card's short figure answers the same digits.
    return float(np.floor(float(surest[unanswered]) * 1000) / 1000)


def _cross_entropy(logits: NDArray[np.float64], labels: Labels) -> float:
    chosen = _spread(logits)[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(chosen, _SMALLEST)).mean())


def _spread(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probabilities of ten digits, (n, 10)."""
    classes: NDArray[np.float64] = np.exp(logits - logits.max(axis=1, keepdims=True))
    classes /= classes.sum(axis=1, keepdims=True)
    if classes.shape[1] > DIGITS:
        classes = classes @ SPREAD
    return classes


def _softmax_layer(model: keras.Model) -> keras.layers.Layer:
    names = {layer.name for layer in model.layers}
    return model.get_layer(CLASSES if CLASSES in names else OUTPUT)
