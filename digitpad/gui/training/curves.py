"""Loss and accuracy against the epochs, as curves that grow with the training."""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from digitpad.core.records import Batch, Epoch
from digitpad.gui.labels import color_label, label_of
from digitpad.gui.theme import LIGHT, Theme, font_of
from digitpad.gui.training.curve_legend import (
    Legend,
    live_pen,
    training_pen,
    validation_pen,
)
from digitpad.gui.training.curve_scales import (
    LivePoints,
    accuracy_bottom,
    epoch_ticks,
    loss_top,
)
from digitpad.gui.training.words import describe_epoch

_MOST_SYMBOLS: Final = 50
"""From so many epochs on the points of a curve would cover its line."""
_UNSETTLED: Final = 0.1
"""Share of an epoch in which the running means still jump about."""
_NARROW: Final = 520
"""Logical pixels: narrower, the two plots stand one above the other."""
_AXIS_WIDTH: Final = 54
"""Of the numbers at the left: fixed, or the plots would shift with each new one."""
_TEXT: Final = 13
_GAP: Final = 10
"""Logical pixels between the numbers of two epochs, at least."""


class Curves(QWidget):
    """Shows the loss and the accuracy of a training, epoch by epoch.

    Training is a solid line with discs, validation a dashed one with squares; a
    faint line shows the running means within the epochs. After the first epoch the
    axes show what the epochs reached: the first steps run out of the picture, or all
    that follows would be a flat line.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._epochs: list[Epoch] = []
        self._live = LivePoints()
        self._loss = _Plot("Loss")
        self._accuracy = _Plot("Accuracy, %")
        self._legend = Legend()
        self._empty = label_of(15, wrapped=True)
        self._empty.setText("The curves appear with the first batch")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        plots = QWidget()
        column = QVBoxLayout(plots)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._legend)
        self._plots = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._plots.setSpacing(12)
        self._plots.addWidget(self._loss)
        self._plots.addWidget(self._accuracy)
        column.addLayout(self._plots, 1)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(plots)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Curves of loss and accuracy")
        self.set_theme(LIGHT)
        self.clear(1)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet."""
        return not self._epochs and not self._live.x

    def clear(self, epochs: int) -> None:
        """Get ready for a training of at most so many epochs."""
        self.set_epochs((), epochs)

    def set_epochs(self, epochs: Sequence[Epoch], most: int) -> None:
        """Show the curves of a training.

        Parameters
        ----------
        epochs
            Its epochs, in order.
        most
            How many it could have had: the axes' length.
        """
        self._epochs = list(epochs)
        self._live = LivePoints()
        for plot in (self._loss, self._accuracy):
            plot.set_length(most)
        self._show_epochs()
        self._show_live()

    def add_epoch(self, epoch: Epoch) -> None:
        """Let the curves grow by an epoch."""
        self._epochs.append(epoch)
        self._show_epochs()

    def add_batch(self, batch: Batch) -> None:
        """Let the faint lines grow."""
        self._live.add(batch)
        self._show_live()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        color_label(self._empty, theme.quiet)
        for part in (self._loss, self._accuracy, self._legend):
            part.set_theme(theme)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(640, 260)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(280, 170)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        narrow = self.width() < _NARROW
        direction = QBoxLayout.Direction
        self._plots.setDirection(
            direction.TopToBottom if narrow else direction.LeftToRight
        )

    def _show_epochs(self) -> None:
        numbers = [epoch.epoch for epoch in self._epochs]
        self._loss.set_training(numbers, [epoch.loss for epoch in self._epochs])
        self._accuracy.set_training(
            numbers, [epoch.accuracy * 100 for epoch in self._epochs]
        )
        validated = [
            (epoch.epoch, epoch.validation_loss, epoch.validation_accuracy * 100)
            for epoch in self._epochs
            if epoch.validation_loss is not None
            and epoch.validation_accuracy is not None
            and math.isfinite(epoch.validation_loss)
        ]
        numbers = [number for number, _, _ in validated]
        self._loss.set_validation(numbers, [loss for _, loss, _ in validated])
        self._accuracy.set_validation(numbers, [share for _, _, share in validated])
        if self._epochs:
            self.setAccessibleDescription(describe_epoch(self._epochs[-1]))
        self._fit()

    def _show_live(self) -> None:
        connections = self._live.connections
        self._loss.set_live(self._live.x, self._live.loss, connections)
        self._accuracy.set_live(self._live.x, self._live.accuracy, connections)
        self._fit()

    def _fit(self) -> None:
        """Let the axes reach what is to be seen."""
        self._pages.setCurrentIndex(0 if self.is_empty else 1)
        live = self._live
        settled = bool(live.x) and (live.x[-1] % 1 or 1) > _UNSETTLED
        shown = slice(-1, None) if settled else slice(0, 0)
        if not self._epochs:
            shown = slice(None)
        self._loss.set_range(0, loss_top([*self._loss.values, *live.loss[shown]]))
        bottom = accuracy_bottom([*self._accuracy.values, *live.accuracy[shown]])
        self._accuracy.set_range(bottom, 100)


