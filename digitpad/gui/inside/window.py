"""The window that shows the drawing's way through the network, as it is drawn."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from digitpad.core.canvas import Content, frame_of
from digitpad.core.errors import DigitpadError
from digitpad.core.inspection import Inspection, Inspector
from digitpad.core.prediction import Prediction
from digitpad.core.recognizer import Recognizer
from digitpad.core.stages import Stage
from digitpad.gui.explained import Explained
from digitpad.gui.inside.detail import Detail
from digitpad.gui.inside.flow import Flow, Pointed
from digitpad.gui.inside.layers_table import LayersTable
from digitpad.gui.inside.sums import written
from digitpad.gui.inside.titles import title_of, unit_of
from digitpad.gui.readout import describe
from digitpad.gui.small_pad import SmallPad
from digitpad.gui.theme import Theme, font_of
from digitpad.gui.view_window import ViewWindow

_SIZE: Final = QSize(1280, 720)
_LEAST: Final = QSize(950, 480)
"""In a smaller window one scrolls: at twice the scale 1280x720 are 640x360."""
_PAUSE_MS: Final = 16
"""Between a drawing and its maps: the screen shows no more pictures."""
_PAGES: Final = 428
_PAD, _SMALL_PAD, _BUTTONS = 190, 150, 50
_NARROW: Final = 1100
"""Logical pixels: in a narrower window the pad is smaller."""
_AROUND: Final = 40
"""Of the flow, seen above and below a map that the keys have led to."""
_SIMPLE: Final = (
    "Follow your digit from top to bottom: each small picture shows where the network "
    "found one kind of shape. Draw, and watch them change."
)
_EXACT: Final = (
    "The pictures are feature maps: the outputs of convolutions (with batch "
    "normalisation and activation function), pooling and dense layers for the frame "
    "on the pad. Dark is large, white is 0; in layers with numbers below 0, blue is "
    "above and orange below. All maps of a layer have the same scale, "
    "on which faint ones are raised. The kernels "
    "are the weights of the first layer, learned in training."
)
_POINT: Final = "Point at a small picture to learn what it is; click it to see it large"
_NOTHING: Final = "Draw a digit"


class InsideWindow(ViewWindow):
    """Shows all maps of the network in use for the drawing on the pad."""

    def __init__(self) -> None:
        super().__init__(_SIZE)
        self._inspector: Inspector | None = None
        self._model: tuple[Path, Recognizer] | None = None
        self._problem = ""
        self._inspection: Inspection | None = None
        # Not at once: the pad's own reading is painted first.
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._inspect)
        self.explained = Explained(_SIMPLE, _EXACT)
        self.small = SmallPad()
        self.verdict = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.verdict.setFont(font_of(17))
        self.network = QComboBox()
        self.network.setAccessibleName("Which of the averaged networks")
        self.flow = Flow()
        self.detail = Detail()
        self.layers = LayersTable()
        self.pages = QTabWidget()
        self._line = QFrame(frameShape=QFrame.Shape.VLine)
        self.empty = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.empty.setFont(font_of(20))
        self.foot = QLabel(_POINT)
        self.foot.setFont(font_of(14))
        self._lay_out()
        self.small.drawing_changed.connect(self._on_drawing_changed)
        self.network.currentIndexChanged.connect(self._on_network)
        self.flow.hovered.connect(self._on_hovered)
        self.flow.chosen.connect(self._on_chosen)
        self.flow.reached.connect(self._on_reached)
        self.close_by_keys()
        self.setWindowTitle("Inside the network – Digitpad")

    @property
    def inspection(self) -> Inspection | None:
        """What is shown; None without a drawing or a network to look into."""
        return self._inspection

    def set_theme(self, theme: Theme) -> None:
        """Give all parts the colours of a theme."""
        self.flow.set_theme(theme)
        self.detail.set_theme(theme)
        self.small.set_theme(theme)
        self._line.setStyleSheet(f"color: {theme.line.name()};")

    def set_model(self, path: Path, recognizer: Recognizer, name: str) -> None:
        """Look into another network."""
        self._model, self._inspector = (path, recognizer), None
        self.setWindowTitle(f"Inside {name} – Digitpad")
        self.detail.forget()
        if self.isVisible():
            self._open_model()
            self._inspect()

    def set_drawing(self, content: Content) -> None:
        """Take over what is on the main window's pad; can be undone."""
        self.small.set_drawing(content)

    def open(self) -> None:
        """Show the window, before all others."""
        super().open()
        self.flow.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        side = _SMALL_PAD if self.width() < _NARROW else _PAD
        self.small.setFixedSize(side, side + _BUTTONS)
        self.verdict.setFixedWidth(side)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        self._open_model()
        self._inspect()

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 12, 20, 10)
        row.setSpacing(16)
        row.addWidget(self.explained, 1)
        row.addWidget(self.network, 0, Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(self.flow)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll = scroll
        table = QWidget()
        column = QVBoxLayout(table)
        column.setContentsMargins(12, 12, 12, 4)
        column.addWidget(self.layers)
        self.pages.addTab(self.detail, "&Closer")
        self.pages.addTab(table, "&Layers")
        self.pages.setFixedWidth(_PAGES)
        left = QVBoxLayout()
        left.setContentsMargins(12, 8, 8, 8)
        left.setSpacing(12)
        left.addWidget(self.small)
        left.addWidget(self.verdict)
        left.addStretch(1)
        middle = QHBoxLayout()
        middle.setContentsMargins(8, 0, 0, 0)
        middle.setSpacing(0)
        middle.addLayout(left)
        middle.addWidget(scroll, 1)
        middle.addWidget(self.empty, 1)
        middle.addWidget(self._line)
        middle.addWidget(self.pages)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 8, 20, 10)
        row.addWidget(self.foot)
        column = QVBoxLayout(self.make_scrollable(_LEAST))
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(middle, 1)
        column.addWidget(foot)

    def _open_model(self) -> None:
        """Read the network's layers, when they are first asked for."""
        if self._inspector is not None or self._model is None:
            return
        self._problem = ""
        try:
            self._inspector = Inspector.open(*self._model)
        except DigitpadError as error:
            self._problem = str(error)
        stages: tuple[Stage, ...] = ()
        if self._inspector is not None:
            stages = self._inspector.stages
            self.layers.set_layers(self._inspector.layers, self._inspector.shapes)
        count = 1 + max((s.branch for s in stages if s.branch is not None), default=0)
        self.network.blockSignals(True)
        self.network.clear()
        self.network.addItems([f"Network {n + 1} of {count}" for n in range(count)])
        self.network.blockSignals(False)
        self.network.setVisible(count > 1)

    @Slot()
    def _inspect(self) -> None:
        if not self.isVisible():
            return
        self._inspection = None
        content = self.small.content
        if content and self._inspector is not None:
            self._inspection = self._inspector.inspect(frame_of(content))
        self._show()

    def _show(self) -> None:
        self.flow.set_inspection(self._inspection, self.network.currentIndex())
        self.detail.set_inspection(self._inspection)
        self._scroll.setVisible(self._inspection is not None)
        self.empty.setText(self._problem or _NOTHING)
        self.empty.setVisible(self._inspection is None)
        self.verdict.setText(self._said())

    @Slot()
    def _on_drawing_changed(self) -> None:
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _on_network(self) -> None:
        self.detail.forget()
        self._show()

    @Slot(object)
    def _on_hovered(self, pointed: Pointed | None) -> None:
        self.foot.setText(self._describe(pointed) if pointed else _POINT)

    @Slot(object)
    def _on_chosen(self, pointed: Pointed) -> None:
        self.detail.choose(pointed)
        self.pages.setCurrentIndex(0)
        self.foot.setText(self._describe(pointed))

    @Slot(object)
    def _on_reached(self, rect: QRect) -> None:
        center = rect.center()
        self._scroll.ensureVisible(
            center.x(), center.y(), rect.width(), rect.height() + _AROUND
        )

    def _said(self) -> str:
        """Say what the network reads."""
        if self._inspection is None or self._model is None:
            return ""
        probabilities = self._inspection.output(self._inspection.stages[-1])
        return describe(Prediction(probabilities, self._model[1].threshold))

    def _describe(self, pointed: Pointed) -> str:
        """Say what the pointer is on."""
        place, shown = pointed.place, self._inspection
        if shown is None:
            return _POINT
        pixel = f"row {place.row + 1}, column {place.column + 1}"
        if pointed.stage is None:
            number = written(float(shown.frame[place.row, place.column]))
            return f"Your digit · {pixel}: {number} of ink"
        stage = pointed.stage
        numbers = shown.output(stage)
        name = f"{title_of(stage)}, {unit_of(stage, place.unit, numbers.shape[-1])}"
        if pointed.is_kernels:
            return f"What {name} looks for: its weights, learned in training"
        if numbers.ndim == 1:
            return f"{name}: {written(float(numbers[place.unit]))}"
        one = numbers[:, :, place.unit]
        low, high = written(float(one.min())), written(float(one.max()))
        number = written(float(one[place.row, place.column]))
        return f"{name}: from {low} to {high} · {pixel}: {number}"
