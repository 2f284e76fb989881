"""What becomes of the images before a network sees them: new frames in every epoch."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.datasets import Labels, Sample
from digitpad.core.frame import FRAME_SHAPE
from digitpad.core.prediction import NO_DIGIT
from digitpad.core.strokes import Frames
from digitpad.ml.augment import Augmentation, augment
from digitpad.ml.hands import PenHand
from digitpad.ml.pen import PenDrawings
from digitpad.ml.redraw import redraw
from digitpad.ml.scribbles import Scribbler
from digitpad.ml.styles import add_styles
from digitpad.ml.traces import Traces, trace
from digitpad.ml.turned import Turner
from digitpad.ml.writing import Writer

Index = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Mixture:
    """What becomes of the frames.

    Attributes
    ----------
    plain, redrawn, written
        Share of the images that stay as they are; that are drawn anew, from their
        traces, with the pad's pen; that give way to the same digit, written from a
        template. The others are deformed as pictures.
    others
        How many things that are no digit there are for each image.
    strength
        How far all but the plain ones are deformed.
    hand
        How far drawings are, stroke by stroke, before that.
    """

    plain: float = 0.2
    redrawn: float = 0.4
    written: float = 0.2
    others: float = 0.1
    strength: Augmentation = field(default_factory=Augmentation)
    hand: PenHand = field(default_factory=PenHand)

    def __post_init__(self) -> None:
        shares = (self.plain, self.redrawn, self.written)
        if min(*shares, self.others) < 0 or sum(shares) > 1:
            raise ValueError("plain, redrawn and written are shares of one whole")

    @property
    def calm(self) -> "Mixture":
        """The same with twice as many plain frames and the others half as deformed."""
        plain = min(1.0, 2 * self.plain)
        rest = (1 - plain) / (1 - self.plain) if self.plain < 1 else 0.0
        return replace(
            self,
            plain=plain,
            redrawn=self.redrawn * rest,
            written=self.written * rest,
            strength=self.strength.halved,
            hand=self.hand.halved,
        )


MIXTURES: Final = {
    "none": Mixture(plain=1, redrawn=0, written=0, others=0),
    "deform": Mixture(plain=0.2, redrawn=0, written=0, others=0),
    "redraw": Mixture(),
}
"""For each of `digitpad.core.training_config.AUGMENTATIONS`."""


class MixedFrames:
    """Makes new frames again and again: the images', the drawings', and no digits.

    Parameters
    ----------
    sample
        Images of digits.
    mixture
        What becomes of them.
    pen
        Drawings, drawn anew in another hand unless they stay as they are.
    report
        Called with the share, in [0, 1], of the pen's paths that have been found,
        which takes seconds for tens of thousands of images.

    Attributes
    ----------
    given
        The images and the drawings as they are, float32 (n, 28, 28).
    labels
        Theirs, and `NO_DIGIT` for all that is to be made beside them.
    """

    def __init__(
        self,
        sample: Sample,
        mixture: Mixture,
        pen: PenDrawings | None = None,
        report: Callable[[float], None] = lambda _share: None,
    ) -> None:
        self._mixture = mixture
        self._images = len(sample)
        self.given, digits = sample.frames, sample.labels
        traces: Traces | None = None
        if mixture.redrawn or mixture.others:
            traces = trace(sample.frames, report)
        self._traces, self._paths = traces, None
        if pen is not None:
            self.given = np.concatenate([self.given, pen.sample.frames])
            digits = np.concatenate([digits, pen.sample.labels])
            self._paths = pen.paths
            if traces is not None:
                traces = Traces.joined([traces, pen.paths.traces])
        others = round(len(digits) * mixture.others)
        self.labels: Labels = np.append(digits, np.full(others, NO_DIGIT))
        self._writer = Writer()
        self._scribbler: Scribbler | None = None
        if traces is not None:
            self._scribbler = Scribbler(self._writer, Turner(traces, digits))

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def are_plain(self) -> bool:
        """Whether they are the given ones, the same in each epoch."""
        return self._mixture.plain == 1 and len(self) == len(self.given)

    def make(
        self, index: Index, rng: np.random.Generator, *, calm: bool = False
    ) -> Frames:
        """Return the chosen frames, each plain, redrawn, written or deformed by chance.

        Parameters
        ----------
        index
            int64 (n,), into `labels`.
        calm
            Whether to make them by `Mixture.calm`.

        Returns
        -------
        float32 (n, 28, 28), 0 paper to 1 ink.
        """
        frames = np.zeros((len(index), *FRAME_SHAPE), dtype=np.float32)
        given = index < len(self.given)
        frames[given] = self.given[index[given]]
        if self.are_plain:
            return frames
        mixture = self._mixture.calm if calm else self._mixture
        image = index < self._images
        chance = rng.random(len(index))
        redrawn = image & (chance < mixture.redrawn)
        rewritten = given & ~image & (chance >= mixture.plain)
        changed = mixture.redrawn + mixture.written
        written = image & (chance >= mixture.redrawn) & (chance < changed)
        deformed = image & (chance >= changed + mixture.plain)
        strength = mixture.strength
        if self._traces is not None and redrawn.any():
            traces = self._traces.take(index[redrawn])
            styled = add_styles(traces, self.labels[index[redrawn]], rng)
            frames[redrawn] = redraw(styled, rng, strength)
        if self._paths is not None and rewritten.any():
            paths = self._paths.take(index[rewritten] - self._images)
            traces = paths.in_another_hand(rng, mixture.hand).traces
            frames[rewritten] = redraw(traces, rng, strength)
        if written.any():
            digits = self._writer.write(self.labels[index[written]], rng)
            frames[written] = redraw(digits, rng, strength)
        if self._scribbler is not None and not given.all():
            others = self._scribbler.draw(int((~given).sum()), rng)
            frames[~given] = redraw(others, rng, strength)
        if deformed.any():
            frames[deformed] = augment(frames[deformed], rng, strength)
        return frames

    def make_all(self, rng: np.random.Generator) -> Frames:
        """Return all frames, as `make` does, in the order of `labels`."""
        return self.make(np.arange(len(self)), rng)
