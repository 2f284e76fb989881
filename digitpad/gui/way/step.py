"""One step: its picture, what it is called, what is read there."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from digitpad.core.prediction import Prediction
from digitpad.gui.bars import percent
from digitpad.gui.readout import describe
from digitpad.gui.small_pad import SmallPad
from digitpad.gui.theme import font_of
from digitpad.gui.way.pictures import PixelsPicture, StrokesPicture

_TITLE: Final = 16
_READING: Final = 22
_LINE: Final = 46
"""Height of the reading: as the buttons of the pad beside it."""


def reading(prediction: Prediction | None) -> str:
    """Say what is read: "3, 98 %", or "?" and how much speaks for the best guess."""
    if prediction is None:
        return "–"
    share = percent(float(prediction.probabilities[prediction.best]))
    if prediction.verdict is None:
        return "?" if prediction.is_no_digit else f"? ({prediction.best}, {share})"
    return f"{prediction.verdict}, {share}"


def compared(without: Prediction, centred: Prediction) -> str:
    """Say what centring changes for one drawing."""
    if without.verdict == centred.verdict:
        return (
            f"Here the network {_does(centred)} with and without it. Try a small digit "
            "in a corner."
        )
    return (
        f"Without it the network {_does(without)}, with it the network "
        f"{_does(centred)}."
    )


def _does(prediction: Prediction) -> str:
    if prediction.is_no_digit:
        return "sees no digit"
    if prediction.verdict is None:
        return "is not sure"
    return f"reads {reading(prediction)}"


class Step(QWidget):
    """A picture with a caption above it, and below it what is read there.

    Parameters
    ----------
    title, text
        The caption: a line, and a few quiet words.
    is_read
        Whether there is a line for what the model reads.
    """

    def __init__(
        self,
        picture: SmallPad | StrokesPicture | PixelsPicture,
        title: str,
        text: str,
        *,
        is_read: bool = False,
    ) -> None:
        super().__init__()
        self._prediction: Prediction | None = None
        self.reading = QLabel() if is_read else None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._words = QLabel(text, wordWrap=True)
        for label, words, weight in (
            (QLabel(title, wordWrap=True), title, QFont.Weight.DemiBold),
            (self._words, text, QFont.Weight.Normal),
        ):
            label.setFont(font_of(_TITLE if words == title else _TITLE - 2, weight))
            label.setProperty("quiet", words == text)
            label.setAlignment(
                Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            )
            column.addWidget(label)
        column.addWidget(picture, 1)
        if not isinstance(picture, SmallPad):  # it has its buttons there
            line = self.reading or QLabel()
            line.setFont(font_of(_READING, QFont.Weight.Bold))
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            line.setFixedHeight(_LINE)
            column.addWidget(line)
        self._picture = picture
        self._title = title
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Say other quiet words under the title."""
        self._words.setText(text)
        self._picture.setAccessibleDescription(f"{self._title}: {text}")

    @property
    def prediction(self) -> Prediction | None:
        """What is read there."""
        return self._prediction

    def set_prediction(self, prediction: Prediction | None) -> None:
        """Show what is read there; None for nothing."""
        self._prediction = prediction
        if self.reading is not None:
            self.reading.setText(reading(prediction))
            self.reading.setAccessibleName(f"{self._title}: {describe(prediction)}")
