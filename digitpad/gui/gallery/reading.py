"""Has the model in use read the drawings, in the background."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QObject

from digitpad.core.frame import render
from digitpad.core.own_drawing import OwnDrawing
from digitpad.core.recognizer import FOR_MANY, Recognizer
from digitpad.gui.background_reader import BackgroundReader
from digitpad.gui.task import Report

_CHUNK: Final = 100
"""Drawings whose answers are told together."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model reads in a drawing.

    Attributes
    ----------
    probability
        Of the best guess, in [0, 1].
    is_sure
        Whether the pad would answer.
    """

    best: int
    probability: float
    is_sure: bool


_Told = list[tuple[str, Answer]]


def is_wrong(drawing: OwnDrawing, answer: Answer | None) -> bool:
    """Tell whether a model gets a drawing wrong: sure or not, but for no digit."""
    if answer is None:
        return False
    if drawing.digit is None:
        return answer.is_sure
    return answer.best != drawing.digit


class Reading(BackgroundReader[_Told]):
    """Keeps what the model in use reads in each drawing, and gets what lacks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model: Path | None = None
        self._drawings: Sequence[OwnDrawing] = ()
        self._answers: dict[str, Answer] = {}

    @property
    def answers(self) -> Mapping[str, Answer]:
        """What was read so far, by the drawings' ids."""
        return self._answers

    @property
    def is_complete(self) -> bool:
        """Whether all drawings were read."""
        return all(one.id in self._answers for one in self._drawings)

    def set_model(self, model: Path) -> None:
        """Read with another model: what was read is forgotten."""
        self.pause()
        self._model, self._answers = model, {}
        self.changed.emit()

    def set_drawings(self, drawings: Sequence[OwnDrawing]) -> None:
        """Read other drawings; what was read of those that stay is kept."""
        self.pause()
        self._drawings = drawings

    def read(self) -> None:
        """Go on with what is not read yet."""
        if self.is_reading or self._model is None:
            return
        rest = [one for one in self._drawings if one.id not in self._answers]
        if rest:
            self._begin(partial(_read, self._model, rest))

    def _keep(self, part: _Told) -> None:
        self._answers.update(part)


def _read(
    model: Path,
    drawings: Sequence[OwnDrawing],
    give: Callable[[_Told], None],
    report: Report,
) -> None:
    """Read drawings in their order, with a recognizer of its own."""
    recognizer = Recognizer.load(model, threads=FOR_MANY)
    threshold = recognizer.threshold
    for start in range(0, len(drawings), _CHUNK):
        some = drawings[start : start + _CHUNK]
        frames = []
        for place, one in enumerate(some, start):
            frames.append(render(one.drawing))
            report(place / len(drawings))
        probabilities = recognizer.predict_all(np.stack(frames))
        told = []
        for one, row in zip(some, probabilities, strict=True):
            best = int(row.argmax())
            share = float(row[best])
            told.append((one.id, Answer(best, share, share >= threshold)))
        give(told)
    report(1.0)
