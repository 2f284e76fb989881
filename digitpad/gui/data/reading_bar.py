"""How far the model has read the images, and how well."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from digitpad.core.answers import Answers
from digitpad.core.datasets import Labels
from digitpad.core.figures import duration, percentage
from digitpad.gui.labels import color_label, label_of
from digitpad.gui.theme import LIGHT, Theme

_STEPS: Final = 1000
_LEAST: Final = 120


class ReadingBar(QWidget):
    """Says what the model has read of a part; stops it, and lets it go on."""

    stop_requested = Signal()
    go_on_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = label_of(15)
        self._text.setMinimumWidth(_LEAST)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, _STEPS)
        self._bar.setAccessibleName("Images read by the model")
        self._button = QPushButton("&Stop")
        self._is_reading = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._text)
        row.addWidget(self._bar, 1)
        row.addWidget(self._button)
        self.setFixedHeight(self._button.sizeHint().height())
        self._button.clicked.connect(self._on_clicked)
        self.set_theme(LIGHT)
        self.clear()

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    @property
    def button(self) -> QPushButton:
        """Stops the reading, or lets it go on."""
        return self._button

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        color_label(self._text, theme.text)

    def clear(self, text: str = "") -> None:
        """Say nothing of a reading, but something else."""
        self._text.setText(text)
        self._bar.hide()
        self._button.hide()

    def set_reading(
        self,
        model: str,
        answers: Answers,
        labels: Labels,
        is_reading: bool,
        seconds_left: float | None,
    ) -> None:
        """Say how far a model is with the images that have these labels."""
        self._is_reading = is_reading
        known, count = answers.known, len(answers)
        self._bar.setVisible(not answers.is_complete)
        self._button.setVisible(not answers.is_complete)
        self._text.setWordWrap(answers.is_complete)
        if answers.is_complete:
            right = count - int(answers.wrong(labels).sum())
            unsure = int(answers.unsure.sum())
            self._text.setText(
                f"{model} reads {right:,} of {count:,} rightly "
                f"({percentage(right / count)}); not sure of {unsure:,}"
            )
            return
        self._bar.setValue(round(known / count * _STEPS))
        self._button.setText("&Stop" if is_reading else "&Go on")
        left = ""
        if is_reading and seconds_left is not None:
            left = f", {duration(seconds_left)} left"
        elif not is_reading:
            left = ", stopped"
        self._text.setText(f"{model} reads: {known:,} of {count:,}{left}")

    def _on_clicked(self) -> None:
        (self.stop_requested if self._is_reading else self.go_on_requested).emit()
