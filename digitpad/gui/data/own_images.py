"""The user's own drawings as images, beside those of MNIST."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from digitpad.core.datasets import PixelSample
from digitpad.core.errors import DigitpadError
from digitpad.core.frame import render
from digitpad.core.own_drawing import readable
from digitpad.gui.task import Report, Task


class OwnImages(QObject):
    """Renders the kept drawings that are of digits, in the background.

    Parameters
    ----------
    path
        Returns the file of the drawings, which need not exist; may raise
        DigitpadError.
    """

    changed = Signal()
    """There are other images than before, or none any more."""

    def __init__(self, path: Callable[[], Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._sample: PixelSample | None = None
        self._task: Task[PixelSample | None] | None = None

    @property
    def sample(self) -> PixelSample | None:
        """The images; None where there is none."""
        return self._sample

    def look(self) -> None:
        """Look for drawings, unless the file is the one that was read last."""
        try:
            path = self._path()
            state = path.stat()
        except (OSError, DigitpadError):  # there is none
            self._take(None)
            return
        stamp = state.st_mtime_ns, state.st_size
        if self._task or stamp == self._stamp:
            return
        self._stamp = stamp
        self._task = Task(partial(_rendered, path), self)
        self._task.succeeded.connect(self._on_succeeded)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def stop(self) -> None:
        """End the rendering; `look` begins it anew."""
        if self._task:
            self._task.drop()
            self._task, self._stamp = None, None

    def _take(self, sample: PixelSample | None) -> None:
        before, self._sample = self._sample, sample
        if before is not sample:
            self.changed.emit()

    @Slot(object)
    def _on_succeeded(self, sample: PixelSample | None) -> None:
        if self._task:
            self._task.drop()
            self._task = None
        self._take(sample)

    @Slot(str)
    def _on_failed(self, _sentence: str) -> None:
        self._on_succeeded(None)  # the window of the drawings tells what is wrong


def _rendered(path: Path, report: Report) -> PixelSample | None:
    """Render the drawings of digits; None if there is none."""
    drawings = [one for one in readable(path) if one.digit is not None]
    if not drawings:
        return None
    pixels = []
    for place, one in enumerate(drawings):
        pixels.append(np.rint(render(one.drawing) * 255).astype(np.uint8))
        report(place / len(drawings))
    labels = np.array([one.digit for one in drawings], dtype=np.int64)
    return PixelSample(np.stack(pixels), labels)
