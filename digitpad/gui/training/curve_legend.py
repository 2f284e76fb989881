"""The lines of the curves, and what says which is which."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from digitpad.gui.theme import LIGHT, Theme, font_of

_TEXT: Final = 13


class Legend(QWidget):
    """Says which line is which."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self.setFixedHeight(24)
        self.setAccessibleName(
            "Solid: training. Dashed: validation. Faint: training within the epoch."
        )

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font_of(_TEXT))
        left = 0.0
        for text, pen in (
            ("Training", training_pen(theme)),
            ("Validation", validation_pen(theme)),
            ("Within the epoch", live_pen(theme)),
        ):
            middle = QPointF(left + 14, self.height() / 2)
            painter.setPen(pen)
            painter.drawLine(middle - QPointF(14, 0), middle + QPointF(14, 0))
            if text == "Training":
                painter.setBrush(theme.accent)
                painter.drawEllipse(middle, 3, 3)
            elif text == "Validation":
                painter.setPen(QPen(theme.unsure, 2))
                painter.setBrush(theme.surface)
                painter.drawRect(QRectF(middle.x() - 3.5, middle.y() - 3.5, 7, 7))
            painter.setPen(theme.text)
            width = painter.fontMetrics().horizontalAdvance(text)
            place = QRectF(left + 34, 0, width + 2, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
            left = place.right() + 14
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