class _Plot(QWidget):
    """One figure against the epochs: training, validation, and the running mean."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._theme = LIGHT
        self.values: list[float] = []
        """All that the two curves show."""
        self._range = (0.0, 1.0)
        self._epochs = 1
        self._training_values: list[float] = []
        self._title = label_of(14, bold=True)
        self._title.setText(title)
        # pyqtgraph has no types.
        self._view: Any = pg.PlotWidget()
        self._view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setMinimumSize(120, 60)
        self._plot: Any = self._view.getPlotItem()
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        self._plot.disableAutoRange()
        self._live: Any = pg.PlotCurveItem(antialias=True)
        self._training: Any = pg.PlotDataItem(antialias=True)
        self._validation: Any = pg.PlotDataItem(antialias=True)
        for curve in (self._live, self._validation, self._training):
            self._plot.addItem(curve)
        for name in ("left", "bottom"):
            axis = self._plot.getAxis(name)
            axis.enableAutoSIPrefix(False)
            # The first and last label stand half beside the axis: not left out.
            axis.setStyle(
                tickFont=font_of(_TEXT), maxTickLevel=0, hideOverlappingLabels=False
            )
        self._plot.getAxis("left").setWidth(_AXIS_WIDTH)
        self._plot.getAxis("left").setGrid(255)
        self._plot.getViewBox().sigResized.connect(self._fit_axes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self._view, 1)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        color_label(self._title, theme.text)
        self._view.setBackground(theme.background)
        self._plot.getViewBox().setBackgroundColor(theme.surface)
        for name in ("left", "bottom"):
            axis = self._plot.getAxis(name)
            axis.setPen(self._cosmetic(QPen(theme.line, 1)))
            axis.setTextPen(theme.quiet)
        style = {"color": theme.quiet.name(), "font-size": f"{_TEXT}px"}
        self._plot.getAxis("bottom").setLabel("Epoch", **style)
        self._live.setPen(self._cosmetic(live_pen(theme)))
        self._training.setPen(self._cosmetic(training_pen(theme)))
        self._training.setSymbolPen(theme.accent)
        self._training.setSymbolBrush(theme.accent)
        self._validation.setPen(self._cosmetic(validation_pen(theme)))
        self._validation.setSymbolPen(self._cosmetic(QPen(theme.unsure, 2)))
        self._validation.setSymbolBrush(theme.surface)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.set_theme(self._theme)
        return super().event(event)

    def set_length(self, epochs: int) -> None:
        """Let the axis reach from 0 to a number of epochs."""
        self._epochs = epochs
        self._fit_axes()
        for curve, symbol in ((self._training, "o"), (self._validation, "s")):
            curve.setSymbol(symbol if epochs <= _MOST_SYMBOLS else None)
            curve.setSymbolSize(7)

    def set_range(self, bottom: float, top: float) -> None:
        """Let the axis reach from one value to another."""
        if (bottom, top) != self._range:
            self._range = (bottom, top)
            self._fit_axes()

    def set_training(self, epochs: list[int], values: list[float]) -> None:
        self._training.setData(epochs, values)
        self._training_values = values

    def set_validation(self, epochs: list[int], values: list[float]) -> None:
        self._validation.setData(epochs, values)
        self.values = self._training_values + values

    def set_live(
        self,
        x: list[float],
        y: list[float],
        connections: np.ndarray[Any, np.dtype[np.int32]],
    ) -> None:
        self._live.setData(np.array(x), np.array(y), connect=connections)

    def _fit_axes(self) -> None:
        """Let no two numbers of the epochs touch, nor the last of an axis be lost."""
        box = self._plot.getViewBox()
        widest = QFontMetricsF(font_of(_TEXT)).horizontalAdvance(str(self._epochs))
        spare = widest / 2 + 4
        width = max(box.width() - spare, widest)
        step = epoch_ticks(self._epochs, width / (widest + _GAP))
        # Not by their distance alone: 1000 would stand after an axis of 999, cut off.
        ticks = [(at, str(at)) for at in range(0, self._epochs + 1, step)]
        self._plot.getAxis("bottom").setTicks([ticks])
        self._plot.setXRange(0, self._epochs * (1 + spare / width), padding=0)
        bottom, top = self._range
        spare = (top - bottom) * max(0.08, _TEXT / max(box.height() - 2 * _TEXT, _TEXT))
        self._plot.setYRange(bottom - spare, top + spare, padding=0)

    def _cosmetic(self, pen: QPen) -> QPen:
        """Return a pen whose width is not in units of the axes, but in pixels."""
        pen.setCosmetic(True)
        # Of the device: on a screen of twice the scale lines would be half as wide.
        pen.setWidthF(pen.widthF() * self.devicePixelRatioF())
        return pen
