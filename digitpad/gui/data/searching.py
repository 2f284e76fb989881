"""Looks for the training images that are most like one, in the background."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from digitpad.core.datasets import Pixels
from digitpad.core.nearest import Nearest, nearest
from digitpad.gui.task import Task

_REST_MS: Final = 60
"""Milliseconds that an image stays chosen before the search begins: with a key held
down thirty images pass in a second."""


class Searching(QObject):
    """Finds the nearest images; a new search replaces the one under way."""

    found = Signal(object)
    """A `Nearest`, for the search asked for last."""
    failed = Signal(str)
    """Why not, in a sentence for people."""

    def __init__(self, count: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = count
        self._next: Task[Nearest] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self._start)

    def search(self, image: Pixels, images: Pixels, exclude: int | None) -> None:
        """Search among images, uint8 (n, 28, 28), for those like one, (28, 28)."""
        self.stop()
        work = partial(nearest, image, images, self._count, exclude)
        self._next = Task(work, self)
        self._next.succeeded.connect(self.found)
        self._next.failed.connect(self.failed)
        self._timer.start()

    def stop(self) -> None:
        """End the search; it tells nothing."""
        self._timer.stop()
        if self._next:
            self._next.drop()
            self._next = None

    @Slot()
    def _start(self) -> None:
        if self._next:
            self._next.start()
