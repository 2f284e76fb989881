"""Building Keras models from the presets' plain layers."""

from collections.abc import Sequence
from typing import Any, Final

import keras
from keras import layers as kl

from digitpad.core import layers as plain
from digitpad.core.frame import FRAME_SHAPE
from digitpad.core.prediction import DIGITS, INPUT, SPREAD
from digitpad.core.presets import preset_named
from digitpad.core.training_config import TrainingConfig

_PRECISE: Final = "float32"
"""Of probabilities, also where the rest is trained with half the bits: bfloat16 knows
none between 99.6 % and 1."""
_MOMENTUM: Final = 0.9
"""Of the running means: Keras's own 0.99 takes hundreds of steps to be of use, more
than a training on a thousand images has."""


def build(config: TrainingConfig) -> keras.Model:
    """Build a preset's untrained network.

    Returns
    -------
    A functional model named like the preset. Input "frame": float32 (n, 28, 28),
    0 paper to 1 ink; output "probabilities": float32 (n, 10), rows sum to 1.
    """
    return assemble(preset_named(config.preset).layers(config), config.preset)


def assemble(layers: Sequence[plain.Layer], name: str) -> keras.Model:
    """Return an untrained network of layers, with input and output as of `build`."""
    frame = keras.Input(FRAME_SHAPE, dtype="float32", name=INPUT)
    x: Any = frame
    for layer in layers:
        x = _keras_layer(layer)(x)
    model = keras.Model(frame, x, name=name)
    for layer in layers:
        if isinstance(layer, plain.Spread):
            model.get_layer(layer.name).set_weights([SPREAD])
    return model


def _keras_layer(layer: plain.Layer) -> keras.layers.Layer:
    match layer:
        case plain.Rescaling():
            return kl.Rescaling(layer.scale, layer.offset, name=layer.name)
        case plain.Reshape():
            return kl.Reshape(layer.target, name=layer.name)
        case plain.Flatten():
            return kl.Flatten(name=layer.name)
        case plain.Dense():
            return kl.Dense(
                layer.units,
                activation=layer.activation,
                use_bias=layer.use_bias,
                dtype=_PRECISE if layer.activation == "softmax" else None,
                name=layer.name,
            )
        case plain.Conv2D():
            return kl.Conv2D(
                layer.filters,
                layer.kernel,
                strides=layer.strides,
                padding=layer.padding,
                activation=layer.activation,
                use_bias=layer.use_bias,
                name=layer.name,
            )
        case plain.MaxPooling2D():
            return kl.MaxPooling2D(name=layer.name)
        case plain.BatchNormalization():
            return kl.BatchNormalization(momentum=_MOMENTUM, name=layer.name)
        case plain.Activation():
            return kl.Activation(
                layer.function,
                dtype=_PRECISE if layer.function == "softmax" else None,
                name=layer.name,
            )
        case plain.Dropout():
            return kl.Dropout(layer.rate, name=layer.name)
        case plain.Spread():
            return kl.Dense(
                DIGITS,
                use_bias=False,
                kernel_initializer="zeros",  # set by `build`
                trainable=False,
                dtype=_PRECISE,
                name=layer.name,
            )
