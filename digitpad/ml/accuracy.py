"""How often a network is right, among what is a digit."""

from typing import Any, Final

import keras

_CERTAIN: Final = 0.5
"""The target of what is no digit is a tenth for each."""


class DigitAccuracy(keras.metrics.CategoricalAccuracy):  # type: ignore[misc]
    """Accuracy on targets, float32 (n, 10), that leaves out what is no digit."""

    def __init__(self) -> None:
        super().__init__(name="accuracy")

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        digit = keras.ops.max(y_true, axis=-1) > _CERTAIN
        super().update_state(y_true, y_pred, keras.ops.cast(digit, "float32"))
