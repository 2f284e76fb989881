"""Some of the images that are being learned right now, in a row."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.core.frame import SIDE
from digitpad.core.strokes import Frame
from digitpad.gui.images import image_of
from digitpad.gui.theme import LIGHT, Theme, font_of

_MOST: Final = 12
_CAPTION: Final = 24
"""Logical pixels for the words above the images."""
_GAP: Final = 8
_TEXT: Final = 13


class LearningStrip(QWidget):
    """Shows up to 12 images as crisp squares, ink on paper, as many as fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._images: NDArray[np.uint8] | None = None
        self._pictures: list[QImage] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Images being learned right now")

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.set_images(self._images)

    def set_images(self, images: NDArray[np.uint8] | None) -> None:
        """Show images, uint8 (n, 28, 28), 0 paper to 255 ink; None shows none."""
        self._images = images
        self._pictures = []
        if images is not None:
            self._pictures = [self._inked(image) for image in images[:_MOST]]
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(_MOST * (2 * SIDE + _GAP), _CAPTION + 2 * SIDE + 4)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(4 * (2 * SIDE + _GAP), _CAPTION + 2 * SIDE + 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setFont(font_of(_TEXT))
        painter.setPen(self._theme.text if self._pictures else self._theme.quiet)
        place = QRect(0, 0, self.width(), _CAPTION - 4)
        painter.drawText(
            place, Qt.AlignmentFlag.AlignVCenter, "Being learned right now"
        )
        ratio = self.devicePixelRatioF()
        # Squares are laid out in device pixels, or some would be wider than others.
        painter.scale(1 / ratio, 1 / ratio)
        top, gap = round(_CAPTION * ratio) + 1, round(_GAP * ratio)
        room = round(self.height() * ratio) - top - 1
        side = max(1, (room - 2) // SIDE) * SIDE
        width = round(self.width() * ratio)
        for number in range(min(_MOST, (width + gap - 2) // (side + gap))):
            tile = QRect(1 + number * (side + gap), top, side, side)
            painter.fillRect(tile, self._theme.surface)
            if number < len(self._pictures):
                painter.drawImage(tile, self._pictures[number])
            painter.setPen(QPen(self._theme.line, 1))
            painter.drawRect(tile.adjusted(-1, -1, 0, 0))
        painter.end()

    def _inked(self, image: NDArray[np.uint8]) -> QImage:
        """Return an image in the theme's ink, transparent where it is paper."""
        frame: Frame = np.divide(image, 255, dtype=np.float32)
        grey = image_of(frame)
        picture = QImage(grey.size(), QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(self._theme.ink)
        picture.setAlphaChannel(grey)
        return picture
