"""Thousands of images in rows, with what was read in them."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from digitpad.core.answers import Answers
from digitpad.core.datasets import PixelSample
from digitpad.gui.data.moving import moved
from digitpad.gui.data.parts import Part, caption, describe_answer
from digitpad.gui.data.tiles import TILE, Tile, paint_tiles
from digitpad.gui.tile_grid import TileGrid

_NOTHING: Final = np.empty(0, np.int64)


class ImageGrid(TileGrid):
    """Shows images of a part with their labels and what was read in them.

    One of them is selected, by the pointer or the keys; Enter or a double click
    opens it. Places are those in the part, whichever of its images are shown.
    """

    selected_changed = Signal(object)
    """The place of another image, or None where none is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._part = Part.TEST
        self._sample: PixelSample | None = None
        self._answers: Answers | None = None
        self._shown = _NOTHING
        self._selected: int | None = None
        super().__init__(TILE, "Images", parent)

    @property
    def shown(self) -> NDArray[np.int64]:
        """The places of the images that are shown, int64 (n,), ascending."""
        return self._shown

    @property
    def selected(self) -> int | None:
        """The place of the selected image; None where none is shown."""
        return self._selected

    @property
    def count(self) -> int:
        """How many images are shown."""
        return len(self._shown) if self._sample else 0

    def set_images(self, part: Part, sample: PixelSample | None) -> None:
        """Take the images of a part; none of them is shown yet."""
        self._part, self._sample, self._answers = part, sample, None
        self._shown = _NOTHING
        self._selected = None
        self.verticalScrollBar().setValue(0)
        self.update_range()

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
        self.update_range()
        wanted = self._selected or 0
        after = places[min(int(np.searchsorted(places, wanted)), len(places) - 1) :]
        before = self._selected
        self._selected = int(after[0]) if after.size else None
        if self._selected != before:
            self._after_selection()
        self.viewport().update()

    def set_empty_text(self, text: str) -> None:
        """Say what stands there where no image is shown."""
        super().set_empty_text(text)
        self._describe()

    def select(self, place: int) -> None:
        """Select the image at a place, if it is shown, and scroll to it."""
        position = int(np.searchsorted(self._shown, place))
        if position < len(self._shown) and self._shown[position] == place:
            self._go_to(position)

    def step(self, images: int) -> None:
        """Select the image so many further on, or further back, among those shown."""
        if self._selected is not None:
            self._go_to(self._position + images)

    def sentence_at(self, position: int) -> str:
        """Say which image it is, and what was read in it."""
        return self._sentence(int(self._shown[position]))

    def paint_tiles_at(self, painter: QPainter, positions: range) -> None:
        """Paint the images at some positions."""
        tiles = [self._tile_at(position) for position in positions]
        paint_tiles(painter, tiles, self._theme, self.devicePixelRatioF())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        position = self.position_at(event.position().toPoint())
        if position is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go_to(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        target = None
        if self._selected is not None:
            shape = (len(self._shown), self.columns, self.rows)
            target = moved(event.key(), self._position, *shape)
        if target is not None:
            self._go_to(target)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    @property
    def _position(self) -> int:
        return int(np.searchsorted(self._shown, self._selected or 0))

    def _go_to(self, position: int) -> None:
        position = max(0, min(len(self._shown) - 1, position))
        before, self._selected = self._selected, int(self._shown[position])
        self.scroll_to(position)
        if self._selected != before:
            self._after_selection()

    def _after_selection(self) -> None:
        self._describe()
        self.viewport().update()
        self.selected_changed.emit(self._selected)

    def _tile_at(self, position: int) -> Tile:
        assert self._sample is not None
        place = int(self._shown[position])
        label = int(self._sample.labels[place])
        read = self._answers.prediction(place) if self._answers else None
        return Tile(
            rect=self.tile_rect(position),
            pixels=self._sample.pixels[place],
            caption=caption(label, read),
            is_wrong=read is not None and read.best != label,
            is_unsure=read is not None and read.verdict is None,
            is_selected=place == self._selected,
            has_focus=self.hasFocus(),
        )

    def _sentence(self, place: int) -> str:
        assert self._sample is not None
        label = int(self._sample.labels[place])
        read = self._answers.prediction(place) if self._answers else None
        answer = f", read as {describe_answer(label, read)}" if read else ""
        return f"{self._part.title(place)}: a {label}{answer}"

    def _describe(self) -> None:
        known = self._selected is not None and self._sample is not None
        self.describe(self._sentence(self._selected) if known else self.empty_text)  # type: ignore[arg-type]
