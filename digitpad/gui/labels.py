"""Labels with a font and a colour of their own."""

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from digitpad.gui.theme import font_of


def label_of(
    pixels: float,
    *,
    bold: bool = False,
    wrapped: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """Return an empty label with a font of a height in logical pixels."""
    label = QLabel(parent)
    label.setFont(font_of(pixels, QFont.Weight.Bold if bold else QFont.Weight.Normal))
    label.setWordWrap(wrapped)
    return label


def color_label(label: QLabel, color: QColor) -> None:
    """Write a label's text in a colour."""
    palette = label.palette()
    palette.setColor(QPalette.ColorRole.WindowText, color)
    label.setPalette(palette)
