"""The visitor's drawing, read by the network that is learning."""

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from digitpad.core.canvas import Content, frame_of
from digitpad.core.prediction import Prediction
from digitpad.core.strokes import Frame
from digitpad.gui.bars import Bars
from digitpad.gui.labels import color_label, label_of
from digitpad.gui.readout import describe
from digitpad.gui.small_pad import SmallPad
from digitpad.gui.theme import LIGHT, Theme, font_of

_LEAST_PAD: Final = 200
_PAD_SHARE: Final = 0.4
"""With its buttons, of the panel's height: the rest is for the bars."""
_VERDICT: Final = 46
_LEAST_BARS: Final = QSize(136, 160)


class ProbePanel(QWidget):
    """A small pad, and under it what two networks read: bars and a verdict each."""

    frame_changed = Signal(object)
    """The drawing is another: its frame, or None for an empty canvas."""
    stage_changed = Signal(int)
    """Another state of the network was chosen: after which epoch; 0 is the last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._stages: tuple[int, ...] = ()
        self.small = SmallPad()
        self.pad = self.small.pad
        self._learning = _Reading("Learning now")
        self._in_use = _Reading("Model in use")
        self._stage = label_of(14)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setMinimumHeight(34)
        self._slider.setPageStep(1)
        self._slider.setAccessibleName("Stage of the training")
        self._slider.valueChanged.connect(self._on_slider_moved)
        self._lay_out()
        # As in the main window: started only when it does not run.
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._render)
        self.small.drawing_changed.connect(self._on_drawing_changed)
        self.set_theme(LIGHT)
        self.set_stages(())

    @property
    def frame(self) -> Frame | None:
        """The drawing's frame as it was told last; None for an empty canvas."""
        return self._frame

    @property
    def stage(self) -> int:
        """The epoch whose network is asked for; 0 is the last one, or the one now."""
        position = self._slider.value()
        return self._stages[position] if position < len(self._stages) else 0

    def set_drawing(self, content: Content) -> None:
        """Take over what is on the main window's pad; can be undone."""
        self.small.set_drawing(content)

    def set_learning(self, prediction: Prediction | None) -> None:
        """Show what the network that is learning reads; None for nothing."""
        self._learning.set_prediction(prediction)

    @property
    def learning(self) -> Prediction | None:
        """What is shown of the network that is learning."""
        return self._learning.prediction

    def set_in_use(self, prediction: Prediction | None) -> None:
        """Show what the model in use reads; None for nothing."""
        self._in_use.set_prediction(prediction)

    def set_learning_title(self, title: str) -> None:
        """Name the network at the left, such as "After epoch 3"."""
        self._learning.set_title(title)

    def set_stages(self, stages: tuple[int, ...]) -> None:
        """Offer the states after these epochs, and the last one; () offers none.

        The last one is chosen then; `stage_changed` does not tell it.
        """
        self._stages = stages
        self._slider.blockSignals(True)
        self._slider.setRange(0, len(stages))
        self._slider.setValue(len(stages))
        self._slider.blockSignals(False)
        self._slider.setVisible(bool(stages))
        self._stage.setVisible(bool(stages))
        self._say_stage()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self.small.set_theme(theme)
        self._learning.set_theme(theme)
        self._in_use.set_theme(theme)
        color_label(self._stage, theme.text)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(300, 640)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self.small.setMaximumHeight(max(_LEAST_PAD, round(_PAD_SHARE * self.height())))

    def _lay_out(self) -> None:
        readings = QHBoxLayout()
        readings.setSpacing(16)
        readings.addWidget(self._learning)
        readings.addWidget(self._in_use)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.small, 5)
        column.addLayout(readings, 6)
        column.addWidget(self._stage)
        column.addWidget(self._slider)

    def _on_drawing_changed(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _on_slider_moved(self) -> None:
        self._say_stage()
        self.stage_changed.emit(self.stage)

    def _render(self) -> None:
        content = self.pad.content
        self._frame = frame_of(content) if content else None
        self.frame_changed.emit(self._frame)

    def _say_stage(self) -> None:
        name = f"after epoch {self.stage}" if self.stage else "the finished network"
        self._stage.setText(f"Stage: {name}")
        self._slider.setAccessibleDescription(self._stage.text())


class _Reading(QWidget):
    """What one network reads: its name, its verdict, its bars."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._theme = LIGHT
        self._title = label_of(14, bold=True)
        self._verdict = label_of(_VERDICT, bold=True)
        self._verdict.setFixedHeight(_VERDICT + 4)
        self._bars = Bars()
        self._bars.setMinimumSize(_LEAST_BARS)
        for label in (self._title, self._verdict):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            # A long name must not make one column wider than the other.
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._verdict)
        column.addWidget(self._bars, 1)
        self.set_title(title)
        self.set_prediction(None)

    @property
    def prediction(self) -> Prediction | None:
        return self._bars.prediction

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self._bars.setAccessibleName(f"{title}: probabilities")

    def set_prediction(self, prediction: Prediction | None) -> None:
        self._bars.set_prediction(prediction)
        self._verdict.setAccessibleName(f"{self._title.text()}: {describe(prediction)}")
        self._show_verdict()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._bars.set_theme(theme)
        color_label(self._title, theme.text)
        self._show_verdict()

    def _show_verdict(self) -> None:
        prediction, theme = self._bars.prediction, self._theme
        if prediction is None:
            text, pixels, color = "–", _VERDICT, theme.quiet
        elif prediction.verdict is None:
            text, pixels, color = "not sure", _VERDICT // 2, theme.unsure
        else:
            text, pixels, color = str(prediction.verdict), _VERDICT, theme.accent
        self._verdict.setText(text)
        self._verdict.setFont(font_of(pixels, QFont.Weight.Bold))
        color_label(self._verdict, color)
