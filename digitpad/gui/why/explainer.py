"""The thread that reads a drawing with parts of it covered."""

import atexit
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QThread, Signal

from digitpad.core.canvas import Content, frame_of
from digitpad.core.errors import DigitpadError
from digitpad.core.frame import FRAME_SHAPE
from digitpad.core.occlusion import Occlusion, occlude
from digitpad.core.prediction import Probabilities
from digitpad.core.recognizer import FOR_MANY, Recognizer
from digitpad.core.scheduling import step_back_in_thread
from digitpad.core.strokes import Frames

_AT_ONCE: Final = 24
"""Frames in a batch. With 50 a network's first reading takes 400 ms, for memory, with
24 it takes 40."""


@dataclass(frozen=True, slots=True)
class Order:
    """A drawing to be explained.

    Attributes
    ----------
    number
        Orders are counted; the answer has the order's number.
    model
        The file of the network that reads it.
    version
        Counts the models: another one may be in a file of the same name.
    content
        The strokes, in any unit, or a picture; () only makes the network ready.
    """

    number: int
    model: Path
    version: int
    content: Content


class Explainer(QThread):
    """Explains the newest drawing it was given, with a network of its own.

    An order that has not been begun is replaced by the next one: nobody waits for a
    drawing that is gone. One object serves from one showing of the window to its
    hiding, so that a late answer cannot be taken for another's.
    """

    explained = Signal(int, object)
    """The number of an order, and its `Occlusion`."""
    failed = Signal(int, str)
    """The number of an order whose model cannot be read, and why, for people."""

    def __init__(self) -> None:
        super().__init__()
        self._condition = threading.Condition()
        self._order: Order | None = None
        self._is_ending = False
        # At the interpreter's exit a thread that still runs would abort it.
        atexit.register(self.end)

    @property
    def has_order(self) -> bool:
        """Whether a drawing waits for the one before it."""
        with self._condition:
            return self._order is not None

    def put(self, order: Order) -> None:
        """Have a drawing explained next, instead of any that waits."""
        with self._condition:
            self._order = order
            self._condition.notify()

    def end(self) -> None:
        """End the thread, and wait for that: as long as one drawing takes."""
        atexit.unregister(self.end)
        with self._condition:
            self._is_ending = True
            self._condition.notify()
        self.wait()

    def run(self) -> None:
        # The pad's thread goes first: while a training keeps two cores busy besides,
        # moves are painted after 3 instead of 7 ms.
        step_back_in_thread()
        version, recognizer = None, None
        while (order := self._next()) is not None:
            try:
                if recognizer is None or version != order.version:
                    recognizer = load_warm(order.model)
                    version = order.version
                if order.content:
                    occlusion = explain(recognizer, order.content)
                    self.explained.emit(order.number, occlusion)
            except DigitpadError as error:
                recognizer = None
                self.failed.emit(order.number, str(error))

    def _next(self) -> Order | None:
        """Wait for an order; None when the thread shall end."""
        with self._condition:
            self._condition.wait_for(lambda: self._order or self._is_ending)
            order, self._order = self._order, None
            return None if self._is_ending else order


def load_warm(model: Path) -> Recognizer:
    """Load a model and have it read once: its first reading takes the longest.

    Raises
    ------
    DigitpadError
        If it cannot be loaded.
    """
    recognizer = Recognizer.load(model, threads=FOR_MANY)
    recognizer.predict_batch(np.zeros((_AT_ONCE, *FRAME_SHAPE), np.float32))
    return recognizer


def explain(recognizer: Recognizer, content: Content) -> Occlusion:
    """Explain how a drawing or a picture is read."""

    def read(frames: Frames) -> Probabilities:
        starts = range(0, len(frames), _AT_ONCE)
        batches = (frames[start : start + _AT_ONCE] for start in starts)
        return np.concatenate([recognizer.predict_batch(batch) for batch in batches])

    return occlude(read, frame_of(content))
