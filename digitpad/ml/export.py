"""Compiling a Keras model to its LiteRT twin."""

import tempfile
from pathlib import Path
from typing import Final

import keras
import numpy as np
from numpy.typing import NDArray

from digitpad.core.files import write_whole
from digitpad.core.frame import FRAME_SHAPE
from digitpad.core.prediction import OUTPUT
from digitpad.core.quiet import quiet

TOLERANCE: Final = 1e-4
"""Largest difference of the twin's probabilities from Keras's: about ten times
what another order of the same float32 sums makes."""

_PROBES: Final = 16

Outputs = dict[str, NDArray[np.float32]]


class ExportError(Exception):
    """The twin could not be made, or does not do what the model does."""


def export_twin(model: keras.Model, path: Path) -> None:
    """Write the model's twin, which gives out every layer.

    The twin's signature "serving_default" takes any number of frames, float32
    (n, 28, 28), and returns the output of every layer by the layer's name; the last
    is "probabilities".

    Parameters
    ----------
    model
        A functional model with one input (n, 28, 28) and a last layer named
        "probabilities".
    path
        The `.tflite` file; one that is there is replaced only by a verified one.

    Raises
    ------
    ExportError
        If the conversion fails, or the twin's probabilities differ from Keras's by
        more than 1e-4.
    OSError
        If the file cannot be written.
    """
    opened = open_up(model)
    try:
        with quiet():
            data = _convert(opened)
            twin = run_twin(data, _probes())
    except Exception as error:  # the converter raises whatever it met
        raise ExportError("it cannot be compiled, perhaps the disk is full") from error
    expected = model.predict_on_batch(_probes())
    difference = float(np.abs(twin[OUTPUT] - expected).max())
    if not difference <= TOLERANCE:  # also when it is not a number
        raise ExportError(f"its compiled form differs from it by {difference:.2g}")
    write_whole(path, data)


def open_up(model: keras.Model) -> keras.Model:
    """Return the same model with every layer's output, by the layer's name."""
    outputs = {
        layer.name: layer.output
        for layer in model.layers
        if not isinstance(layer, keras.layers.InputLayer)
    }
    return keras.Model(model.inputs, outputs, name=model.name)


def run_twin(data: bytes, frames: NDArray[np.float32]) -> Outputs:
    """Run a twin on frames, float32 (n, 28, 28): every output by its name."""
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_content=data, num_threads=1)
    signature = interpreter.get_signature_runner("serving_default")
    (name,) = signature.get_input_details()
    outputs: Outputs = signature(**{name: frames})
    return outputs


def _convert(model: keras.Model) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "twin.tflite"
        model.export(file, format="litert", verbose=False)
        return file.read_bytes()


def _probes() -> NDArray[np.float32]:
    """Return frames with all values between paper and ink."""
    rng = np.random.default_rng(0)
    return rng.random((_PROBES, *FRAME_SHAPE), dtype=np.float32)
