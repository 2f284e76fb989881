"""Figures and pictures of judged models, saved where the user wants them."""

from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from digitpad.gui.images import png_of
from digitpad.gui.theme import Theme, font_of

_SCALE: Final = 2
"""Device pixels to a logical one: sharp also in print."""
_MARGIN: Final = 20
_HEAD: Final = 40
_TEXT: Final = 16


def picture_of(widget: QWidget, head: str, theme: Theme) -> bytes:
    """Return a widget as it is on the screen, at twice the size, as PNG.

    Parameters
    ----------
    head
        A line above it.
    """
    inner = widget.size()
    size = inner + QSize(2 * _MARGIN, 2 * _MARGIN + _HEAD)
    image = QImage(size * _SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    image.fill(theme.background)
    painter = QPainter(image)
    painter.setFont(font_of(_TEXT))
    painter.setPen(theme.text)
    line = QRectF(_MARGIN, _MARGIN, inner.width(), _HEAD)
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(line, middle, head)
    flag = QWidget.RenderFlag
    widget.render(
        painter,
        QPoint(_MARGIN, _MARGIN + _HEAD),
        renderFlags=flag.DrawChildren,
    )
    painter.end()
    return png_of(image)
