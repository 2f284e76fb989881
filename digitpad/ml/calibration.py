"""Making a network's probabilities honest, and choosing when it is "not sure"."""

from typing import Final

import keras
import numpy as np
from numpy.typing import NDArray

from digitpad.core.prediction import Probabilities
from digitpad.ml.batches import Labels
from digitpad.ml.network import OUTPUT

_SMALLEST: Final = 1e-12
"""Keeps the logarithm of a probability that float32 rounded to 0 finite."""
_TEMPERATURES: Final = np.geomspace(0.25, 4, 200)


def fit_temperature(probabilities: Probabilities, labels: Labels) -> float:
    """Return the temperature at which the probabilities fit the labels best.

    Logits divided by it have the least cross-entropy. Label smoothing teaches
    a network to believe too little: the temperature is then below 1.

    Notes
    -----
    Temperature scaling: https://arxiv.org/abs/1706.04599.
    """
    logits = np.log(np.maximum(probabilities.astype(np.float64), _SMALLEST))
    costs = [_cross_entropy(logits / t, labels) for t in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(costs))])


def fold_temperature(model: keras.Model, temperature: float) -> None:
    """Divide the logits of a model by the temperature, inside its last layer."""
    layer = model.get_layer(OUTPUT)
    layer.set_weights([weights / temperature for weights in layer.get_weights()])


def calibration_error(probabilities: Probabilities, labels: Labels) -> float:
    """Return the expected calibration error in [0, 1], from 15 equal-width bins.

    It is the mean distance between how sure the network is and how often it is
    right (https://arxiv.org/abs/1706.04599).
    """
    sure = probabilities.max(axis=1).astype(np.float64)
    right = probabilities.argmax(axis=1) == labels
    bins = np.minimum((sure * 15).astype(np.int64), 14)
    gaps = np.bincount(bins, weights=sure - right, minlength=15)
    return float(np.abs(gaps).sum() / len(labels))


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
    shifted = logits - logits.max(axis=1, keepdims=True)
    norms = np.log(np.exp(shifted).sum(axis=1))
    chosen = shifted[np.arange(len(labels)), labels]
    return float((norms - chosen).mean())
