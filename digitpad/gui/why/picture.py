"""The drawing as the network sees it, its ink coloured by what it speaks for."""

from typing import Final

import numpy as np
from PySide6.QtCore import QLineF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.core.frame import SIDE
from digitpad.core.strokes import Floats, Frame
from digitpad.gui.images import color_image_of
from digitpad.gui.pad_paint import paint_hint
from digitpad.gui.theme import LIGHT, Theme
from digitpad.gui.why.colors import HATCHED_FROM, pixels_of

_HINT: Final = "Draw a digit"
_SQUARE: Final = 14
_HATCHED_INK: Final = 0.5
"""Pixels with less ink are the soft edge of a line: lines across would blur it."""


class EvidencePicture(QWidget):
    """Shows a frame as squares of whole device pixels.

    Ink for the digit has the accent's colour, ink against it the one of doubt and
    lines across it, for who cannot tell the colours apart; other ink is grey.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._frame: Frame | None = None
        self._strengths = np.zeros((SIDE, SIDE))
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("What speaks for the digit")

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self._color()

    def set_evidence(self, frame: Frame | None, strengths: Floats) -> None:
        """Show a frame, float32 (28, 28), with the strengths of its ink, -1 to 1;
        None shows that nothing is drawn.
        """
        self._frame, self._strengths = frame, strengths
        self._color()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is shown."""
        return self._frame is None

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(_SQUARE * SIDE + 2, _SQUARE * SIDE + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(5 * SIDE + 2, 5 * SIDE + 2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        # Squares are laid out in device pixels, or some would be wider than others.
        painter.scale(1 / ratio, 1 / ratio)
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        square = max(1, (min(width, height) - 2) // SIDE)
        side = square * SIDE
        left, top = (width - side) // 2, (height - side) // 2
        if self._frame is None:
            painter.fillRect(left, top, side, side, self._theme.surface)
        else:
            painter.drawImage(QRect(left, top, side, side), self._image)
            hatched = self._strengths <= -HATCHED_FROM
            hatched &= self._frame >= _HATCHED_INK
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.surface, max(1.0, square / 7)))
            for row, column in np.argwhere(hatched).tolist():
                x, y = left + column * square, top + row * square
                painter.setClipRect(QRect(x, y, square, square))
                painter.drawLine(QLineF(x, y + square, x + square, y))
            painter.setClipping(False)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(self._theme.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(left - 1, top - 1, side + 1, side + 1)
        if self._frame is None:
            painter.scale(ratio, ratio)
            area = QRectF(left / ratio, top / ratio, side / ratio, side / ratio)
            paint_hint(painter, area, self._theme, _HINT)
        painter.end()

    def _color(self) -> None:
        if self._frame is not None:
            self._image = color_image_of(
                pixels_of(self._frame, self._strengths, self._theme)
            )
        self.update()
