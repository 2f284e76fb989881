"""In which form a network takes the frame: found out by trying."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.datasets import Labels, Sample
from digitpad.core.prediction import Probabilities
from digitpad.core.strokes import Frames
from digitpad.ml.augment import Augmentation, augment

_DEFORMED: Final = 4
"""Every fourth is also read deformed: what learned the digits by heart does not know
these."""
_FEW: Final = 20
"""Every twentieth digit sorts out the forms that are out of the question."""
_FAR: Final = 0.15
_CLOSE: Final = 0.01
"""Accuracy that a form may lack to the best one, with the few digits and with all."""
_WEIGHT: Final = 0.05
"""Of the deformed digits' loss, beside the plain ones'."""
_TEMPERATURES: Final = np.geomspace(0.02, 400, 80)
_RARE: Final = 0.4
"""What a rare form must be nearer, in logarithms of the temperature: what has learned
from -1 to 1 may read a little better in a form that nobody gave it."""
_FAIR: Final = 0.5
_FAIRLY_NEAR: Final = 1.0
"""Accuracy and nearness of a form that was expected; one of raw pixels, read as shares,
is 2.5 off at least."""
_SMALLEST: Final = 1e-12
"""Keeps the logarithm of a probability that float32 rounded to 0 finite."""


@dataclass(frozen=True, slots=True)
class Form:
    """The numbers of a frame as a network takes them.

    Attributes
    ----------
    paper, ink
        What 0 and 1 of the frame become; what is between them lies between.
    usual
        Whether tutorials do so.
    """

    paper: float
    ink: float
    usual: bool = True

    @property
    def scale(self) -> float:
        """What the frame is multiplied by, before `paper` is added."""
        return self.ink - self.paper

    @property
    def is_frame(self) -> bool:
        """Whether it is the frame as it is."""
        return (self.paper, self.ink) == (0.0, 1.0)

    def __call__(self, frames: Frames) -> Frames:
        """Return frames in this form; the shape stays."""
        return frames * np.float32(self.scale) + np.float32(self.paper)

    def __str__(self) -> str:
        return f"paper is {self.paper:g}, ink is {self.ink:g}"


_MEAN: Final = 0.1307
_DEVIATION: Final = 0.3081
"""Of all pixels of the MNIST training images, as many programs have them."""

FRAME_AS_IT_IS: Final = Form(0, 1)
FORMS: Final = (
    FRAME_AS_IT_IS,
    Form(0, 255),
    Form(-0.5, 0.5),
    Form(-1, 1),
    Form(-_MEAN / _DEVIATION, (1 - _MEAN) / _DEVIATION, usual=False),
    Form(1, 0, usual=False),
    Form(255, 0, usual=False),
    Form(0.5, -0.5, usual=False),
    Form(1, -1, usual=False),
)


@dataclass(frozen=True, slots=True)
class Trial:
    """How a network reads some digits in a form.

    Attributes
    ----------
    accuracy
        Share of plain digits that it reads rightly, in [0, 1].
    reading
        The mean of that and of the same for deformed digits.
    temperature
        What its logits would have to be divided by to be as sure as it is right.
    """

    form: Form
    accuracy: float
    reading: float
    temperature: float

    @property
    def distance(self) -> float:
        """How unlikely it is that the network was trained with this form."""
        off = abs(math.log(self.temperature))
        return off if self.form.usual else off + _RARE


def try_forms(
    read: Callable[[Frames], Probabilities],
    digits: Sample,
    count: int,
    report: Callable[[float], None] = lambda _share: None,
    *,
    expected: Form | None = None,
) -> Trial:
    """Return the form in which a network was trained, as far as can be told.

    It is among those in which it reads well. Where only the scale differs, as between
    [-0.5, 0.5] and [-1, 1], many networks read as well in the wrong one, but too sure
    of themselves or too little: the right one needs no other temperature.

    Parameters
    ----------
    read
        Returns the probabilities, float32 (n, 10), for numbers in some form, float32
        (n, 28, 28).
    digits
        MNIST training digits.
    count
        How many are read in a form: half of them the first ones and half the last,
        since Keras keeps the last ones out where it is told to validate.
    report
        Called with the share that is done; what it raises ends the work.
    expected
        A form that is taken unless it reads badly or far too sure of itself or too
        little.
    """
    half = min(count, len(digits)) // 2
    some = digits.take(np.r_[:half, len(digits) - half : len(digits)])
    many = _Judge(read, some)
    if expected is not None:
        trial = many.judge(expected)
        if trial.accuracy >= _FAIR and trial.distance <= _FAIRLY_NEAR:
            return trial
    few = _Judge(read, some.take(slice(None, None, _FEW)))
    likely = _close([few.judge(form) for form in FORMS], _FAR)
    trials = []
    for number, trial in enumerate(likely, 1):
        trials.append(many.judge(trial.form))
        report(number / len(likely))
    return min(_close(trials, _CLOSE), key=lambda trial: trial.distance)


def _close(trials: Sequence[Trial], lacking: float) -> list[Trial]:
    best = max(trial.reading for trial in trials)
    return [trial for trial in trials if trial.reading >= best - lacking]


class _Judge:
    """Reads the same digits in one form after the other."""

    def __init__(self, read: Callable[[Frames], Probabilities], digits: Sample) -> None:
        self._read = read
        self._plain = digits
        chosen = digits.take(slice(None, None, _DEFORMED))
        strength = Augmentation().halved
        frames = augment(chosen.frames, np.random.default_rng(0), strength)
        self._deformed = Sample(frames, chosen.labels)

    def judge(self, form: Form) -> Trial:
        plain = self._read(form(self._plain.frames))
        deformed = self._read(form(self._deformed.frames))
        if not (np.isfinite(plain).all() and np.isfinite(deformed).all()):
            return Trial(form, 0.0, 0.0, 1.0)
        accuracy = _accuracy(plain, self._plain.labels)
        losses = _losses(plain, self._plain.labels)
        losses += _WEIGHT * _losses(deformed, self._deformed.labels)
        return Trial(
            form,
            accuracy,
            (accuracy + _accuracy(deformed, self._deformed.labels)) / 2,
            float(_TEMPERATURES[losses.argmin()]),
        )


def _accuracy(probabilities: Probabilities, labels: Labels) -> float:
    return float((probabilities.argmax(axis=1) == labels).mean())


def _losses(probabilities: Probabilities, labels: Labels) -> NDArray[np.float64]:
    """Return the mean cross-entropy in nats with each of the temperatures."""
    logits = np.log(np.maximum(probabilities.astype(np.float64), _SMALLEST))
    logits -= logits[np.arange(len(labels)), labels][:, None]
    # Of the label's probability 1 / sum(exp(logits)), once its own logit is 0.
    return np.array(
        [np.logaddexp.reduce(logits / t, axis=1).mean() for t in _TEMPERATURES]
    )
