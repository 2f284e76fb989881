"""One drawing, read by two models at the same time."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from digitpad.core.canvas import Content, frame_of
from digitpad.core.recognizer import Recognizer
from digitpad.gui.bars import Bars
from digitpad.gui.judging.words import LETTERS
from digitpad.gui.labels import color_label, label_of
from digitpad.gui.readout import describe
from digitpad.gui.small_pad import SmallPad
from digitpad.gui.theme import Theme

_PAUSE_MS: Final = 16
"""Between a drawing and its reading: the screen shows no more pictures."""
_LOADING: Final = "Opening the model…"


class Reading(QWidget):
    """What one model reads in the drawing."""

    def __init__(self, letter: str) -> None:
        super().__init__()
        self.name = label_of(15, bold=True, wrapped=True)
        self.verdict = label_of(15, wrapped=True)
        self.bars = Bars()
        self.bars.setAccessibleName(f"Probabilities of {letter}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for label in (self.name, self.verdict):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addWidget(self.bars, 1)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self.bars.set_theme(theme)
        color_label(self.name, theme.text)
        color_label(self.verdict, theme.text)


class DrawingPage(QWidget):
    """A pad, and beside it what A and B read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recognizers: Mapping[str, Recognizer | None] = {}
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._read)
        self.small = SmallPad()
        self.readings = {letter: Reading(letter) for letter in LETTERS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 0)
        row.setSpacing(20)
        row.addWidget(self.small, 5)
        for reading in self.readings.values():
            row.addWidget(reading, 4)
        self.small.drawing_changed.connect(self._on_drawing_changed)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self.small.set_theme(theme)
        for reading in self.readings.values():
            reading.set_theme(theme)

    def set_drawing(self, content: Content) -> None:
        """Take over what is on the main window's pad; can be undone."""
        self.small.set_drawing(content)

    def set_models(
        self, names: Mapping[str, str], recognizers: Mapping[str, Recognizer | None]
    ) -> None:
        """Read with models, by their letters; None stands for one not loaded yet."""
        self._recognizers = recognizers
        for letter, reading in self.readings.items():
            reading.setVisible(letter in names)
            reading.name.setText(names.get(letter, ""))
        self._read()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        self._read()

    @Slot()
    def _on_drawing_changed(self) -> None:
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _read(self) -> None:
        if not self.isVisible():
            return
        content = self.small.content
        frame = frame_of(content)
        for letter, recognizer in self._recognizers.items():
            reading = self.readings[letter]
            read = recognizer.predict(frame) if recognizer and content else None
            reading.bars.set_prediction(read)
            said = describe(read) if recognizer else _LOADING
            reading.verdict.setText(said)
