"""A line that tells how far one is with looking into a model, and can end it."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from digitpad.core.records import CONVERSION_PHASES, Phase
from digitpad.gui.converting.words import doing

_PATIENCE_MS: Final = 300
"""What is done by then needs no telling."""
_STEPS: Final = 1000
_BAR: Final = 260
"""Logical pixels."""


class ConversionStrip(QWidget):
    """Lies at the foot of a window while a file is looked into.

    Drawing goes on above it.
    """

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._phase: Phase | None = None
        self._text = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._text.setStyleSheet("font-size: 15px;")
        self._text.setMinimumWidth(80)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName("Progress of opening the model")
        self._bar.setFixedWidth(_BAR)
        self.cancel = QPushButton("Ca&ncel")
        self.cancel.setAccessibleName("Cancel opening the model")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(16)
        row.addWidget(self._text, 1)
        row.addWidget(self._bar)
        row.addWidget(self.cancel)
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._timer.timeout.connect(self.show)
        self.cancel.clicked.connect(self.cancel_requested)
        self.hide()

    @property
    def text(self) -> str:
        """All that is said; the line shows as much as fits."""
        return self._text.toolTip()

    @property
    def share(self) -> float | None:
        """The share that is done, in [0, 1]; None where nobody can tell."""
        if self._bar.maximum() == 0:
            return None
        return self._bar.value() / _STEPS

    @property
    def is_waiting(self) -> bool:
        """Whether it will be shown in a moment, unless the file is done before."""
        return self._timer.isActive()

    @Slot(str)
    def begin(self, name: str) -> None:
        """Tell of a file from now on, unless it is done within a moment."""
        self._name = name
        self._timer.start()
        self._show(None)

    @Slot(object)
    def set_phase(self, phase: Phase) -> None:
        """Tell how far one is."""
        if phase.name in CONVERSION_PHASES:
            self._show(phase)

    @Slot()
    def end(self) -> None:
        """Tell nothing any more."""
        self._timer.stop()
        self.hide()
        self._bar.setRange(0, 1)  # a bar without end would turn on, hidden

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._shorten()

    def _show(self, phase: Phase | None) -> None:
        text = f"Looking at {self._name}: {doing(phase)} …"
        self._text.setToolTip(text)
        self._text.setAccessibleName(text)
        self._shorten()
        if phase is None:
            self._bar.setRange(0, 0)
        else:
            done = CONVERSION_PHASES.index(phase.name) + (phase.share or 0.0)
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(round(done / len(CONVERSION_PHASES) * _STEPS))

    def _shorten(self) -> None:
        mode = Qt.TextElideMode.ElideMiddle
        metrics = self._text.fontMetrics()
        self._text.setText(metrics.elidedText(self.text, mode, self._text.width()))
