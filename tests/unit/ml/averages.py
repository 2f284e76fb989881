"""Several networks in one, as models of others can be."""

import keras

from digitpad.core.frame import FRAME_SHAPE
from digitpad.core.prediction import INPUT, OUTPUT


def averaged(members: list[keras.Model]) -> keras.Model:
    """Return a network that gives the mean of what others say."""
    frame = keras.Input(FRAME_SHAPE, name=INPUT)
    said = []
    for letter, member in zip("ab", members, strict=True):
        x = frame
        for layer in member.layers[1:]:
            config = layer.get_config() | {"name": f"{letter}_{layer.name}"}
            copy = type(layer).from_config(config)
            x = copy(x)
            copy.set_weights(layer.get_weights())
        said.append(x)
    mean = keras.layers.Average(name=OUTPUT)(said)
    return keras.Model(frame, mean, name="two")
