"""What is known of the chosen image: its pixels, its label, its like."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from digitpad.core.datasets import Pixels, PixelSample
from digitpad.core.nearest import Nearest
from digitpad.core.prediction import Prediction
from digitpad.gui.data.neighbours import Neighbours
from digitpad.gui.data.parts import Part, describe_answer
from digitpad.gui.data.pixel_view import PixelView
from digitpad.gui.labels import color_label, label_of
from digitpad.gui.theme import LIGHT, Theme

WIDTH: Final = 396
"""Logical pixels, the least: six of the nearest images side by side."""
_POINT: Final = "Point at a square to read its number."
_NEAREST: Final = "The six training images most like it"


class DetailPanel(QWidget):
    """Shows one image of a part; it changes nothing by itself."""

    chosen = Signal(int)
    """The place of one of the nearest images, in the training set."""
    step_requested = Signal(int)
    """Another image is asked for: so many further on, or further back."""
    pad_requested = Signal()
    """The image shall be put on the pad."""
    zoomed = Signal(bool)
    """The image shall be shown with its numbers, or no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._label: int | None = None
        self._prediction: Prediction | None = None
        self._model = ""
        self._title = label_of(15, bold=True)
        self.values = QPushButton("&Values")
        self.values.setCheckable(True)
        self.values.setToolTip("Show the image with its numbers (Enter)")
        self.values.setAccessibleName("Values: show the image with its numbers")
        self.put = QPushButton("To the &pad")
        self.put.setToolTip("Read it in the main window (P)")
        self.pixels = PixelView()
        self._cell = label_of(14)
        self._cell.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._fact = label_of(15)
        self._answer = label_of(15, wrapped=True)
        self._nearest = label_of(14)
        self._nearest.setText(_NEAREST)
        self.neighbours = Neighbours()
        self._lay_out()
        self.pixels.cell_changed.connect(lambda _cell: self.show_cell(self.pixels))
        self.pixels.step_requested.connect(self.step_requested)
        self.neighbours.chosen.connect(self.chosen)
        self.values.toggled.connect(self.zoomed)
        self.put.clicked.connect(self.pad_requested)
        self.set_image(Part.TEST, None, None)
        self.set_theme(LIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.pixels.set_theme(theme)
        self.neighbours.set_theme(theme)
        for label in (self._title, self._fact):
            color_label(label, theme.text)
        for label in (self._cell, self._nearest):
            color_label(label, theme.quiet)
        self._show_answer()

    def set_model_name(self, name: str) -> None:
        """Say what the model in use is called."""
        self._model = name
        self._show_answer()

    def set_image(
        self, part: Part, place: int | None, sample: PixelSample | None
    ) -> None:
        """Show the image at a place of a part; None shows that there is none."""
        pixels: Pixels | None = None
        if place is None or sample is None:
            self._label = None
            self._title.setText("No image chosen")
            self._title.setToolTip("")
        else:
            self._label = int(sample.labels[place])
            self._title.setText(part.title(place))
            self._title.setToolTip(part.origin(place))
            pixels = sample.pixels[place]
        self._fact.setText("" if self._label is None else f"Label: {self._label}")
        self.values.setEnabled(pixels is not None)
        self.put.setEnabled(pixels is not None)
        self.pixels.set_pixels(pixels)
        self.set_prediction(None)
        self.set_nearest(None, None)

    def set_prediction(self, prediction: Prediction | None) -> None:
        """Show what the model in use reads in the image; None for nothing."""
        self._prediction = prediction
        self._show_answer()

    def set_nearest(self, found: Nearest | None, training: PixelSample | None) -> None:
        """Show the training images most like it; None while they are not known."""
        self.neighbours.set_nearest(found, training)

    def show_cell(self, view: PixelView) -> None:
        """Say which pixel of the image is pointed at, there or where it is larger."""
        said = view.describe_cell()
        self._cell.setText(f"{said[:1].upper()}{said[1:]}" or _POINT)

    @property
    def texts(self) -> tuple[str, ...]:
        """What is said of the image: title, pixel, label, answer."""
        labels = (self._title, self._cell, self._fact, self._answer)
        return tuple(label.text() for label in labels)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(WIDTH, 620)

    def _lay_out(self) -> None:
        self.setFixedWidth(WIDTH)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.put)
        head.addWidget(self.values)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.pixels, 1)
        column.addWidget(self._cell)
        column.addWidget(self._fact)
        column.addWidget(self._answer)
        column.addSpacing(4)
        column.addWidget(self._nearest)
        column.addWidget(self.neighbours)

    def _show_answer(self) -> None:
        text, color = "", self._theme.text
        if self._label is not None and self._prediction is not None:
            best = self._prediction.best
            text = (
                f"{self._model} reads {describe_answer(self._label, self._prediction)}"
            )
            if best != self._label or self._prediction.verdict is None:
                color = self._theme.unsure
        self._answer.setText(text)
        color_label(self._answer, color)
