"""A time limit for an answer."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot


class Patience(QObject):
    """Ends when nothing was heard for a while.

    The time runs in two halves: where the clock ran on while the computer slept, the
    first is over when it wakes, and whoever is to answer still has the second.
    """

    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_timeout)
        self._is_second_half = False

    @property
    def is_running(self) -> bool:
        """Whether an answer is awaited."""
        return self._timer.isActive()

    def begin(self, seconds: float | None) -> None:
        """Wait from now on, for so many seconds; None is for ever."""
        self._is_second_half = False
        if seconds is None:
            self._timer.stop()
        else:
            self._timer.start(round(500 * seconds))

    @Slot()
    def _on_timeout(self) -> None:
        if self._is_second_half:
            self.ended.emit()
        else:
            self._is_second_half = True
            self._timer.start()
