"""The drawing's way through the network, from the frame down to the answer."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.core.inspection import Inspection
from digitpad.core.stages import Stage
from digitpad.gui.bars import percent
from digitpad.gui.images import indexed_image
from digitpad.gui.inside.blocks import HEAD, NAMES, Block, blocks_of
from digitpad.gui.inside.tiles import Place, color_tables, is_signed, levels_of
from digitpad.gui.theme import LIGHT, Theme, font_of

_LEFT: Final = 34
"""Room for the line that leads down."""
_MARGIN: Final = 12
_RAIL: Final = 12
_LEGIBLE: Final = 40
"""From this width on there is room for a percentage in a number's square."""
_POWER: Final = 0.6
"""Of a map's scale: beside the strongest map most would be hardly seen."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """A number that the pointer is on, or that was chosen.

    Attributes
    ----------
    stage
        None for the frame.
    is_kernels
        Whether it is one of the weights.
    is_whole
        Whether the map was chosen, none of its numbers.
    """

    stage: Stage | None
    place: Place
    is_kernels: bool = False
    is_whole: bool = False


class Flow(QWidget):
    """Paints what every stage makes of the frame; a click chooses a map."""

    hovered = Signal(object)
    """The `Pointed` below the pointer; None beside the maps."""
    chosen = Signal(object)
    """The `Pointed` whose map was clicked, or reached by the keys."""
    reached = Signal(object)
    """Where the keys have led: the map's QRect, which should be in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._colors = color_tables(LIGHT)
        self._inspection: Inspection | None = None
        self._branch: int | None = None
        self._blocks: tuple[Block, ...] = ()
        self._selected: tuple[int, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("The way through the network")

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The parts from top to bottom."""
        return self._blocks

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme, self._colors = theme, color_tables(theme)
        self.update()

    def set_inspection(self, inspection: Inspection | None, branch: int | None) -> None:
        """Show a network at work, or one of several; None shows nothing."""
        self._inspection, self._branch = inspection, branch
        self._lay_out()
        self.update()

    def select(self, stage: Stage | None, unit: int) -> None:
        """Mark a map; one of a stage that is not shown marks none."""
        self._selected = next(
            (
                (number, unit)
                for number, block in enumerate(self._blocks)
                if block.stage is stage and not block.is_kernels
            ),
            None,
        )
        self.update()

    def pointed_at(self, point: QPointF) -> Pointed | None:
        """Return the number at a point, if there is one."""
        found = self._found(point)
        return None if found is None else self._pointed(*found)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        last = self._blocks[-1] if self._blocks else None
        return QSize(640, 2 * _MARGIN + (last.top + last.height if last else 0))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(280, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = QRectF(event.rect())
        painter.translate(_LEFT, _MARGIN)
        for number, block in enumerate(self._blocks):
            area = QRectF(-_LEFT, block.top, self.width(), block.height)
            if area.translated(_LEFT, _MARGIN).intersects(seen):
                self._paint_rail(painter, number, block)
                self._paint_heading(painter, block)
                self._paint_tiles(painter, block)
        self._paint_selected(painter)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        pointed = self.pointed_at(event.position())
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if pointed else Qt.CursorShape.ArrowCursor
        )
        self.hovered.emit(pointed)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        self.hovered.emit(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        found = self._found(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(found[0], self._pointed(*found))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if not self._blocks:
            super().keyPressEvent(event)
            return
        number, unit = self._selected or (0, 0)
        block = self._blocks[number]
        columns, count = block.tiling.columns, block.tiling.count
        match event.key():
            case Qt.Key.Key_Left if unit > 0:
                unit -= 1
            case Qt.Key.Key_Right if unit + 1 < count:
                unit += 1
            case Qt.Key.Key_Up if unit >= columns:
                unit -= columns
            case Qt.Key.Key_Down if unit + columns < count:
                unit += columns
            case Qt.Key.Key_Up if number > 0:
                number, unit = number - 1, 0
            case Qt.Key.Key_Down if number + 1 < len(self._blocks):
                number, unit = number + 1, 0
            case Qt.Key.Key_Home:
                number, unit = 0, 0
            case Qt.Key.Key_End:
                number, unit = len(self._blocks) - 1, 0
            case _:
                super().keyPressEvent(event)
                return
        chosen = self._blocks[number]
        pointed = Pointed(chosen.stage, Place(unit), chosen.is_kernels, is_whole=True)
        self._choose(number, pointed)
        self.reached.emit(self.place_of(number, unit).toAlignedRect())

    def place_of(self, number: int, unit: int) -> QRectF:
        """Return where a map of a block is painted in the widget."""
        return self._blocks[number].rect(unit).translated(_LEFT, _MARGIN)

    def _lay_out(self) -> None:
        room = self.width() - _LEFT - _MARGIN
        shown = self._inspection
        before = self.sizeHint().height()
        self._blocks = blocks_of(shown, self._branch, room) if shown else ()
        if self.sizeHint().height() != before:
            self.updateGeometry()

    def _found(self, point: QPointF) -> tuple[int, Place] | None:
        point = point - QPointF(_LEFT, _MARGIN)
        for number, block in enumerate(self._blocks):
            if block.top <= point.y() < block.top + block.height:
                place = block.tiling.place_at(block.inner(point))
                return None if place is None else (number, place)
        return None

    def _pointed(self, number: int, place: Place) -> Pointed:
        block = self._blocks[number]
        return Pointed(block.stage, place, block.is_kernels, block.is_kernels)

    def _choose(self, number: int, pointed: Pointed) -> None:
        self._selected = number, pointed.place.unit
        self.update()
        self.chosen.emit(pointed)

    def _paint_rail(self, painter: QPainter, number: int, block: Block) -> None:
        """Paint the line that leads from one part to the next."""
        theme, x = self._theme, _RAIL - _LEFT
        middle = block.top + HEAD / 2 - 2
        painter.setPen(QPen(theme.other, 2))
        if number:
            painter.drawLine(QPointF(x, block.top), QPointF(x, middle))
        if number + 1 < len(self._blocks):
            painter.drawLine(QPointF(x, middle), QPointF(x, block.top + block.height))
        painter.setBrush(theme.background)
        painter.drawEllipse(QPointF(x, middle), 5, 5)

    def _paint_heading(self, painter: QPainter, block: Block) -> None:
        area = QRectF(0, block.top, self.width() - _LEFT - _MARGIN, HEAD - 4)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font_of(16, QFont.Weight.DemiBold))
        painter.setPen(self._theme.text)
        painter.drawText(area, middle, block.title)
        indent = painter.fontMetrics().horizontalAdvance(block.title) + 14
        painter.setFont(font_of(14))
        painter.setPen(self._theme.quiet)
        rest = area.adjusted(indent, 1, 0, 0)
        text = painter.fontMetrics().elidedText(
            block.subtitle, Qt.TextElideMode.ElideRight, int(rest.width())
        )
        painter.drawText(rest, middle, text)

    def _paint_tiles(self, painter: QPainter, block: Block) -> None:
        signed = block.is_kernels or is_signed(block.numbers)
        levels = levels_of(block.numbers, _POWER, signed=signed)
        picture, colors = block.tiling.mosaic(levels), self._colors[signed]
        painter.drawImage(QPointF(0, block.top + HEAD), indexed_image(picture, colors))
        if not block.names:
            return
        best = int(block.numbers.argmax())
        center = Qt.AlignmentFlag.AlignCenter
        for unit, name in enumerate(block.names):
            rect = block.rect(unit)
            below = QRectF(rect.x() - 9, rect.bottom() + 1, rect.width() + 18, NAMES)
            bold = QFont.Weight.Bold if unit == best else QFont.Weight.Normal
            painter.setFont(font_of(14, bold))
            painter.setPen(self._theme.text if unit == best else self._theme.quiet)
            painter.drawText(below, center, name)
            painter.setPen(QPen(self._theme.line, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect)
            if unit == best and rect.width() >= _LEGIBLE:
                painter.setPen(self._theme.surface)
                painter.setFont(font_of(11, bold))
                painter.drawText(rect, center, percent(float(block.numbers[unit])))

    def _paint_selected(self, painter: QPainter) -> None:
        if self._selected is None or self._selected[0] >= len(self._blocks):
            return
        number, unit = self._selected
        if unit >= self._blocks[number].tiling.count:
            return
        rect = self._blocks[number].rect(unit).adjusted(-2, -2, 2, 2)
        color: QColor = self._theme.accent
        painter.setPen(QPen(color, 3 if self.hasFocus() else 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 (Qt's name)
        self.hovered.emit(self.pointed_at(event.position()))
