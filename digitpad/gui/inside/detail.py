"""One map large: what made it, and how one of its numbers comes about."""

from typing import Final

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from digitpad.core.arithmetic import Numbers, Product
from digitpad.core.inspection import Inspection
from digitpad.core.stages import Stage
from digitpad.gui.inside.flow import Pointed
from digitpad.gui.inside.pictures import Grids, MapPicture, Mosaic
from digitpad.gui.inside.sums import html_of, lines_of, shares_of, strongest, written
from digitpad.gui.inside.tiles import Place
from digitpad.gui.inside.titles import title_of, unit_of
from digitpad.gui.theme import LIGHT, Theme, font_of

_NOTHING: Final = (
    "Click one of the small pictures to see it large, what made it, and how each of "
    "its numbers comes about."
)
_FRAME: Final = (
    "Your digit in 28 × 28 squares. Each square is a number from 0, paper, to 1, ink: "
    "these 784 numbers are all that the network gets."
)


class Detail(QScrollArea):
    """Shows the chosen map of the network at work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._inspection: Inspection | None = None
        self._stage: Stage | None = None
        self._place: Place | None = None
        self._by_hand = False
        self._needed: list[QWidget] = []
        self.title = _label(17, bold=True)
        self.says = _label(14)
        self.map = MapPicture()
        self.channel = QSpinBox(minimum=1, prefix="Input map ")
        self.channel.setAccessibleName("Input map")
        self.most = _label(14)
        self.grids = Grids()
        self.weights = Mosaic()
        self.sum = _label(14)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        self.map.pixel_chosen.connect(self._on_pixel)
        self.channel.valueChanged.connect(self._on_channel)
        self._show()

    @property
    def chosen(self) -> tuple[Stage | None, Place | None]:
        """The stage that is shown, None for the frame, and the number in it."""
        return self._stage, self._place

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        for part in (self.map, self.grids, self.weights):
            part.set_theme(theme)
        self._show()

    def set_inspection(self, inspection: Inspection | None) -> None:
        """Show the same map for another drawing; None shows nothing."""
        self._inspection = inspection
        self._show()

    def choose(self, pointed: Pointed) -> None:
        """Show a map, and one of its numbers: that which was pointed at."""
        other = (pointed.stage, pointed.place.unit) != (
            self._stage,
            self._place.unit if self._place else None,
        )
        self._stage, self._place = pointed.stage, pointed.place
        self._by_hand = self._by_hand and not other
        if self._inspection is not None and pointed.is_whole:
            self._place = self._brightest(pointed.place.unit)
        self._show()

    def forget(self) -> None:
        """Show no map: those of another network are others."""
        self._stage = self._place = None
        self._by_hand = False
        self._show()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.channel)
        row.addWidget(self.most, 1)
        column.addWidget(self.title)
        above = QHBoxLayout()
        above.setSpacing(14)
        above.addWidget(self.map, 0, Qt.AlignmentFlag.AlignTop)
        above.addWidget(self.says, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(above)
        column.addLayout(row)
        column.addWidget(self.grids)
        column.addWidget(self.weights)
        column.addWidget(self.sum)
        column.addStretch(1)
        self.setWidget(content)

    def _brightest(self, unit: int) -> Place:
        """Return the largest number of a map."""
        assert self._inspection is not None
        frame = self._inspection.frame[:, :, None]
        numbers = self._inspection.output(self._stage) if self._stage else frame
        if numbers.ndim == 1:
            return Place(unit)
        one = numbers[:, :, unit]
        row, column = np.unravel_index(int(one.argmax()), one.shape)
        return Place(unit, int(row), int(column))

    def _show(self) -> None:
        self._needed = []
        inspection, place = self._inspection, self._place
        if inspection is None or place is None:
            self.title.setText("Look closer")
            self.says.setText(_NOTHING)
        elif self._stage is None:
            self.title.setText("Your digit")
            number = written(float(inspection.frame[place.row, place.column]))
            pixel = f"Row {place.row + 1}, column {place.column + 1}"
            self.says.setText(f"{_FRAME}<p>{pixel}: <b>{number}</b>")
            self._show_map(inspection.frame, place)
        else:
            self._show_stage(inspection, self._stage, place)
        for part in (
            *(self.map, self.channel, self.most),
            *(self.grids, self.weights, self.sum),
        ):
            part.setVisible(part in self._needed)

    def _show_stage(self, inspection: Inspection, stage: Stage, place: Place) -> None:
        numbers = inspection.output(stage)
        count = numbers.shape[-1]
        self.title.setText(f"{title_of(stage)}, {unit_of(stage, place.unit, count)}")
        one = numbers[..., place.unit]
        value = float(one[place.row, place.column] if one.ndim == 2 else one)
        lines = [f"Its number: <b>{written(value)}</b>"]
        if one.ndim == 2:
            low, high = written(float(one.min())), written(float(one.max()))
            pixel = f"Row {place.row + 1}, column {place.column + 1}"
            lines = [f"From {low} to {high}", f"{pixel}: <b>{written(value)}</b>"]
        lines.append("Layers " + ", ".join(layer.name for layer in stage.layers))
        self.says.setText("<p>".join(lines))
        if one.ndim == 2:
            self._show_map(one, place)
        product = inspection.product(stage, place.unit, place.row, place.column)
        if product is not None and product.window.ndim == 3:
            self._show_convolution(product, value)
        elif product is not None:
            seen = inspection.seen(stage)
            self.weights.set_numbers(
                product.kernel.reshape(seen.shape), "The weights of this unit"
            )
            self._needed.append(self.weights)
            self._show_sum(html_of(lines_of(product, 0, value), self._rule))
        elif stage.kind == "pooling" and (window := stage.window):
            self._show_pooling(inspection.given(stage), window, place, value)

    def _show_map(self, numbers: Numbers, place: Place) -> None:
        self.map.set_map(numbers, (place.row, place.column))
        self._needed.append(self.map)

    def _show_convolution(self, product: Product, value: float) -> None:
        count = product.window.shape[2]
        if not self._by_hand:
            self._set_channel(strongest(product), count)
        channel = min(self.channel.value() - 1, count - 1)
        if count > 1:
            share = written(float(shares_of(product)[channel]))
            text = "adds most" if channel == strongest(product) else "adds"
            self.most.setText(f"of {count}: {text}, {share}")
            self._needed += [self.channel, self.most]
        self.grids.set_grids(
            ("Window", product.window[:, :, channel]),
            ("Kernel", product.kernel[:, :, channel]),
            ("Products", product.products[:, :, channel]),
            signs=("×", "="),
        )
        self._needed.append(self.grids)
        self._show_sum(html_of(lines_of(product, channel, value), self._rule))

    def _show_pooling(
        self,
        given: Numbers,
        window: tuple[int, int, int, int],
        place: Place,
        value: float,
    ) -> None:
        height, width, down, across = window
        top, left = place.row * down, place.column * across
        part = given[top : top + height, left : left + width, place.unit]
        self.grids.set_grids(("Window", part), signs=())
        self._needed.append(self.grids)
        kind = self._stage.layers[0].kind if self._stage else ""
        word = "mean" if kind.startswith("Average") else "largest"
        self._show_sum(f"The {word} of these {part.size}: <b>{written(value)}</b>")

    def _show_sum(self, text: str) -> None:
        self.sum.setText(text)
        self._needed.append(self.sum)

    def _set_channel(self, channel: int, count: int) -> None:
        self.channel.blockSignals(True)
        self.channel.setMaximum(count)
        self.channel.setValue(channel + 1)
        self.channel.blockSignals(False)

    @property
    def _rule(self) -> str:
        return self._theme.line.name()

    @Slot(int, int)
    def _on_pixel(self, row: int, column: int) -> None:
        if self._place is not None:
            self._place = Place(self._place.unit, row, column)
            self._show()

    @Slot()
    def _on_channel(self) -> None:
        self._by_hand = True
        self._show()


def _label(pixels: int, *, bold: bool = False) -> QLabel:
    label = QLabel()
    label.setFont(
        font_of(pixels, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    )
    label.setWordWrap(True)
    return label
