"""The program's icon."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QImage, QPainter

from digitpad.core.paths import asset

SIZES: Final = (16, 24, 32, 48, 64, 128, 256)
"""Pixels of the pictures that come with the program, made by `draw_icon`."""
_AT_START: Final = 64
"""What a window shows of itself is seldom larger; all sizes would be read in 2 ms."""


def window_icon() -> QIcon:
    """Return the icon of the windows."""
    return QIcon(str(asset(f"icons/digitpad-{_AT_START}.png")))


def icon_picture(size: int) -> QImage:
    """Return the icon of at least a size, in pixels, scaled to it."""
    larger = next((known for known in SIZES if known >= size), SIZES[-1])
    picture = QImage(str(asset(f"icons/digitpad-{larger}.png")))
    return picture.scaled(
        size,
        size,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def draw_icon(size: int) -> QImage:
    """Draw the icon of a size, in pixels, from its lines."""
    from PySide6.QtSvg import QSvgRenderer

    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(asset("icons/digitpad.svg"))).render(painter)
    painter.end()
    return picture
