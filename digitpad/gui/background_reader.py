"""Has a network read many frames in the background, and keeps what it has read."""

from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from digitpad.gui.task import Report, Task

P = TypeVar("P")
Work = Callable[[Callable[[P], None], Report], None]
"""Gives what it has read part by part, and reports."""


class BackgroundReader(QObject, Generic[P]):
    """Runs one reading at a time; what has come is kept when it is paused.

    Whoever keeps the parts says in `_keep` where.
    """

    changed = Signal()
    """There is more that was read, or the reading began or ended."""
    failed = Signal(str)
    """The model cannot be read with: a sentence for people."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: Task[None] | None = None
        self._arrived: deque[P] = deque()

    @property
    def is_reading(self) -> bool:
        """Whether something is being read."""
        return self._task is not None

    def pause(self) -> None:
        """Stop reading; what was read is kept."""
        if self._task:
            self._take()
            self._task.drop()
            self._task = None

    def _begin(self, work: Work[P]) -> None:
        """Start a reading, where there is none."""
        arrived: deque[P] = deque()
        self._arrived = arrived

        def read(report: Report) -> None:
            work(arrived.append, report)

        self._task = Task(read, self)
        self._task.progressed.connect(self._on_progressed)
        self._task.succeeded.connect(self._on_succeeded)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def _keep(self, part: P) -> None:
        """Keep what was read."""
        raise NotImplementedError  # by each kind of reading

    def _give_up(self) -> None:
        """Do what is done after a failure."""
        self.pause()

    def _take(self) -> None:
        while self._arrived:
            self._keep(self._arrived.popleft())

    @Slot(float)
    def _on_progressed(self, _share: float) -> None:
        if self._arrived:
            self._take()
            self.changed.emit()

    @Slot(object)
    def _on_succeeded(self, _result: Any) -> None:
        self.pause()
        self.changed.emit()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._give_up()
        self.failed.emit(sentence)
