"""Several networks in one: their mean reads better than each of them."""

from collections.abc import Sequence
from typing import Final

import keras

from digitpad.core.frame import FRAME_SHAPE
from digitpad.core.prediction import INPUT, OUTPUT

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def averaged(members: Sequence[keras.Model], name: str) -> keras.Model:
    """Return a network that gives the mean of others' probabilities.

    Parameters
    ----------
    members
        Networks of the same input, at most 26. They are copied: weights are not
        shared. Their layers get the names "a_conv_1", "b_conv_1" and so on.

    Returns
    -------
    A functional model of plain Keras layers; its last layer is "probabilities".
    """
    frame = keras.Input(FRAME_SHAPE, dtype="float32", name=INPUT)
    outputs = []
    for letter, member in zip(_LETTERS, members, strict=False):
        x = frame
        for layer in member.layers[1:]:
            config = layer.get_config()
            copy = type(layer).from_config(config | {"name": f"{letter}_{layer.name}"})
            x = copy(x)
            copy.set_weights(layer.get_weights())
        outputs.append(x)
    mean = keras.layers.Average(name=OUTPUT)(outputs)
    return keras.Model(frame, mean, name=name)
