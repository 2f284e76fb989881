"""Reading frames with a Keras model's LiteRT twin."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from digitpad.core.cards import Card
from digitpad.core.errors import DigitpadError
from digitpad.core.files import read_file, settle
from digitpad.core.frame import FRAME_SHAPE
from digitpad.core.prediction import DIGITS, OUTPUT, Prediction, Probabilities
from digitpad.core.quiet import quiet
from digitpad.core.strokes import Frame, Frames

FOR_MANY: Final = 2
"""Threads for whoever reads many frames in the background: both processors of a small
machine; what draws has a higher priority and goes first."""
_BATCH: Final = 50
"""Frames read at once: larger batches are no faster and take more memory."""
_SUM_TOLERANCE: Final = 1e-3
"""How far from 1 ten float32 probabilities may add up: far above their rounding."""
_LONGEST_CARD: Final = 1_000_000
_LARGEST: Final = 500_000_000
"""Bytes of a card, and of a model or its twin: far above any for 28x28 pixels."""


def read_card(model: Path) -> Card:
    """Read the card beside a `.keras` file.

    Raises
    ------
    DigitpadError
        If there is no such model, or its card is missing or wrong.
    """
    if model.suffix != ".keras":
        raise DigitpadError(f"{model} is not a model: its name must end in .keras.")
    settle(model)  # whoever wrote it may have been killed amid its three files
    if not model.is_file():
        raise DigitpadError(f"There is no model {model}: check the name.")
    path = model.with_suffix(".json")
    try:
        return Card.from_json(read_file(path, _LONGEST_CARD))
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

    It runs in the thread that calls it; one frame costs less than handing it to
    another.

    Parameters
    ----------
    twin, threshold
        The compiled network; from this probability on the best guess is answered.
    threads
        How many share the work, that one among them. Two read many frames in half the
        time; for one frame it is not worth the trouble.
    """

    def __init__(self, twin: bytes, threshold: float, *, threads: int = 1) -> None:
        # LiteRT costs a third of the start: only who reads a frame pays for it.
        from ai_edge_litert.interpreter import Interpreter

        self._threshold = threshold
        with quiet():
            self._interpreter = Interpreter(model_content=twin, num_threads=threads)
            self._interpreter.allocate_tensors()
        self._batch = 1
        self._input, self._outputs = self._tensor_indices()

    @classmethod
    def load(cls, model: Path, *, threads: int = 1) -> Self:
        """Load the twin of a `.keras` file, to be run by so many threads.

        Raises
        ------
        DigitpadError
            If the model, its card or its twin is missing, or one of them is not
            the file that the card was written for, or the twin does not turn
            frames into the probabilities of ten digits.
        """
        card = read_card(model)
        read_checked(model, card.keras_sha256)
        twin = read_checked(model.with_suffix(".tflite"), card.twin_sha256)
        try:
            recognizer = cls(twin, card.threshold, threads=threads)
        except (ValueError, RuntimeError, KeyError) as error:
            raise DigitpadError(
                f"{model.with_suffix('.tflite')} cannot be run by this version of "
                "LiteRT: copy the model again."
            ) from error
        if not recognizer._reads_digits():
            raise DigitpadError(
                f"{model.with_suffix('.tflite')} is not a network that reads digits: "
                "it does not turn 28×28 frames into ten probabilities."
            )
        return recognizer

    @property
    def threshold(self) -> float:
        """From this probability on the best guess is answered."""
        return self._threshold

    def predict(self, frame: Frame) -> Prediction:
        """Read one frame, float32 (28, 28), 0 paper to 1 ink."""
        return Prediction(self.predict_batch(frame[None])[0], self._threshold)

    def predict_batch(self, frames: Frames) -> Probabilities:
        """Read frames, float32 (n, 28, 28); returns float32 (n, 10)."""
        if len(frames) != self._batch:
            self._resize(len(frames))
        self._interpreter.set_tensor(self._input, frames)
        self._interpreter.invoke()
        return self._tensor(OUTPUT)

    def read_layers(self, frame: Frame) -> dict[str, NDArray[np.float32]]:
        """Read one frame, float32 (28, 28); returns what each layer made of it.

        By the layer's name: float32 of the layer's output shape, such as
        (height, width, maps), without the batch.
        """
        self.predict_batch(frame[None])
        return {name: self._tensor(name)[0] for name in self._outputs}

    def predict_all(
        self, frames: Frames, report: Callable[[float], None] = lambda _share: None
    ) -> Probabilities:
        """Read any number of frames, float32 (n, 28, 28); returns float32 (n, 10).

        `report` is called after each batch with the share that is read, in [0, 1];
        what it raises ends the reading.
        """
        parts = []
        for start in range(0, len(frames), _BATCH):
            parts.append(self.predict_batch(frames[start : start + _BATCH]))
            report(min(1.0, (start + _BATCH) / len(frames)))
        return np.concatenate(parts)

    def _resize(self, batch: int) -> None:
        self._interpreter.resize_tensor_input(
            self._input, (batch, *FRAME_SHAPE), strict=True
        )
        self._interpreter.allocate_tensors()
        self._batch = batch

    def _reads_digits(self) -> bool:
        """Try the twin on two empty frames: one would hide a fixed batch."""
        with quiet():
            try:
                read = self.predict_batch(np.zeros((2, *FRAME_SHAPE), np.float32))
                self._resize(1)
            except (ValueError, RuntimeError):  # it takes something else
                return False
        return (
            read.shape == (2, DIGITS)
            and bool((read >= 0).all())  # no NaN is
            and bool((abs(read.sum(axis=1) - 1) <= _SUM_TOLERANCE).all())
        )

    def _tensor(self, name: str) -> NDArray[np.float32]:
        tensor: NDArray[np.float32] = self._interpreter.get_tensor(self._outputs[name])
        return tensor

    def _tensor_indices(self) -> tuple[int, dict[str, int]]:
        """Return the indices of the frames' tensor, and of each layer's by its name.

        A function of its own: LiteRT resizes nothing while anybody holds the records
        that it gives out here.
        """
        signature = self._interpreter.get_signature_runner("serving_default")
        (frame,) = signature.get_input_details().values()
        outputs = signature.get_output_details()
        if OUTPUT not in outputs:
            raise KeyError(OUTPUT)
        return int(frame["index"]), {
            name: int(record["index"]) for name, record in outputs.items()
        }


def is_whole(model: Path) -> bool:
    """Tell whether a `.keras` file has a card and a twin beside it, and all fit."""
    try:
        card = read_card(model)
        read_checked(model, card.keras_sha256)
        read_checked(model.with_suffix(".tflite"), card.twin_sha256)
    except DigitpadError:
        return False
    return True


def read_checked(path: Path, sha256: str) -> bytes:
    """Read a model or its twin.

    Parameters
    ----------
    sha256
        The hexadecimal digest in its card.

    Raises
    ------
    DigitpadError
        If it cannot be read, or is not the file that the card was written for.
    """
    try:
        data = read_file(path, _LARGEST)
    except OSError as error:
        raise DigitpadError(
            f"{path} cannot be read: {error.strerror or error}. "
            "Keep a model, its .json and its .tflite together."
        ) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DigitpadError(
            f"{path} is not the file its card describes: it was damaged or replaced. "
            "Copy the model, its .json and its .tflite again."
        )
    return data
