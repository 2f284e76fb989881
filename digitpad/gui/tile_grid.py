"""Thousands of tiles in rows, of which those in sight are painted."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from digitpad.gui.theme import LIGHT, Theme, font_of

MARGIN = 6
"""Around all tiles, within the frame."""


class TileGrid(QAbstractScrollArea):
    """Lays out tiles of one size, and scrolls them.

    A position is that of a tile among those shown, from 0.

    Parameters
    ----------
    tile
        Size of a tile; in a row they share the room that is left.
    name
        What they are, for a screen reader.
    """

    opened = Signal()
    """The selected tile was asked for, by Enter or a double click."""

    def __init__(self, tile: QSize, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._tile = tile
        self._empty = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(name)
        self.set_theme(LIGHT)

    @property
    def count(self) -> int:
        """How many tiles are shown."""
        raise NotImplementedError  # by each kind of grid

    def sentence_at(self, position: int) -> str:
        """Say what a tile shows."""
        raise NotImplementedError  # by each kind of grid

    def paint_tiles_at(self, painter: QPainter, positions: range) -> None:
        """Paint the tiles at some positions."""
        raise NotImplementedError  # by each kind of grid

    @property
    def columns(self) -> int:
        """How many tiles are in a row."""
        return max(1, self.viewport().width() // self._tile.width())

    @property
    def rows(self) -> int:
        """How many whole rows are in sight."""
        return self.viewport().height() // self._tile.height()

    @property
    def empty_text(self) -> str:
        """What stands there where no tile is shown."""
        return self._empty

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.setStyleSheet(
            f"TileGrid {{ background: {theme.surface.name()}; border-radius: 10px;"
            f" border: 1px solid {theme.line.name()}; padding: 1px; }}"
            f"TileGrid:focus {{ border: 2px solid {theme.accent.name()};"
            " padding: 0; }"
        )
        self.viewport().update()

    def set_empty_text(self, text: str) -> None:
        """Say what stands there where no tile is shown."""
        self._empty = text
        self.viewport().update()

    def tile_rect(self, position: int) -> QRect:
        """Return where the tile at a position is painted."""
        columns = self.columns
        width = self.viewport().width() // columns
        spare = self.viewport().width() - width * columns
        row, column = divmod(position, columns)
        height = self._tile.height()
        top = row * height - self.verticalScrollBar().value()
        return QRect(spare // 2 + column * width, top, width, height)

    def position_at(self, point: QPoint) -> int | None:
        """Return the position of the tile at a point of the viewport."""
        for position in self.in_sight(QRect(point, QSize(1, 1))):
            if self.tile_rect(position).contains(point):
                return position
        return None

    def in_sight(self, area: QRect) -> range:
        """Return the positions in the rows that an area touches."""
        top, height = self.verticalScrollBar().value(), self._tile.height()
        first = (area.top() + top) // height * self.columns
        end = ((area.bottom() + top) // height + 1) * self.columns
        return range(max(0, first), min(self.count, end))

    def scroll_to(self, position: int) -> None:
        """Bring a tile into sight: amid the others, if it is far off."""
        rect, scroll = self.tile_rect(position), self.verticalScrollBar()
        height = self.viewport().height()
        below = rect.bottom() + 1 - height
        if max(-rect.top(), below) > height:
            scroll.setValue(scroll.value() + rect.center().y() - height // 2)
        elif rect.top() < 0:
            scroll.setValue(scroll.value() + rect.top())
        elif below > 0:
            scroll.setValue(scroll.value() + below)

    def update_range(self) -> None:
        """Let as many rows be scrolled through as there are now."""
        rows = -(-self.count // self.columns)
        height, scroll = self.viewport().height(), self.verticalScrollBar()
        scroll.setRange(0, max(0, rows * self._tile.height() - height))
        scroll.setPageStep(height)
        scroll.setSingleStep(self._tile.height() // 2)

    def describe(self, text: str) -> None:
        """Have a screen reader say what is selected."""
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(10 * self._tile.width(), 6 * self._tile.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(4 * self._tile.width(), 2 * self._tile.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.count:
            self.paint_tiles_at(painter, self.in_sight(event.rect()))
        else:
            painter.setFont(font_of(16))
            painter.setPen(self._theme.quiet)
            place = self.viewport().rect().adjusted(24, 24, -24, -24)
            center = Qt.AlignmentFlag.AlignCenter
            painter.drawText(place, center | Qt.TextFlag.TextWordWrap, self._empty)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        top = self.verticalScrollBar().value() // self._tile.height()
        columns = max(1, event.oldSize().width() // self._tile.width())
        self.update_range()
        if columns != self.columns and event.oldSize().isValid():
            # The tiles that were at the top stay there.
            row = top * columns // self.columns
            self.verticalScrollBar().setValue(row * self._tile.height())

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 (Qt's name)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            position = self.position_at(event.pos())
            if position is None:
                QToolTip.hideText()
            else:
                text, rect = self.sentence_at(position), self.tile_rect(position)
                QToolTip.showText(event.globalPos(), text, self.viewport(), rect)
            return True
        return super().viewportEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        event.accept()  # what is behind the grid has nothing to do with it

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        if self.position_at(event.position().toPoint()) is not None:
            self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        super().focusOutEvent(event)
        self.viewport().update()
