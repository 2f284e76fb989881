"""How often a model is right, against how sure it is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from digitpad.core.judgement import CalibrationBin, Judgement
from digitpad.gui.bars import percent
from digitpad.gui.theme import LIGHT, Theme, font_of

_TEXT: Final = 13
_LEFT: Final = 74
_BELOW: Final = 46
_ABOVE: Final = 38
_RIGHT: Final = 28
"""Logical pixels around the square of the plot."""
_SMALLEST: Final = 4.0
_LARGEST: Final = 13.0
"""Radii of the points of one image, and of all images."""
_NEAR: Final = 8
"""Logical pixels by which the pointer may miss a point."""
_TICKS: Final = (0, 20, 40, 60, 80, 100)


@dataclass(frozen=True, slots=True)
class Point:
    """A bin of a model's calibration curve, and where it is painted."""

    letter: str
    part: CalibrationBin
    center: QPointF
    radius: float


def describe_bin(letter: str, part: CalibrationBin) -> str:
    """Say a bin in words."""
    if part.confidence is None or part.accuracy is None:
        return ""
    images = "1 image" if part.count == 1 else f"{part.count:,} images"
    return (
        f"{letter}, {images}: {percent(part.confidence)} sure on average, "
        f"{part.accuracy * 100:.0f} % right"
    )


class CalibrationPlot(QWidget):
    """Shows the calibration curves of one or two models.

    A is a solid line with discs, B a dashed one with squares; the more images, the
    larger the mark.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._judged: tuple[tuple[str, Judgement], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Calibration curve")

    def set_judged(self, judged: Sequence[tuple[str, Judgement]]) -> None:
        """Show models by their letters, "A" and "B"."""
        self._judged = tuple(judged)
        lines = [
            describe_bin(letter, part)
            for letter, judgement in judged
            for part in judgement.bins
            if part.count
        ]
        self.setAccessibleDescription("\n".join(lines))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.update()

    @property
    def points(self) -> list[Point]:
        """All marks, in the order they are painted."""
        return [
            Point(
                letter,
                part,
                self._place(part.confidence, part.accuracy),
                _radius(part.count, judgement.count),
            )
            for letter, judgement in self._judged
            for part in judgement.bins
            if part.confidence is not None and part.accuracy is not None
        ]

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(480, 480)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(260, 240)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = QPointF(event.pos())
            near = [p for p in self.points if _distance(p, at) <= p.radius + _NEAR]
            if near:
                point = min(near, key=lambda point: _distance(point, at))
                text = describe_bin(point.letter, point.part)
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axes(painter)
        points = self.points
        for letter, color in self._colors().items():
            self._paint_curve(painter, letter, color, points)
        painter.end()

    def _colors(self) -> dict[str, QColor]:
        return {"A": self._theme.accent, "B": self._theme.unsure}

    def _square(self) -> QRectF:
        """Return where the plot is: a square amid the widget."""
        width = self.width() - _LEFT - _RIGHT
        height = self.height() - _ABOVE - _BELOW
        side = max(40, min(width, height))
        left = _LEFT + max(0, width - side) / 2
        return QRectF(round(left), _ABOVE, side, side)

    def _place(self, confidence: float, accuracy: float) -> QPointF:
        square = self._square()
        return QPointF(
            square.x() + confidence * square.width(),
            square.bottom() - accuracy * square.height(),
        )

    def _paint_axes(self, painter: QPainter) -> None:
        theme, square = self._theme, self._square()
        painter.setPen(QPen(theme.line, 1))
        painter.setBrush(theme.surface)
        painter.drawRoundedRect(square, 4, 4)
        painter.setFont(font_of(_TEXT))
        center = Qt.AlignmentFlag.AlignCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for tick in _TICKS:
            at = self._place(tick / 100, tick / 100)
            painter.setPen(QPen(theme.line, 1))
            painter.drawLine(QLineF(at.x(), square.y(), at.x(), square.bottom()))
            painter.drawLine(QLineF(square.x(), at.y(), square.right(), at.y()))
            painter.setPen(theme.quiet)
            below = QRectF(at.x() - 25, square.bottom() + 3, 50, 18)
            painter.drawText(below, center, f"{tick} %")
            beside = QRectF(square.x() - 52, at.y() - 9, 46, 18)
            painter.drawText(beside, right, f"{tick} %")
        painter.setPen(QPen(theme.quiet, 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(square.bottomLeft(), square.topRight()))
        painter.setPen(theme.text)
        foot = QRectF(0, square.bottom() + 23, self.width(), 20)
        foot.moveLeft(square.center().x() - foot.width() / 2)
        painter.drawText(foot, center, "How sure the model is")
        painter.save()
        painter.translate(square.x() - 64, square.center().y())
        painter.rotate(-90)
        painter.drawText(QRectF(-150, -8, 300, 18), center, "How often it is right")
        painter.restore()
        self._paint_legend(painter, square)

    def _paint_legend(self, painter: QPainter, square: QRectF) -> None:
        """Say above the plot which mark is whose, and what the dotted line is."""
        painter.setFont(font_of(_TEXT))
        x, middle = square.x(), square.y() - 24
        colors = self._colors()
        entries = [(letter, colors[letter]) for letter, _ in self._judged]
        for text, color in [*entries, ("as sure as it is right", None)]:
            if color is not None:
                _paint_mark(painter, text, QPointF(x + 6, middle), 5, color)
                x += 18
            else:
                painter.setPen(QPen(self._theme.quiet, 1.5, Qt.PenStyle.DotLine))
                painter.drawLine(QLineF(x, middle, x + 26, middle))
                x += 32
            painter.setPen(self._theme.text)
            width = painter.fontMetrics().horizontalAdvance(text)
            place = QRectF(x, middle - 10, width + 4, 20)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
            x += width + 20

    def _paint_curve(
        self, painter: QPainter, letter: str, color: QColor, points: list[Point]
    ) -> None:
        own = [point for point in points if point.letter == letter]
        style = Qt.PenStyle.SolidLine if letter == "A" else Qt.PenStyle.DashLine
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 2, style))
        painter.drawPolyline(QPolygonF([point.center for point in own]))
        for point in own:
            _paint_mark(painter, letter, point.center, point.radius, color)


def _paint_mark(
    painter: QPainter, letter: str, center: QPointF, radius: float, color: QColor
) -> None:
    fill = QColor(color)
    fill.setAlpha(150)
    painter.setPen(QPen(color, 2))
    painter.setBrush(fill)
    if letter == "A":
        painter.drawEllipse(center, radius, radius)
    else:
        side = radius * 1.8
        painter.drawRect(
            QRectF(center.x() - side / 2, center.y() - side / 2, side, side)
        )


def _radius(count: int, of: int) -> float:
    """Return a mark's radius: the cube root, as nearly all images are in one bin."""
    return _SMALLEST + (_LARGEST - _SMALLEST) * float((count / of) ** (1 / 3))


def _distance(point: Point, at: QPointF) -> float:
    return math.hypot(point.center.x() - at.x(), point.center.y() - at.y())
