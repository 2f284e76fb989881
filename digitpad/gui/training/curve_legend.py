"""The lines of the curves, and what says which is which."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from digitpad.gui.theme import LIGHT, Theme, font_of

_TEXT: Final = 13
_ROW: Final = 24
_SAMPLE: Final = 34
"""Pixels from the left end of a line's sample to its name."""
_NAMES: Final = ("Training", "Validation", "Within the epoch")


class Legend(QWidget):
    """Says which line is which."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self.setFixedHeight(_ROW)
        self.setAccessibleName(
            "Solid: training. Dashed: validation. Faint: training within the epoch."
        )

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self.setFixedHeight(int(self.places()[-1].bottom()))

    def places(self) -> list[QRectF]:
        """Return where each line and its name stand: in rows, if it is narrow."""
        metrics = QFontMetricsF(font_of(_TEXT))
        places: list[QRectF] = []
        left = top = 0.0
        for name in _NAMES:
            width = _SAMPLE + metrics.horizontalAdvance(name) + 2
            if left and left + width > self.width():
                left, top = 0.0, top + _ROW
            places.append(QRectF(left, top, width, _ROW))
            left += width + 14
        return places

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        theme = self._theme
        pens = (training_pen(theme), validation_pen(theme), live_pen(theme))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font_of(_TEXT))
        for name, place, pen in zip(_NAMES, self.places(), pens, strict=True):
            middle = QPointF(place.left() + 14, place.center().y())
            painter.setPen(pen)
            painter.drawLine(middle - QPointF(14, 0), middle + QPointF(14, 0))
            if name == "Training":
                painter.setBrush(theme.accent)
                painter.drawEllipse(middle, 3, 3)
            elif name == "Validation":
                painter.setPen(QPen(theme.unsure, 2))
                painter.setBrush(theme.surface)
                painter.drawRect(QRectF(middle.x() - 3.5, middle.y() - 3.5, 7, 7))
            painter.setPen(theme.text)
            text = place.adjusted(_SAMPLE, 0, 0, 0)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, name)
        painter.end()


def training_pen(theme: Theme) -> QPen:
    """Return the pen of the training's line."""
    return QPen(theme.accent, 2)


def validation_pen(theme: Theme) -> QPen:
    """Return the pen of the validation's line."""
    return QPen(theme.unsure, 2, Qt.PenStyle.DashLine)


def live_pen(theme: Theme) -> QPen:
    """Return the pen of the running means' line."""
    color = QColor(theme.accent)
    color.setAlphaF(0.75)  # faint, and yet 3 to 1 against the surface
    return QPen(color, 1.5)
