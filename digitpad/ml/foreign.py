"""Building networks of other people, layer by layer, with Keras's own classes."""

import re
from dataclasses import replace
from typing import Any, Final

import keras
import numpy as np
from keras import layers as kl

from digitpad.core.foreign.network import ForeignLayer, ForeignNetwork
from digitpad.core.frame import FRAME_SHAPE
from digitpad.core.prediction import INPUT, OUTPUT
from digitpad.core.strokes import Frames
from digitpad.ml.forms import Form

_LONGEST_NAME: Final = 40
_SUM_TOLERANCE: Final = 1e-3
_FORM: Final = "to_its_form"
_SHAPE: Final = "to_its_shape"


def with_probabilities(network: ForeignNetwork) -> ForeignNetwork:
    """Return the network with a last layer that turns what it gives to probabilities.

    Ten independent sigmoids are divided by their sum; all else is taken for logits.
    """
    last, layers = network.last, network.layers
    if last.settings.get("activation") == "sigmoid":
        # As exp(log sigmoid), since a softmax then divides by the sum.
        settings = {**last.settings, "activation": "log_sigmoid"}
        changed = replace(last, settings=settings)
        layers = tuple(changed if layer is last else layer for layer in layers)
    names = {layer.name for layer in layers} | {network.input}
    added = OUTPUT
    while added in names:
        added += "_"
    softmax = ForeignLayer(added, "Softmax", {}, (last.name,), ())
    return replace(network, layers=(*layers, softmax), output=added)


def build_foreign(network: ForeignNetwork, form: Form | None, name: str) -> keras.Model:
    """Build a network with its weights.

    Parameters
    ----------
    network
        Its last layer gives probabilities.
    form
        The form in which it takes the frame; with None it is left to be given the
        numbers in its form.

    Returns
    -------
    A functional model. Input "frame": float32 (n, 28, 28); output "probabilities":
    float32 (n, 10). Its layers have the names of the network's, as far as these are
    plain.
    """
    frame = keras.Input(FRAME_SHAPE, dtype="float32", name=INPUT)
    names = _Names()
    x: Any = frame
    if form is not None and not form.is_frame:
        x = kl.Rescaling(form.scale, form.paper, name=names.unique(_FORM))(x)
    if network.shape != FRAME_SHAPE:
        x = kl.Reshape(network.shape, name=names.unique(_SHAPE))(x)
    tensors = {network.input: x}
    for layer in network.layers:
        given = [tensors[one] for one in layer.inputs]
        title = OUTPUT if layer.name == network.output else names.unique(layer.name)
        built = getattr(kl, layer.kind)(**layer.settings, name=title)
        tensors[layer.name] = built(given[0] if len(given) == 1 else given)
        if layer.weights:
            built.set_weights(list(layer.weights))
    return keras.Model(frame, tensors[network.output], name=plain_name(name))


def gives_probabilities(model: keras.Model, frames: Frames) -> bool:
    """Tell whether what a model gives for frames is never below 0 and adds up to 1."""
    given = np.asarray(model.predict_on_batch(frames))
    sums = given.sum(axis=1)  # no comparison holds for what is not a number
    return bool((given >= 0).all() and (abs(sums - 1) <= _SUM_TOLERANCE).all())


def plain_name(name: str) -> str:
    """Return a name that Keras and LiteRT bear."""
    name = re.sub(r"[^a-z0-9_]+", "_", name.lower())[:_LONGEST_NAME].strip("_")
    return name if name[:1].isalpha() else f"layer_{name}".rstrip("_")


class _Names:
    """Gives each layer a name of its own."""

    def __init__(self) -> None:
        self._used = {INPUT, OUTPUT}

    def unique(self, wanted: str) -> str:
        """Return a name like the wanted one."""
        first = name = plain_name(wanted)
        number = 1
        while name in self._used:
            name = f"{first}_{number}"
            number += 1
        self._used.add(name)
        return name
