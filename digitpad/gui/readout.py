"""The verdict, huge: a digit, or "not sure" with the two best guesses, if any."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.core.prediction import Prediction
from digitpad.gui.bars import percent
from digitpad.gui.theme import LIGHT, Theme, font_of

_NAMES: Final = (
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
)


def describe(prediction: Prediction | None) -> str:
    """Say a prediction in words, as a screen reader would speak it."""
    if prediction is None:
        return "The canvas is empty"
    if prediction.verdict is None:
        return f"Not sure: {_guesses(prediction)}"
    sure = float(prediction.probabilities[prediction.best])
    return f"{_NAMES[prediction.best]}, {percent(sure)} sure"


def _guesses(prediction: Prediction) -> str:
    if prediction.is_no_digit:
        return "no digit?"
    return f"{prediction.best} or {prediction.second}?"


class Readout(QWidget):
    """Shows what the pad says of the drawing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._prediction: Prediction | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_prediction(None)

    @property
    def prediction(self) -> Prediction | None:
        """The prediction whose verdict is shown."""
        return self._prediction

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.update()

    def set_prediction(self, prediction: Prediction | None) -> None:
        """Show the verdict of a prediction; None for an empty canvas."""
        self._prediction = prediction
        self.setAccessibleName(describe(prediction))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(460, 160)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(240, 100)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        prediction, theme = self._prediction, self._theme
        if prediction is None:
            self._paint_words(painter, 0, "No digit yet", "Ten bars will read yours")
        elif prediction.verdict is None:
            guesses = _guesses(prediction).capitalize()
            self._paint(painter, "?", theme.unsure, guesses, "Not sure")
        else:
            best, second = prediction.best, prediction.second
            sure = percent(float(prediction.probabilities[best]))
            other = percent(float(prediction.probabilities[second]))
            self._paint(
                painter,
                str(best),
                theme.accent,
                f"{sure} sure",
                f"Second guess: {second}, {other}",
            )
        painter.end()

    def _paint(
        self, painter: QPainter, sign: str, color: QColor, first: str, second: str
    ) -> None:
        height = float(self.height())
        painter.setPen(color)
        painter.setFont(font_of(height * 1.12, QFont.Weight.Bold))
        # The font's own line is higher than its digits: let it overlap the edges.
        glyph = QRectF(0, -height / 2, height * 0.86, height * 2)
        painter.drawText(glyph, Qt.AlignmentFlag.AlignCenter, sign)
        self._paint_words(painter, glyph.right() + height * 0.14, first, second)

    def _paint_words(
        self, painter: QPainter, left: float, first: str, second: str
    ) -> None:
        height, width = float(self.height()), self.width() - left
        title = min(height * 0.26, width / 8.5)
        painter.setPen(self._theme.text)
        painter.setFont(font_of(title, QFont.Weight.Bold))
        upper = QRectF(left, 0, width, height * 0.54)
        bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.drawText(upper, bottom, first)
        painter.setPen(self._theme.quiet)
        painter.setFont(font_of(title * 0.6))
        lower = QRectF(left, height * 0.58, width, height * 0.42)
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(lower, top, second)
