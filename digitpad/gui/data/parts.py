"""The parts of the data, and how an image of one is called."""

from enum import Enum

from digitpad.core.datasets import MnistPixels, PixelSample
from digitpad.core.prediction import Prediction
from digitpad.gui.bars import percent


class Part(Enum):
    """The images that networks learn from, those that they are tested with, or the
    user's own drawings.
    """

    TEST = "Test images"
    TRAINING = "Training images"
    OWN = "Own drawings"

    def of(self, mnist: MnistPixels, own: PixelSample | None) -> PixelSample | None:
        """Return the part's images."""
        if self is Part.OWN:
            return own
        return mnist.test if self is Part.TEST else mnist.train

    def title(self, place: int) -> str:
        """Name an image by its number, counted from 1: "Test image 1,234"."""
        return f"{self.value.removesuffix('s')} {place + 1:,}"

    def origin(self, place: int) -> str:
        """Say where an image is from: "x_test[1233] of Keras's MNIST"."""
        if self is Part.OWN:
            return "Among those of your drawings that are of digits, as they were kept"
        name = "test" if self is Part.TEST else "train"
        return f"x_{name}[{place}] of Keras's MNIST"


def caption(label: int, prediction: Prediction | None) -> str:
    """Write a label and what was read, short: "7", "7 → 1", "7 ?", "7 → 1 ?"."""
    if prediction is None:
        return str(label)
    read = str(label) if prediction.best == label else f"{label} → {prediction.best}"
    return read if prediction.verdict is not None else f"{read} ?"


def describe_answer(label: int, prediction: Prediction) -> str:
    """Say what was read: "7 (98 %): right", "1 (63 %): wrong, but not sure"."""
    best = prediction.best
    sure = percent(float(prediction.probabilities[best]))
    rightly = "right" if best == label else "wrong"
    doubt = ", but not sure" if prediction.verdict is None else ""
    return f"{best} ({sure}): {rightly}{doubt}"
