"""Which drawing the learning network reads next, and which answers still count."""

from digitpad.core.packing import encode_frame
from digitpad.core.records import Probe, Probed
from digitpad.core.strokes import Frame


class Probes:
    """Keeps one drawing on its way: the newest, once the one before is answered.

    So a worker that is busy or hangs gets no heap of stale drawings.
    """

    def __init__(self) -> None:
        self.stage = 0
        """What is to read: the epoch of a stage; 0 is the network now."""
        self._run = 0
        self._frame: Frame | None = None
        self._number = 0
        self._sent = 0
        self._is_answered = True

    def begin(self, run: int) -> None:
        """Turn to the network of a training that begins."""
        self._run = run
        self._is_answered = True
        self.set(self._frame, 0)
        if self._frame is None:  # it reads nothing before it is told to
            self._sent = self._number

    def set(self, frame: Frame | None, stage: int) -> None:
        """Change the drawing, float32 (28, 28) or None for an empty canvas."""
        self._frame, self.stage = frame, stage
        self._number += 1

    def next(self) -> Probe | None:
        """Return what is to be sent now, if anything is."""
        if self._number == self._sent or not (self._is_answered or self._frame is None):
            return None
        self._sent = self._number
        self._is_answered = self._frame is None  # nobody answers to nothing
        text = "" if self._frame is None else encode_frame(self._frame)
        return Probe(self._run, self._number, text, self.stage)

    def take(self, answer: Probed) -> bool:
        """Note an answer; return whether it still says something of the drawing."""
        if (answer.run, answer.number) != (self._run, self._sent):
            return False
        self._is_answered = True
        return self._frame is not None and answer.stage == self.stage
