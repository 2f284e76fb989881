"""A network drawn as a flow from the frame to ten probabilities."""

import math
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from digitpad.core.frame import FRAME_SHAPE, SIDE
from digitpad.core.layers import LayerSummary, Shape
from digitpad.core.prediction import DIGITS
from digitpad.gui.theme import LIGHT, Theme, font_of
from digitpad.gui.training.network_rows import Row, rows_of

MARGIN: Final = 6
"""Pixels on each side, for the sign of the focus."""
_HEADER: Final = 24
_TOTAL: Final = 36
_DRAWINGS: Final = 44
"""Width of the drawings' column."""
_GAP: Final = 6
_NUMBERS: Final = 12
"""Height of shapes and parameters, in pixels."""
_COUNTS_TITLE: Final = "Param #"
_FRAME: Final = 28.0
"""Side of the frame's square: a pixel for a pixel."""


class NetworkPicture(QWidget):
    """Shows a network's layers: what each makes of the frame, and its parameters.

    It takes the focus, so that the keys scroll what it lies in.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._rows: tuple[Row, ...] = ()
        self._total = ""
        self._counts = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Layers of the network")
        self.set_layers(())

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.update()

    def set_layers(self, layers: tuple[LayerSummary, ...]) -> None:
        """Show a network, from the frame to the probabilities."""
        self._rows = rows_of(layers)
        texts = [_COUNTS_TITLE, *(row.count for row in self._rows)]
        self._counts = max(_width(text, _NUMBERS) for text in texts)
        total = sum(layer.parameters for layer in layers)
        self._total = f"{total:,} parameters"
        sentences = [row.sentence for row in self._rows]
        self.setAccessibleDescription("\n".join([*sentences, f"In all {self._total}."]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        height = _HEADER + sum(row.height for row in self._rows) + _TOTAL
        return QSize(300 + 2 * MARGIN, height + 2 * MARGIN)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(270 + 2 * MARGIN, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            sentence = self.sentence_at(event.pos().y())
            QToolTip.showText(event.globalPos(), sentence, self)
            return True
        return super().event(event)

    def sentence_at(self, y: int) -> str:
        """Return what is said of the layer at a height; "" where there is none."""
        top = MARGIN + _HEADER
        for row in self._rows:
            if top <= y < top + row.height:
                return row.sentence
            top += row.height
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.accent, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.translate(MARGIN, MARGIN)
        width = float(self.width() - 2 * MARGIN)
        self._paint_header(painter, QRectF(0, 0, width, _HEADER))
        self._paint_flow(painter)
        top = float(_HEADER)
        for row in self._rows:
            area = QRectF(0, top, width, row.height)
            if row.small:
                self._paint_small(painter, row, area)
            else:
                self._paint_large(painter, row, area)
            top += row.height
        painter.setPen(QPen(self._theme.line, 1))
        painter.drawLine(QPointF(0, top + 4.5), QPointF(width, top + 4.5))
        total = QRectF(0, top + 6, width, _TOTAL - 6)
        self._write(painter, total, "Total", 14, bold=True)
        self._write(painter, total, self._total, 14, bold=True, right=True)
        painter.end()

    def _paint_header(self, painter: QPainter, area: QRectF) -> None:
        quiet = self._theme.quiet
        layer = area.adjusted(_DRAWINGS, 0, 0, 0)
        self._write(painter, layer, "Layer", 12, color=quiet)
        shapes = area.adjusted(0, 0, -self._counts - _GAP, 0)
        self._write(painter, shapes, "Output", 12, color=quiet, right=True)
        self._write(painter, area, _COUNTS_TITLE, 12, color=quiet, right=True)

    def _paint_flow(self, painter: QPainter) -> None:
        """Paint the line that leads from the frame through all layers."""
        if not self._rows:
            return
        bottom = _HEADER + sum(row.height for row in self._rows[:-1])
        last = self._rows[-1].height / 2
        painter.setPen(QPen(self._theme.other, 1.5))
        middle = _DRAWINGS / 2 - 4
        painter.drawLine(
            QPointF(middle, _HEADER + self._rows[0].height / 2),
            QPointF(middle, bottom + last),
        )

    def _paint_small(self, painter: QPainter, row: Row, area: QRectF) -> None:
        theme = self._theme
        painter.setPen(QPen(theme.other, 1.5))
        painter.setBrush(theme.background)
        painter.drawEllipse(QPointF(_DRAWINGS / 2 - 4, area.center().y()), 3.5, 3.5)
        taken = self._write_numbers(painter, row, area)
        words = area.adjusted(_DRAWINGS, 0, -taken, 0)
        used = self._write(painter, words, row.title, 12)
        rest = words.adjusted(used + _GAP, 0, 0, 0)
        if _width(row.text, 12) <= rest.width():
            self._write(painter, rest, row.text, 12, color=theme.quiet)

    def _paint_large(self, painter: QPainter, row: Row, area: QRectF) -> None:
        drawing = QRectF(0, area.y(), _DRAWINGS - 8, area.height())
        self._paint_output(painter, row.output, drawing)
        upper = QRectF(0, area.center().y() - 20, area.width(), 20)
        taken = self._write_numbers(painter, row, upper)
        words = upper.adjusted(_DRAWINGS, 0, -taken, 0)
        self._write(painter, words, row.title, 13, bold=True)
        lower = QRectF(_DRAWINGS, upper.bottom(), area.width() - _DRAWINGS, 18)
        self._write(painter, lower, row.text, 13, color=self._theme.quiet)

    def _write_numbers(self, painter: QPainter, row: Row, area: QRectF) -> float:
        """Write shape and parameters at the right; return the width they take."""
        self._write(painter, area, row.count, _NUMBERS, right=True)
        if not row.shape:
            return _width(row.count, _NUMBERS) + _GAP if row.count else 0.0
        shapes = area.adjusted(0, 0, -self._counts - _GAP, 0)
        taken = self._write(painter, shapes, row.shape, _NUMBERS, right=True)
        return self._counts + 1.5 * _GAP + taken

    def _paint_output(self, painter: QPainter, shape: Shape, area: QRectF) -> None:
        """Paint numbers in proportion to their shape."""
        theme = self._theme
        painter.setPen(QPen(theme.accent, 1.4))
        painter.setBrush(theme.pressed)
        middle = area.center()
        if shape == (DIGITS,):
            cell = 6.6
            for digit in range(DIGITS):
                x = middle.x() + (digit % 5 - 2.5) * cell
                y = middle.y() + (digit // 5 - 1) * cell
                painter.drawRect(QRectF(x + 0.8, y + 0.8, cell - 1.6, cell - 1.6))
        elif len(shape) == 1:
            length = min(area.width(), 3.5 * math.log2(shape[0] + 1))
            bar = QRectF(middle.x() - length / 2, middle.y() - 5, length, 10)
            painter.drawRoundedRect(bar, 2, 2)
        else:
            side = max(4.0, _FRAME * shape[0] / SIDE)
            sheets = 1 if len(shape) == 2 else _sheets(shape[2])
            for sheet in reversed(range(sheets)):
                away = (sheet - (sheets - 1) / 2) * 3.0
                corner = middle + QPointF(away - side / 2, -away - side / 2)
                painter.drawRect(QRectF(corner, corner + QPointF(side, side)))
        if shape == FRAME_SHAPE:
            painter.setPen(theme.ink)
            painter.setFont(font_of(20, QFont.Weight.Medium))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "5")

    def _write(
        self,
        painter: QPainter,
        area: QRectF,
        text: str,
        pixels: int,
        *,
        bold: bool = False,
        right: bool = False,
        color: QColor | None = None,
    ) -> float:
        """Write into a line, shortened if it must be; return the width it takes."""
        font = font_of(pixels, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(color or self._theme.text)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(
            text, Qt.TextElideMode.ElideRight, math.ceil(area.width())
        )
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return float(metrics.horizontalAdvance(shown))


def _sheets(channels: int) -> int:
    """Return how many squares stand for so many channels."""
    return 1 + sum(channels >= least for least in (2, 12, 40))


def _width(text: str, pixels: int) -> int:
    return QFontMetrics(font_of(pixels)).horizontalAdvance(text)
