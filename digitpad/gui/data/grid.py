"""Thousands of images in rows, of which those in sight are painted."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from digitpad.core.answers import Answers
from digitpad.core.datasets import PixelSample
from digitpad.gui.data.moving import moved
from digitpad.gui.data.parts import Part, caption, describe_answer
from digitpad.gui.data.tiles import MARGIN, TILE, Tile, paint_tiles
from digitpad.gui.theme import LIGHT, Theme, font_of

_NOTHING: Final = np.empty(0, np.int64)


class ImageGrid(QAbstractScrollArea):
    """Shows images of a part with their labels and what was read in them.

    One of them is selected, by the pointer or the keys; Enter or a double click
    opens it. Places are those in the part, whichever of its images are shown.
    """

    selected_changed = Signal(object)
    """The place of another image, or None where none is shown."""
    opened = Signal()
    """The selected image shall be shown large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._part = Part.TEST
        self._sample: PixelSample | None = None
        self._answers: Answers | None = None
        self._shown = _NOTHING
        self._selected: int | None = None
        self._empty = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName("Images")
        self.set_theme(LIGHT)

    @property
    def shown(self) -> NDArray[np.int64]:
        """The places of the images that are shown, int64 (n,), ascending."""
        return self._shown

    @property
    def selected(self) -> int | None:
        """The place of the selected image; None where none is shown."""
        return self._selected

    @property
    def columns(self) -> int:
        """How many images are in a row."""
        return max(1, self.viewport().width() // TILE.width())

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.setStyleSheet(
            f"ImageGrid {{ background: {theme.surface.name()}; border-radius: 10px;"
            f" border: 1px solid {theme.line.name()}; padding: 1px; }}"
            f"ImageGrid:focus {{ border: 2px solid {theme.accent.name()};"
            " padding: 0; }"
        )
        self.viewport().update()

    def set_images(self, part: Part, sample: PixelSample | None) -> None:
        """Take the images of a part; none of them is shown yet."""
        self._part, self._sample, self._answers = part, sample, None
        self._shown = _NOTHING
        self._selected = None
        self.verticalScrollBar().setValue(0)
        self._update_range()

    def set_answers(self, answers: Answers | None) -> None:
        """Show what was read; call it again when there is more."""
        self._answers = answers
        self._describe()
        self.viewport().update()

    def set_shown(self, places: NDArray[np.int64]) -> None:
        """Show the images at these places, ascending.

        If the selected one is not among them, the next one is selected.
        """
        scroll = self.verticalScrollBar()
        if not np.array_equal(self._shown[: len(places)], places[: len(self._shown)]):
            scroll.setValue(0)
        self._shown = places
        self._update_range()
        wanted = self._selected or 0
        after = places[min(int(np.searchsorted(places, wanted)), len(places) - 1) :]
        before = self._selected
        self._selected = int(after[0]) if after.size else None
        if self._selected != before:
            self._after_selection()
        self.viewport().update()

    def set_empty_text(self, text: str) -> None:
        """Say what stands there where no image is shown."""
        self._empty = text
        self._describe()
        self.viewport().update()

    def select(self, place: int) -> None:
        """Select the image at a place, if it is shown, and scroll to it."""
        position = int(np.searchsorted(self._shown, place))
        if position < len(self._shown) and self._shown[position] == place:
            self._go_to(position)

    def step(self, images: int) -> None:
        """Select the image so many further on, or further back, among those shown."""
        if self._selected is not None:
            self._go_to(self._position + images)

    def tile_rect(self, position: int) -> QRect:
        """Return where the image at a position among those shown is painted."""
        columns = self.columns
        width = self.viewport().width() // columns
        spare = self.viewport().width() - width * columns
        row, column = divmod(position, columns)
        top = row * TILE.height() - self.verticalScrollBar().value()
        return QRect(spare // 2 + column * width, top, width, TILE.height())

    def position_at(self, point: QPoint) -> int | None:
        """Return the position of the image at a point of the viewport."""
        first, last = self._in_sight(QRect(point, QSize(1, 1)))
        for position in range(first, last):
            if self.tile_rect(position).contains(point):
                return position
        return None

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(10 * TILE.width(), 6 * TILE.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(4 * TILE.width(), 2 * TILE.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._sample is None or not len(self._shown):
            painter.setFont(font_of(16))
            painter.setPen(self._theme.quiet)
            place = self.viewport().rect().adjusted(24, 24, -24, -24)
            center = Qt.AlignmentFlag.AlignCenter
            painter.drawText(place, center | Qt.TextFlag.TextWordWrap, self._empty)
        else:
            ratio = self.devicePixelRatioF()
            paint_tiles(painter, self._tiles(event.rect()), self._theme, ratio)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        top = self.verticalScrollBar().value() // TILE.height()
        columns = max(1, event.oldSize().width() // TILE.width())
        self._update_range()
        if columns != self.columns and event.oldSize().isValid():
            # The images that were at the top stay there.
            row = top * columns // self.columns
            self.verticalScrollBar().setValue(row * TILE.height())

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 (Qt's name)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            position = self.position_at(event.pos())
            if position is None:
                QToolTip.hideText()
            else:
                text = self._sentence(int(self._shown[position]))
                rect = self.tile_rect(position)
                QToolTip.showText(event.globalPos(), text, self.viewport(), rect)
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        position = self.position_at(event.position().toPoint())
        if position is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go_to(position)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        event.accept()  # what is behind the grid has nothing to do with it

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        if self.position_at(event.position().toPoint()) is not None:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        target = None
        if self._selected is not None:
            rows = self.viewport().height() // TILE.height()
            shape = (len(self._shown), self.columns, rows)
            target = moved(event.key(), self._position, *shape)
        if target is not None:
            self._go_to(target)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        super().focusOutEvent(event)
        self.viewport().update()

    @property
    def _position(self) -> int:
        return int(np.searchsorted(self._shown, self._selected or 0))

    def _go_to(self, position: int) -> None:
        position = max(0, min(len(self._shown) - 1, position))
        before, self._selected = self._selected, int(self._shown[position])
        self._scroll_to(position)
        if self._selected != before:
            self._after_selection()

    def _scroll_to(self, position: int) -> None:
        """Bring an image into sight: amid the others, if it is far off."""
        rect, scroll = self.tile_rect(position), self.verticalScrollBar()
        height = self.viewport().height()
        below = rect.bottom() + 1 - height
        if max(-rect.top(), below) > height:
            scroll.setValue(scroll.value() + rect.center().y() - height // 2)
        elif rect.top() < 0:
            scroll.setValue(scroll.value() + rect.top())
        elif below > 0:
            scroll.setValue(scroll.value() + below)

    def _after_selection(self) -> None:
        self._describe()
        self.viewport().update()
        self.selected_changed.emit(self._selected)

    def _update_range(self) -> None:
        rows = -(-len(self._shown) // self.columns)
        height, scroll = self.viewport().height(), self.verticalScrollBar()
        scroll.setRange(0, max(0, rows * TILE.height() - height))
        scroll.setPageStep(height)
        scroll.setSingleStep(TILE.height() // 2)

    def _in_sight(self, area: QRect) -> tuple[int, int]:
        """Return the first position in the rows that an area touches, and the end."""
        top = self.verticalScrollBar().value()
        first = (area.top() + top) // TILE.height() * self.columns
        end = ((area.bottom() + top) // TILE.height() + 1) * self.columns
        return max(0, first), min(len(self._shown), end)

    def _tiles(self, area: QRect) -> list[Tile]:
        assert self._sample is not None
        tiles = []
        for position in range(*self._in_sight(area)):
            place = int(self._shown[position])
            label = int(self._sample.labels[place])
            read = self._answers.prediction(place) if self._answers else None
            tiles.append(
                Tile(
                    rect=self.tile_rect(position),
                    pixels=self._sample.pixels[place],
                    caption=caption(label, read),
                    is_wrong=read is not None and read.best != label,
                    is_unsure=read is not None and read.verdict is None,
                    is_selected=place == self._selected,
                    has_focus=self.hasFocus(),
                )
            )
        return tiles

    def _sentence(self, place: int) -> str:
        assert self._sample is not None
        label = int(self._sample.labels[place])
        read = self._answers.prediction(place) if self._answers else None
        answer = f", read as {describe_answer(label, read)}" if read else ""
        return f"{self._part.title(place)}: a {label}{answer}"

    def _describe(self) -> None:
        known = self._selected is not None and self._sample is not None
        text = self._sentence(self._selected) if known else self._empty  # type: ignore[arg-type]
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
