"""The network that the pad reads with."""

from typing import Any, Final

import keras
from keras import layers

FRAME_SHAPE: Final = (28, 28)
DIGITS: Final = 10

OUTPUT: Final = "probabilities"
"""Name of the last layer."""

_STAGES: Final = ((24, 24), (48, 48), (96, 96))
"""Filters of the convolutions, at 28, 14 and 7 pixels a side."""
_DENSE: Final = 128
_DROPOUT: Final = 0.3


def build_digitpad() -> keras.Model:
    """Build the untrained `digitpad` network.

    Returns
    -------
    A functional model of 274,658 parameters. Input "frame": float32 (n, 28, 28),
    0 paper to 1 ink. Output "probabilities": float32 (n, 10), rows sum to 1.

    Notes
    -----
    Each convolution is batch-normalised (https://arxiv.org/abs/1502.03167), which
    lets a few epochs suffice. The largest stage has only one full-size layer:
    28x28 pixels cost four times what 14x14 do.
    """
    frame = keras.Input(FRAME_SHAPE, dtype="float32", name="frame")
    x = layers.Reshape((*FRAME_SHAPE, 1), name="pixels")(frame)
    number = 0
    for stage, widths in enumerate(_STAGES):
        for position, filters in enumerate(widths):
            number += 1
            # The first stage halves its side by stride: cheaper than by pooling.
            strides = 2 if (stage, position) == (0, 1) else 1
            x = _convolution(x, filters, strides, number)
        if stage > 0:
            x = layers.MaxPooling2D(name=f"pool_{stage}")(x)
    x = layers.Flatten(name="features")(x)
    x = layers.Dense(_DENSE, use_bias=False, name="dense")(x)
    x = layers.BatchNormalization(name="dense_norm")(x)
    x = layers.ReLU(name="dense_relu")(x)
    x = layers.Dropout(_DROPOUT, name="dropout")(x)
    output = layers.Dense(DIGITS, activation="softmax", name=OUTPUT)(x)
    return keras.Model(frame, output, name="digitpad")


def _convolution(x: Any, filters: int, strides: int, number: int) -> Any:
    x = layers.Conv2D(
        filters,
        3,
        strides=strides,
        padding="same",
        use_bias=False,  # the normalisation has its own
        name=f"conv_{number}",
    )(x)
    x = layers.BatchNormalization(name=f"norm_{number}")(x)
    return layers.ReLU(name=f"relu_{number}")(x)
