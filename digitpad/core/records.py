"""What the window and the worker tell each other."""

import math
from dataclasses import dataclass
from typing import Final

from digitpad.core.errors import DigitpadError
from digitpad.core.packing import decode_images
from digitpad.core.training_config import TrainingConfig

Matrix = tuple[tuple[int, ...], ...]
"""Ten rows of ten counts: row the label, column the best guess."""

PHASES: Final = ("preparing", "fitting", "measuring", "saving")
"""What a training does in turn; `fitting` includes the validation of each epoch."""
CONVERSION_PHASES: Final = ("reading", "trying", "measuring", "compiling")
"""What the conversion of somebody's model does in turn: its file is checked and its
network built, the form of frame that it takes is found out, its accuracy is measured,
its twin is made."""
MOST_IMAGES: Final = 12
"""Images in a `Learning`."""


# What the worker says.


@dataclass(frozen=True, slots=True)
class Ready:
    """TensorFlow is imported: a training starts at once."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A training has come to another of `PHASES`, a conversion to another of
    `CONVERSION_PHASES`, or further in it.

    Attributes
    ----------
    share
        How much of the phase is done, in [0, 1]; None where nobody can tell.
    """

    run: int
    name: str
    share: float | None = None

    def __post_init__(self) -> None:
        _check(self.name in (*PHASES, *CONVERSION_PHASES), "name")


@dataclass(frozen=True, slots=True)
class Batch:
    """Where a training is; at most ten a second.

    Attributes
    ----------
    run
        The number given with the order, as in all records of a training.
    epoch, epochs, step, steps
        Both count from 1; `steps` make an epoch.
    loss, accuracy
        Means over the epoch so far; accuracy in [0, 1].
    seconds
        Since the fitting began, without pauses.
    """

    run: int
    epoch: int
    epochs: int
    step: int
    steps: int
    loss: float
    accuracy: float
    seconds: float

    def __post_init__(self) -> None:
        _check(1 <= self.epoch <= self.epochs, "epoch")
        _check(1 <= self.step <= self.steps, "step")
        _check(math.isfinite(self.loss), "loss")
        _check(0 <= self.accuracy <= 1, "accuracy")


@dataclass(frozen=True, slots=True)
class Epoch:
    """One epoch's outcome.

    Attributes
    ----------
    loss, accuracy
        Means over the fitted images while they were learned; accuracy in [0, 1].
    validation_loss, validation_accuracy
        Of the images kept out; None without a validation split.
    seconds
        The epoch's own, without pauses.
    best
        Whether it is better than all before: a higher validation accuracy, or an
        equal one with a smaller validation loss; where nothing is validated, a
        smaller loss.
    """

    run: int
    epoch: int
    epochs: int
    loss: float
    accuracy: float
    validation_loss: float | None
    validation_accuracy: float | None
    seconds: float
    best: bool

    def __post_init__(self) -> None:
        _check(1 <= self.epoch <= self.epochs, "epoch")
        _check(math.isfinite(self.loss), "loss")
        _check(0 <= self.accuracy <= 1, "accuracy")
        both = (self.validation_loss is None) == (self.validation_accuracy is None)
        _check(both, "validation_accuracy")


@dataclass(frozen=True, slots=True)
class Learning:
    """Some of the images that are being learned right now; about two a second.

    Attributes
    ----------
    images
        `encode_images` of uint8 (n, 28, 28), n from 1 to 12.
    """

    run: int
    images: str

    def __post_init__(self) -> None:
        _check(len(decode_images(self.images)) <= MOST_IMAGES, "images")


@dataclass(frozen=True, slots=True)
class Probed:
    """The drawing, read by the network that is learning or by one of its stages.

    Attributes
    ----------
    number
        That of the `Probe` it answers.
    stage
        That of the `Probe`: the epoch after which the network was like this; 0 is
        the network now, which also stands in for a stage that is not kept.
    probabilities
        Ten, in [0, 1].
    """

    run: int
    number: int
    stage: int
    probabilities: tuple[float, ...]

    def __post_init__(self) -> None:
        _check(len(self.probabilities) == 10, "probabilities")
        _check(all(0 <= p <= 1 for p in self.probabilities), "probabilities")


