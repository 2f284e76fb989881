"""The training images that are most like the chosen one: a row to pick from."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from digitpad.core.datasets import Pixels, PixelSample
from digitpad.core.frame import SIDE
from digitpad.core.nearest import Nearest
from digitpad.gui.data.parts import Part
from digitpad.gui.images import image_of_pixels
from digitpad.gui.theme import LIGHT, Theme, font_of

COUNT: Final = 6
_EDGE: Final = 5
"""Around the image, for the sign of the focus."""
_IMAGE: Final = 2 * SIDE
_CAPTION: Final = 20
_TEXT: Final = 14


class Neighbours(QWidget):
    """Shows six images with their labels; a click on one chooses it."""

    chosen = Signal(int)
    """The place of an image in the training set."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: tuple[int, ...] = ()
        self.buttons = [Thumbnail() for _ in range(COUNT)]
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, button in enumerate(self.buttons):
            row.addWidget(button, 0, number)
            button.clicked.connect(
                lambda _checked=False, number=number: self._on_clicked(number)
            )
        self.set_nearest(None, None)

    @property
    def places(self) -> Sequence[int]:
        """The places of the images that are shown, in the training set."""
        return self._places

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        for button in self.buttons:
            button.set_theme(theme)

    def set_nearest(self, found: Nearest | None, training: PixelSample | None) -> None:
        """Show what was found among the training images; None while it is not known."""
        self._places = ()
        if found is not None and training is not None:
            self._places = tuple(found.index.tolist())
        for number, button in enumerate(self.buttons):
            if number >= len(self._places) or found is None or training is None:
                button.set_image(None, "", "")
                continue
            place = self._places[number]
            label = int(training.labels[place])
            far = float(found.distances[number])
            words = f"{Part.TRAINING.title(place)}: a {label}, distance {far:,.0f}"
            button.set_image(training.pixels[place], str(label), words)

    def _on_clicked(self, number: int) -> None:
        if number < len(self._places):
            self.chosen.emit(self._places[number])


class Thumbnail(QAbstractButton):
    """An image with a caption, to be clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._pixels: Pixels | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.update()

    def set_image(self, pixels: Pixels | None, caption: str, words: str) -> None:
        """Show an image, uint8 (28, 28); None shows an empty place.

        Parameters
        ----------
        words
            What is said of it beside the caption.
        """
        self._pixels = pixels
        self.setText(caption)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setEnabled(pixels is not None)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(_IMAGE + 2 * _EDGE, _IMAGE + 2 * _EDGE + _CAPTION)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, ratio = self._theme, self.devicePixelRatioF()
        if self.hasFocus() or (self.isEnabled() and self.underMouse()):
            painter.setBrush(theme.pressed)
            border = QPen(theme.accent, 2) if self.hasFocus() else Qt.PenStyle.NoPen
            painter.setPen(border)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        # Squares are laid out in device pixels, or some would be wider than others.
        side = max(1, round(_IMAGE * ratio) // SIDE) * SIDE
        edge = round(_EDGE * ratio)
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        area = QRectF(edge, edge, side, side)
        if self._pixels is None:
            painter.fillRect(area, theme.track)
        else:
            painter.drawImage(area, image_of_pixels(self._pixels))
        painter.restore()
        painter.setFont(font_of(_TEXT))
        painter.setPen(theme.text)
        place = QRectF(0, _IMAGE + 2 * _EDGE - 2, self.width(), _CAPTION)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
