"""The two parts of MNIST, and how an image of one is called."""

from enum import Enum

from digitpad.core.datasets import MnistPixels, PixelSample
from digitpad.core.prediction import Prediction
from digitpad.gui.bars import percent


class Part(Enum):
    """The images that networks learn from, or those that they are tested with."""

    TEST = "Test"
    TRAINING = "Training"

    def of(self, mnist: MnistPixels) -> PixelSample:
        """Return the part's images."""
        return mnist.test if self is Part.TEST else mnist.train

    def title(self, place: int) -> str:
        """Name an image by its number, counted from 1: "Test image 1,234"."""
        return f"{self.value} image {place + 1:,}"

    def array(self, place: int) -> str:
        """Name an image as in Keras: "x_test[1233]"."""
        return f"x_{'test' if self is Part.TEST else 'train'}[{place}]"


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
