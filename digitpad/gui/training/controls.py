"""Start, Pause, Stop and Cancel: what can be done with a training now."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from digitpad.gui.trainer import TrainerState

_HELD: Final = (TrainerState.RUNNING, TrainerState.PAUSED)


class Controls(QWidget):
    """A row of buttons that are enabled when they make sense."""

    start_requested = Signal()
    pause_requested = Signal()
    resume_requested = Signal()
    stop_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = QPushButton("&Start training")
        self.start.setProperty("primary", True)
        self.start.clicked.connect(self.start_requested)
        self.pause = QPushButton("&Pause")
        self.pause.clicked.connect(self._on_pause)
        self.stop = QPushButton("Stop, keep the &best")
        self.stop.setToolTip(
            "Ends the training and keeps the network of its best epoch."
        )
        self.stop.clicked.connect(self.stop_requested)
        self.cancel = QPushButton("&Cancel")
        self.cancel.setToolTip("Ends the training and keeps nothing.")
        self.cancel.clicked.connect(self.cancel_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.start, 1)
        for button in (self.pause, self.stop, self.cancel):
            row.addWidget(button)
        self._state = TrainerState.OFF
        self.set_state(TrainerState.OFF, can_start=True, can_hold=False, can_stop=False)

    def set_state(
        self, state: TrainerState, *, can_start: bool, can_hold: bool, can_stop: bool
    ) -> None:
        """Show what can be done.

        Parameters
        ----------
        can_start
            Whether the settings are possible.
        can_hold
            Whether the training heeds a pause or a stop now.
        can_stop
            Whether there is an epoch to keep.
        """
        self._state = state
        idle = state in (TrainerState.OFF, TrainerState.LOADING, TrainerState.READY)
        self.start.setEnabled(idle and can_start)
        self.pause.setEnabled(can_hold)
        self.pause.setText("&Resume" if state is TrainerState.PAUSED else "&Pause")
        self.stop.setEnabled(can_hold and can_stop)
        self.cancel.setEnabled(
            state in (*_HELD, TrainerState.WAITING, TrainerState.STOPPING)
        )

    def _on_pause(self) -> None:
        if self._state is TrainerState.PAUSED:
            self.resume_requested.emit()
        else:
            self.pause_requested.emit()