@dataclass(frozen=True, slots=True)
class Score:
    """How well a model reads the MNIST test images."""

    accuracy: float
    loss: float
    confusion: Matrix

    def __post_init__(self) -> None:
        _check(0 <= self.accuracy <= 1 and math.isfinite(self.loss), "accuracy")
        _check(len(self.confusion) == 10, "confusion")
        _check(all(len(row) == 10 for row in self.confusion), "confusion")


@dataclass(frozen=True, slots=True)
class Succeeded:
    """A training is over and its model is saved.

    Attributes
    ----------
    model
        Path of the `.keras` file; card and twin lie beside it.
    epoch
        The epoch whose network was kept: the best one of a stopped training and of
        any with early stopping, else the last.
    stages
        The epochs that `Probe` can ask for.
    score
        The new model's, on the MNIST test images.
    in_use
        The same of the model in use; None if it cannot be read any more.
    seconds
        From the order to this, without pauses.
    stopped
        Whether a wish or early stopping ended it, not its last epoch.
    """

    run: int
    model: str
    epoch: int
    stages: tuple[int, ...]
    score: Score
    in_use: Score | None
    seconds: float
    stopped: bool


@dataclass(frozen=True, slots=True)
class Converted:
    """Somebody's model was made one that the pad can read with.

    Attributes
    ----------
    model
        Path of the `.keras` file; its card, which tells the rest, and its twin lie
        beside it.
    """

    run: int
    model: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A training or a conversion has ended without a model, as it was told to."""

    run: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A training, a conversion, or the worker itself (run 0), has failed.

    Attributes
    ----------
    sentence
        What is wrong and what to do, for people. The log says more.
    """

    run: int
    sentence: str


Outcome = Succeeded | Cancelled | Failed
"""Exactly one of these ends a training; of a conversion, or `Converted`."""
Record = Ready | Phase | Batch | Epoch | Learning | Probed | Converted | Outcome


# What the window says.


@dataclass(frozen=True, slots=True)
class Train:
    """Start a training.

    Attributes
    ----------
    run
        A number that all its records bear.
    model
        Path of the `.keras` file to write.
    in_use
        Path of the model in use, which is measured beside the new one.
    dataset
        Path of an `mnist.npz`; None for the one that comes with the program.
    drawings
        Path of a file of strokes that are learned, too, if `config.own_drawings`.
    """

    run: int
    config: TrainingConfig
    model: str
    in_use: str | None = None
    dataset: str | None = None
    drawings: str | None = None


@dataclass(frozen=True, slots=True)
class Convert:
    """Make of somebody's file a model that the pad can read with.

    Attributes
    ----------
    run
        A number that all its records bear.
    source
        Path of the file: a `.keras` or `.h5` model, or `.weights.h5`.
    folder
        Path of the folder in which the model gets a folder of its own.
    config
        For weights alone, the settings of the preset whose network they are of.
    """

    run: int
    source: str
    folder: str
    config: TrainingConfig | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold the training until `Resume`."""

    run: int


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on after a `Pause`."""

    run: int


@dataclass(frozen=True, slots=True)
class Stop:
    """End the training now and keep the network of its best epoch."""

    run: int


@dataclass(frozen=True, slots=True)
class Cancel:
    """End the training or the conversion now and keep nothing."""

    run: int


@dataclass(frozen=True, slots=True)
class Probe:
    """The drawing that the network shall read, from now on.

    Attributes
    ----------
    number
        Comes back with the answers.
    frame
        `encode_frame` of the drawing; "" for an empty canvas: nothing is read.
    stage
        As in `Probed`. While a training runs only 0 is answered.
    """

    run: int
    number: int
    frame: str
    stage: int = 0


Command = Train | Convert | Pause | Resume | Stop | Cancel | Probe


def _check(holds: bool, name: str) -> None:
    if not holds:
        raise DigitpadError(f"'{name}' is not as it must be")
