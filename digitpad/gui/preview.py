"""What the network sees: the 28x28 frame in crisp squares."""

from functools import lru_cache
from typing import Final

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.core.frame import SIDE
from digitpad.core.strokes import Frame
from digitpad.gui.images import image_of
from digitpad.gui.theme import LIGHT, Theme

_GRID_FROM: Final = 5
"""Squares of fewer pixels get no lines between them."""
_GRID: Final = QColor(128, 140, 160, 72)


class Preview(QWidget):
    """Shows a frame as squares of whole device pixels, white ink on black as MNIST."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("What the network sees")
        self.set_frame(np.zeros((SIDE, SIDE), dtype=np.float32))

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.update()

    def set_frame(self, frame: Frame) -> None:
        """Show a frame, float32 (28, 28), 0 paper to 1 ink."""
        self._image = image_of(frame)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(6 * SIDE + 2, 6 * SIDE + 2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        # Squares are laid out in device pixels, or some would be wider than others.
        painter.scale(1 / ratio, 1 / ratio)
        room = round(min(self.width(), self.height()) * ratio)
        square = max(1, (room - 2) // SIDE)
        side = square * SIDE
        offset = (room - side) // 2
        painter.drawImage(QRect(offset, offset, side, side), self._image)
        if square >= _GRID_FROM * ratio:
            painter.drawImage(offset, offset, grid_of_lines(square))
        painter.setPen(QPen(self._theme.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(offset - 1, offset - 1, side + 1, side + 1)
        painter.end()


@lru_cache(maxsize=4)
def grid_of_lines(square: int) -> QImage:
    """Return lines between squares: painted once, for they cost more than the rest."""
    side = square * SIDE
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    for line in range(1, SIDE):
        painter.fillRect(line * square, 0, 1, side, _GRID)
        painter.fillRect(0, line * square, side, 1, _GRID)
    painter.end()
    return image
