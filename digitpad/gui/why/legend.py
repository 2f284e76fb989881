"""What the colours of the evidence mean, and how much."""

from typing import Final

import numpy as np
from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui.images import color_image_of
from digitpad.gui.theme import LIGHT, Theme, font_of
from digitpad.gui.why.colors import HATCHED_FROM, pixels_of

_TEXT: Final = 14
_LINE: Final = 20
_BAR: Final = 16
_TITLES: Final = ("Against it", "No matter", "For it")
_SCALE: Final = (
    "covered: odds\u00a0×\u00a010",
    "as before",
    "covered: odds\u00a0÷\u00a010",
)
_SIDES: Final = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignHCenter,
    Qt.AlignmentFlag.AlignRight,
)


class Legend(QWidget):
    """A strip of all strengths, from ink against the digit to ink for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Legend")
        self.setAccessibleDescription(
            "Striped ink speaks against the digit: when it is covered the digit's odds "
            "are up to ten times as high. Grey ink does not matter. Full ink speaks "
            "for the digit: when it is covered the odds fall down to a tenth."
        )
        self.setToolTip(
            "Odds of 9 to 1 are 90 %. The full colour: with this ink covered the odds\n"
            "of the digit fall to a tenth, or rise to ten times as much, or more."
        )

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(400, _BAR + 2 * _LINE + 4)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(340, _BAR + 2 * _LINE + 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        width = float(self.width())
        self._write(painter, QRectF(0, 0, width, _LINE), _TITLES, bold=True)
        self._paint_strip(painter, QRectF(0, _LINE + 1, width, _BAR))
        below = QRectF(0, _LINE + _BAR + 3, width, _LINE)
        self._write(painter, below, _SCALE, bold=False)
        painter.end()

    def _write(
        self, painter: QPainter, area: QRectF, texts: tuple[str, ...], *, bold: bool
    ) -> None:
        painter.setPen(self._theme.text if bold else self._theme.quiet)
        weight = QFont.Weight.DemiBold if bold else QFont.Weight.Normal
        painter.setFont(font_of(_TEXT if bold else _TEXT - 1, weight))
        for text, side in zip(texts, _SIDES, strict=True):
            painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_strip(self, painter: QPainter, strip: QRectF) -> None:
        strengths = np.linspace(-1, 1, 101)[None]
        pixels = pixels_of(np.ones((1, 101)), strengths, self._theme)
        painter.drawImage(strip, color_image_of(pixels))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(
            QRectF(0, strip.y(), strip.width() * (1 - HATCHED_FROM) / 2, strip.height())
        )
        painter.setPen(QPen(self._theme.surface, 2))
        step = strip.height()
        for number in range(int(strip.width() / 2 / step) + 1):
            x = number * step
            painter.drawLine(QLineF(x, strip.bottom(), x + step, strip.top()))
        painter.setClipping(False)
