"""Reading frames with a Keras model's LiteRT twin."""

import hashlib
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from digitpad.core.cards import Card
from digitpad.core.errors import DigitpadError
from digitpad.core.prediction import Prediction, Probabilities
from digitpad.core.quiet import quiet
from digitpad.core.strokes import Frame

_OUTPUT: Final = "probabilities"


def read_card(model: Path) -> Card:
    """Read the card beside a `.keras` file.

    Raises
    ------
    DigitpadError
        If there is no such model, or its card is missing or wrong.
    """
    if model.suffix != ".keras":
        raise DigitpadError(f"{model} is not a model: its name must end in .keras.")
    if not model.is_file():
        raise DigitpadError(f"There is no model {model}: check the name.")
    path = model.with_suffix(".json")
    try:
        return Card.from_json(path.read_bytes())
    except OSError as error:
        raise DigitpadError(
            f"{model} has no card: its {path.name} cannot be read. "
            "Keep a model, its .json and its .tflite together."
        ) from error
    except DigitpadError as error:
        raise DigitpadError(
            f"The card {path} is damaged: {error}. Copy the model and its card again."
        ) from error


class Recognizer:
    """A network, ready to read frames.

    It runs on one thread, in the thread that calls it; one frame costs less than
    handing it to another.
    """

    def __init__(self, twin: bytes, threshold: float) -> None:
        # LiteRT costs a third of the start: only who reads a frame pays for it.
        from ai_edge_litert.interpreter import Interpreter

        self._threshold = threshold
        with quiet():
            self._interpreter = Interpreter(model_content=twin, num_threads=1)
            self._interpreter.allocate_tensors()
        self._batch = 1
        self._input, self._output = self._tensor_indices()

    @classmethod
    def load(cls, model: Path) -> Self:
        """Load the twin of a `.keras` file.

        Raises
        ------
        DigitpadError
            If the model, its card or its twin is missing, or one of them is not
            the file that the card was written for.
        """
        card = read_card(model)
        _read_checked(model, card.keras_sha256)
        twin = _read_checked(model.with_suffix(".tflite"), card.twin_sha256)
        try:
            return cls(twin, card.threshold)
        except (ValueError, RuntimeError, KeyError) as error:
            raise DigitpadError(
                f"{model.with_suffix('.tflite')} cannot be run by this version of "
                "LiteRT: copy the model again."
            ) from error

    @property
    def threshold(self) -> float:
        """From this probability on the best guess is answered."""
        return self._threshold

    def predict(self, frame: Frame) -> Prediction:
        """Read one frame, float32 (28, 28), 0 paper to 1 ink."""
        return Prediction(self.predict_batch(frame[None])[0], self._threshold)

    def predict_batch(self, frames: Frame) -> Probabilities:
        """Read frames, float32 (n, 28, 28); returns float32 (n, 10)."""
        if len(frames) != self._batch:
            self._interpreter.resize_tensor_input(self._input, frames.shape)
            self._interpreter.allocate_tensors()
            self._batch = len(frames)
        self._interpreter.set_tensor(self._input, frames)
        self._interpreter.invoke()
        probabilities: NDArray[np.float32] = self._interpreter.get_tensor(self._output)
        return probabilities

    def _tensor_indices(self) -> tuple[int, int]:
        """Return the indices of the frames' and the probabilities' tensors.

        A function of its own: LiteRT resizes nothing while anybody holds the records
        that it gives out here.
        """
        signature = self._interpreter.get_signature_runner("serving_default")
        (frame,) = signature.get_input_details().values()
        return int(frame["index"]), int(
            signature.get_output_details()[_OUTPUT]["index"]
        )


def _read_checked(path: Path, sha256: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DigitpadError(
            f"{path} cannot be read. Keep a model, its .json and its .tflite together."
        ) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DigitpadError(
            f"{path} is not the file its card describes: it was damaged or replaced. "
            "Copy the model, its .json and its .tflite again."
        )
    return data
