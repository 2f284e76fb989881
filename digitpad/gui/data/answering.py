"""Has the model in use read all images of a part, in the background."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from digitpad.core.answers import Answers
from digitpad.core.datasets import Pixels, PixelSample, frames_of
from digitpad.core.prediction import Probabilities
from digitpad.core.recognizer import FOR_MANY, Recognizer
from digitpad.gui.background_reader import BackgroundReader
from digitpad.gui.data.parts import Part
from digitpad.gui.task import Report

_CHUNK: Final = 250
"""Images whose answers are told together: a tenth of a second of reading, and a
multiple of what a recognizer reads at once."""
_SOONEST: Final = 0.4
"""Seconds after which the time that is left can be told."""

_Key = tuple[str, float, Part]
"""What answers are kept for: a model's digest, its threshold, a part."""


class Answering(BackgroundReader[Probabilities]):
    """Keeps the answers of each model for each part, and gets those that lack.

    A reading that was stopped by the user goes on only when it is asked to.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = Path()
        self._threshold = 1.0
        self._digest = ""
        self._part = Part.TEST
        self._sample: PixelSample | None = None
        self._kept: dict[_Key, Answers] = {}
        self._stopped: set[_Key] = set()
        self._began = 0.0
        self._known_before = 0

    @property
    def answers(self) -> Answers | None:
        """The answers of the model for the part; None if nothing was read."""
        return self._kept.get(self._key)

    def answers_of(self, digest: str, threshold: float) -> Answers | None:
        """Return what a model has answered for the part; None if it read nothing."""
        return self._kept.get((digest, threshold, self._part))

    @property
    def is_stopped(self) -> bool:
        """Whether the user has stopped the reading of this part by this model."""
        return self._key in self._stopped

    @property
    def seconds_left(self) -> float | None:
        """How long the reading will take, as far as can be said."""
        answers, passed = self.answers, time.monotonic() - self._began
        if not self.is_reading or answers is None or passed < _SOONEST:
            return None
        done = answers.known - self._known_before
        return passed / done * (len(answers) - answers.known) if done else None

    def set_model(self, model: Path, digest: str, threshold: float) -> None:
        """Read with another model.

        Parameters
        ----------
        digest
            Tells models apart, also in files of one name.
        threshold
            From this probability on its best guess is answered.
        """
        self.pause()
        self._model, self._digest, self._threshold = model, digest, threshold

    def set_part(self, part: Part, sample: PixelSample) -> None:
        """Read the images of another part."""
        self.pause()
        self._part, self._sample = part, sample

    def forget(self, part: Part) -> None:
        """Read the images of a part anew: they are others now."""
        if part is self._part:
            self.pause()
        self._kept = {key: own for key, own in self._kept.items() if key[2] is not part}

    def read(self) -> None:
        """Go on with what is not read yet, unless the user has stopped it."""
        if not self._digest or self._sample is None:
            return
        if self.is_reading or self.is_stopped:
            return
        count = len(self._sample)
        answers = self._kept.setdefault(self._key, Answers(count, self._threshold))
        if not answers.is_complete:
            self._began, self._known_before = time.monotonic(), answers.known
            rest = self._sample.pixels[answers.known :]
            self._begin(partial(_read, self._model, rest))
        self.changed.emit()

    def stop(self) -> None:
        """Stop until `go_on`."""
        self._stopped.add(self._key)
        self.pause()
        self.changed.emit()

    def go_on(self) -> None:
        """Go on with what was stopped."""
        self._stopped.discard(self._key)
        self.read()

    @property
    def _key(self) -> _Key:
        return self._digest, self._threshold, self._part

    def _keep(self, part: Probabilities) -> None:
        if answers := self.answers:
            answers.add(part)

    def _give_up(self) -> None:
        self.stop()


def _read(
    model: Path, pixels: Pixels, give: Callable[[Probabilities], None], report: Report
) -> None:
    """Read images, uint8 (n, 28, 28), in their order, with a recognizer of its own."""
    recognizer = Recognizer.load(model, threads=FOR_MANY)
    for start in range(0, len(pixels), _CHUNK):
        frames = frames_of(pixels[start : start + _CHUNK])

        def tell(share: float, start: int = start, count: int = len(frames)) -> None:
            report((start + share * count) / len(pixels))

        give(recognizer.predict_all(frames, tell))
    report(1.0)
