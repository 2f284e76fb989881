"""The kept drawings in rows, of which one or many are selected."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from digitpad.core.own_drawing import NO_DIGIT, OwnDrawing
from digitpad.gui.data.moving import moved
from digitpad.gui.gallery import words
from digitpad.gui.gallery.reading import Answer, is_wrong
from digitpad.gui.gallery.selection import Selection
from digitpad.gui.gallery.tiles import TILE, DrawingTile, Thumbnails, paint_drawings
from digitpad.gui.tile_grid import TileGrid

_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_CHORDS: Final = _CTRL | Qt.KeyboardModifier.AltModifier


class DrawingGrid(TileGrid):
    """Shows drawings with their labels, their days and what was read in them."""

    selection_changed = Signal()
    label_requested = Signal(object)
    """What is selected shall get this label."""
    delete_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._shown: Sequence[OwnDrawing] = ()
        self._answers: Mapping[str, Answer] = {}
        self._selection = Selection()
        self._thumbnails = Thumbnails()
        super().__init__(TILE, "Your drawings", parent)

    @property
    def count(self) -> int:
        """How many drawings are shown."""
        return len(self._shown)

    @property
    def shown(self) -> Sequence[OwnDrawing]:
        """The drawings that are shown, in their order."""
        return self._shown

    @property
    def selected(self) -> list[OwnDrawing]:
        """Those that are selected, in their order."""
        return [one for one in self._shown if one.id in self._selection]

    @property
    def current(self) -> OwnDrawing | None:
        """The drawing that the keys go on from."""
        place = self._selection.current
        return None if place is None else self._shown[place]

    def set_shown(self, drawings: Sequence[OwnDrawing]) -> None:
        """Show drawings; what is still among them stays selected."""
        before = self._selection.chosen
        self._shown = drawings
        self._selection.set_order([one.id for one in drawings])
        self.update_range()
        self._after_change(before)

    def set_answers(self, answers: Mapping[str, Answer]) -> None:
        """Show what was read; call it again when there is more."""
        self._answers = answers
        self._describe()
        self.viewport().update()

    def set_empty_text(self, text: str) -> None:
        """Say what stands there where no drawing is shown."""
        super().set_empty_text(text)
        self._describe()

    def select_all(self) -> None:
        """Select all drawings that are shown."""
        before = self._selection.chosen
        self._selection.choose_all()
        self._after_change(before)

    def sentence_at(self, position: int) -> str:
        """Say what a drawing is of, when it was drawn and what was read in it."""
        one = self._shown[position]
        return words.sentence(one, self._answers.get(one.id))

    def paint_tiles_at(self, painter: QPainter, positions: range) -> None:
        """Paint the drawings at some positions."""
        paint_drawings(
            painter,
            [self._tile_at(position) for position in positions],
            self._thumbnails,
            self._theme,
            self.devicePixelRatioF(),
            has_focus=self.hasFocus(),
        )

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(4 * TILE.width(), TILE.height() + 20)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        position = self.position_at(event.position().toPoint())
        before = self._selection.chosen
        if position is None:
            self._selection.clear()
            self._after_change(before)
        else:
            self._go_to(position, event.modifiers(), by_pointer=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        key, current = event.key(), self._selection.current
        target = None
        if current is not None:
            target = moved(key, current, self.count, self.columns, self.rows)
        if target is not None:
            self._go_to(target, event.modifiers())
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif event.modifiers() & _CHORDS:
            super().keyPressEvent(event)
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self.label_requested.emit(int(key) - int(Qt.Key.Key_0))
        elif key == Qt.Key.Key_Minus:
            self.label_requested.emit(NO_DIGIT)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_requested.emit()
        elif key == Qt.Key.Key_Space and current is not None:
            self._go_to(current, _CTRL, by_pointer=True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _go_to(
        self,
        position: int,
        modifiers: Qt.KeyboardModifier,
        *,
        by_pointer: bool = False,
    ) -> None:
        before = self._selection.chosen
        if modifiers & _SHIFT:
            self._selection.extend(position)
        elif modifiers & _CTRL and by_pointer:
            self._selection.toggle(position)
        else:
            self._selection.choose(position)
        self.scroll_to(position)
        self._after_change(before)

    def _after_change(self, before: frozenset[str]) -> None:
        self._describe()
        self.viewport().update()
        if self._selection.chosen != before:
            self.selection_changed.emit()

    def _tile_at(self, position: int) -> DrawingTile:
        one = self._shown[position]
        answer = self._answers.get(one.id)
        return DrawingTile(
            rect=self.tile_rect(position),
            drawing=one,
            caption=words.caption(one, answer),
            day=words.day(one.date),
            is_wrong=is_wrong(one, answer),
            is_unsure=answer is not None
            and not answer.is_sure
            and one.digit is not None,
            is_selected=one.id in self._selection,
            is_current=position == self._selection.current,
        )

    def _describe(self) -> None:
        place = self._selection.current
        self.describe(self.empty_text if place is None else self.sentence_at(place))
