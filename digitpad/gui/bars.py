"""Ten bars, one for each digit's probability."""

import time
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimerEvent
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.core.prediction import Prediction
from digitpad.gui.theme import LIGHT, Theme, font_of

_SETTLED: Final = 0.002
"""Bars this near to the truth, as a share of the track, jump to it."""
_LEAST: Final = 0.005
"""Below this, "< 1 %", a bar would be a speck."""
_TIME_CONSTANT: Final = 0.025
"""Seconds in which a bar goes two thirds of its way; all of it in a tenth."""
_FRAME_MS: Final = 16


def percent(probability: float) -> str:
    """Write a probability as a whole percentage that never claims certainty."""
    if probability >= 0.995:
        return "> 99 %"
    if probability < 0.01:
        return "< 1 %"
    return f"{probability * 100:.0f} %"


class Bars(QWidget):
    """Shows a prediction as ten bars.

    Numbers and marks show the newest prediction at once; only the bars' lengths
    take a tenth of a second. No timer runs when they have arrived.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._prediction: Prediction | None = None
        self._lengths = np.zeros(10)
        self._timer = 0
        self._moved = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Probabilities")

    @property
    def prediction(self) -> Prediction | None:
        """The prediction that is shown; None shows empty bars."""
        return self._prediction

    @property
    def lengths(self) -> NDArray[np.float64]:
        """The bars' lengths as painted, float64 (10,), shares of the track."""
        return self._lengths

    @property
    def is_moving(self) -> bool:
        """Whether the bars are on their way to the prediction."""
        return bool(self._timer)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.update()

    def set_prediction(self, prediction: Prediction | None) -> None:
        """Show a prediction, or none."""
        self._prediction = prediction
        if not self._timer:
            # As if on the way for a frame: the first painting shows half of the way.
            self._moved = time.perf_counter() - _FRAME_MS / 1000
            self._timer = self.startTimer(_FRAME_MS, Qt.TimerType.PreciseTimer)
        self._move_bars()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(460, 300)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(240, 180)

    def timerEvent(self, event: QTimerEvent) -> None:  # noqa: N802 (Qt's name)
        self._move_bars()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = self.height() / 10
        for digit in range(10):
            self._paint_row(painter, digit, QRectF(0, digit * row, self.width(), row))
        painter.end()

    def _move_bars(self) -> None:
        now = time.perf_counter()
        share = 1 - np.exp(-(now - self._moved) / _TIME_CONSTANT)
        self._moved = now
        shown = self._prediction
        truth = np.zeros(10) if shown is None else shown.probabilities
        self._lengths += (truth - self._lengths) * share
        if np.abs(truth - self._lengths).max() < _SETTLED:
            self._lengths[:] = truth
            self.killTimer(self._timer)
            self._timer = 0

    def _paint_row(self, painter: QPainter, digit: int, row: QRectF) -> None:
        rank = self._rank(digit)
        text = min(row.height() * 0.62, row.width() / 11, 34.0)
        column = text * 1.5
        numbers = text * 4.1
        thickness = min(row.height() * 0.5, text * 0.9)
        weight = QFont.Weight.Bold if rank == 0 else QFont.Weight.Normal
        painter.setFont(font_of(text, weight))
        painter.setPen(self._theme.text if rank < 2 else self._theme.quiet)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            QRectF(row.x() + column * 0.55, row.y(), column, row.height()),
            middle | Qt.AlignmentFlag.AlignHCenter,
            str(digit),
        )
        if self._prediction is not None:
            painter.drawText(
                QRectF(row.right() - numbers, row.y(), numbers, row.height()),
                middle | Qt.AlignmentFlag.AlignRight,
                percent(float(self._prediction.probabilities[digit])),
            )
        left = row.x() + column * 1.7
        track = QRectF(
            left,
            row.center().y() - thickness / 2,
            row.right() - numbers - text * 0.3 - left,
            thickness,
        )
        radius = thickness / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.track)
        painter.drawRoundedRect(track, radius, radius)
        length = float(self._lengths[digit]) * track.width()
        if self._lengths[digit] >= _LEAST:
            # Shorter than its own round ends, a bar is a slice of them.
            painter.save()
            painter.setClipRect(QRectF(track.x(), track.y(), length, thickness))
            painter.setBrush(self._color(rank))
            bar = QRectF(track.x(), track.y(), max(length, thickness), thickness)
            painter.drawRoundedRect(bar, radius, radius)
            painter.restore()
        if rank == 0 and self._sure:
            self._paint_mark(painter, row, text * 0.42)

    def _paint_mark(self, painter: QPainter, row: QRectF, size: float) -> None:
        """Paint the winner's arrow: more than a colour tells it."""
        y = row.center().y()
        painter.setBrush(self._theme.accent)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(row.x() + 1, y - size),
                    QPointF(row.x() + 1 + size * 1.3, y),
                    QPointF(row.x() + 1, y + size),
                ]
            )
        )

    @property
    def _sure(self) -> bool:
        return self._prediction is not None and self._prediction.verdict is not None

    def _rank(self, digit: int) -> int:
        """Return 0 for the best guess, 1 for the second, 2 for all others."""
        if self._prediction is None or self._prediction.is_no_digit:
            return 2
        return {self._prediction.best: 0, self._prediction.second: 1}.get(digit, 2)

    def _color(self, rank: int) -> QColor:
        if not self._sure and rank < 2:
            return self._theme.unsure
        return (self._theme.accent, self._theme.runner_up, self._theme.other)[rank]
