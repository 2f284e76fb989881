"""Reading many frames with a Keras model."""

from collections.abc import Callable
from typing import Final

import keras
import numpy as np

from digitpad.core.prediction import Probabilities
from digitpad.core.strokes import Frames

_BATCH: Final = 500


def predict(
    model: keras.Model,
    frames: Frames,
    report: Callable[[float], None] = lambda _share: None,
) -> Probabilities:
    """Read frames, float32 (n, 28, 28); returns float32 (n, 10).

    `report` is called after each batch with the share that is read, in [0, 1]; what
    it raises ends the reading.
    """
    parts = []
    for start in range(0, len(frames), _BATCH):
        parts.append(model.predict_on_batch(frames[start : start + _BATCH]))
        report(min(1.0, (start + _BATCH) / len(frames)))
    return np.concatenate(parts)
