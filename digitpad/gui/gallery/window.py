"""The window of the drawings that the user has kept."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout

from digitpad.core.errors import DigitpadError
from digitpad.core.own_drawing import OwnDrawing, on_canvas
from digitpad.core.recognizer import Recognizer
from digitpad.core.strokes_file import Label
from digitpad.gui.explained import Explained
from digitpad.gui.file_dialogs import ask_for_file, ask_where
from digitpad.gui.gallery import words
from digitpad.gui.gallery.bar import GalleryActions, GalleryFilter
from digitpad.gui.gallery.bringing import Bringing
from digitpad.gui.gallery.foot import Foot
from digitpad.gui.gallery.grid import DrawingGrid
from digitpad.gui.gallery.reading import Reading, is_wrong
from digitpad.gui.gallery.steps import Steps
from digitpad.gui.notice import Notice
from digitpad.gui.opening import Opening
from digitpad.gui.own_store import OwnStore
from digitpad.gui.question import agrees
from digitpad.gui.screens import available_size
from digitpad.gui.task import Task
from digitpad.gui.theme import Theme
from digitpad.gui.view_window import ViewWindow

_SIZE: Final = QSize(1180, 720)

_FILTER: Final = "Drawings (*.jsonl.gz)"
_LOW: Final = 480
"""Logical pixels: on a lower screen the drawings need the room of the explanation."""


class GalleryWindow(ViewWindow):
    """Shows all kept drawings, relabels, deletes, brings and saves them.

    Parameters
    ----------
    store
        The drawings, which others may change, too.
    """

    drawing_requested = Signal(object)
    """A `Drawing` in canvas units shall be put on the pad."""

    def __init__(self, store: OwnStore) -> None:
        super().__init__(_SIZE)
        self._store = store
        self._name = ""
        self._all: list[OwnDrawing] | None = None
        self._task: Task[tuple[OwnDrawing, ...]] | None = None
        self._steps = Steps(store)
        self._reading = Reading(self)
        self._bringing = Bringing(store, self)
        self.explained = Explained(words.SIMPLE, words.EXACT)
        self.filter = GalleryFilter()
        self.actions_row = GalleryActions()
        self.grid = DrawingGrid()
        self.foot = Foot()
        self.notice = Notice()
        self._lay_out()
        self._connect()
        self.setWindowTitle("My drawings – Digitpad")
        self._show_state()

    @property
    def is_ready(self) -> bool:
        """Whether the drawings are loaded."""
        return self._all is not None

    @property
    def is_reading(self) -> bool:
        """Whether the model is reading drawings."""
        return self._reading.is_reading

    def set_theme(self, theme: Theme) -> None:
        """Give all parts the colours of a theme."""
        for part in (self.grid, self.foot, self.notice):
            part.set_theme(theme)

    def set_model(self, path: Path, recognizer: Recognizer, name: str) -> None:
        """Say which model is in use: its file, its loaded twin, what it is called."""
        self._name = name
        self._reading.set_model(path)
        if self.isVisible():
            self._reading.read()

    def tell(self, sentence: str) -> None:
        """Show a sentence at the foot of the window."""
        self.notice.show_text(sentence)

    def open(self) -> None:
        """Show the window; the drawings follow, as soon as they are loaded."""
        super().open()
        if self._all is None and self._task is None:
            self.grid.set_empty_text(words.OPENING)
            self._task = Task(lambda _report: self._store.own.read(), self)
            self._task.succeeded.connect(self._on_loaded)
            self._task.failed.connect(self._on_load_failed)
            self._task.start()
        elif self._all is not None:
            self._reload()  # another program may have changed them meanwhile
            self.grid.setFocus()

    def import_file(self, path: Path) -> None:
        """Add the drawings of a file of strokes that are not there yet."""
        self._bringing.import_file(path)

    def export_to(self, path: Path, drawings: Sequence[OwnDrawing]) -> None:
        """Write drawings into a file of their own."""
        self._bringing.export(path, drawings)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """End what runs in the background; opened again, it goes on."""
        self._reading.pause()
        self._end_task()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        content = QVBoxLayout()
        content.setContentsMargins(16, 12, 16, 10)
        content.setSpacing(10)
        content.addWidget(self.explained)
        self.explained.setVisible(available_size().height() >= _LOW)
        content.addWidget(self.filter)
        content.addWidget(self.actions_row)
        content.addWidget(self.grid, 1)
        content.addWidget(self.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(content, 1)
        column.addWidget(self.notice)

    def _connect(self) -> None:
        self._store.changed.connect(self._on_store_changed)
        self._store.noticed.connect(self.tell)
        self._reading.changed.connect(self._show_answers)
        self._reading.failed.connect(self.tell)
        self._bringing.imported.connect(self._on_imported)
        self._bringing.told.connect(self.tell)
        self.filter.changed.connect(self._show_chosen)
        self.grid.selection_changed.connect(self._show_state)
        self.grid.label_requested.connect(self._on_label_requested)
        self.grid.delete_requested.connect(self._on_delete_requested)
        self.grid.opened.connect(self._on_pad_requested)
        actions = self.actions_row
        actions.label_requested.connect(self._on_label_requested)
        actions.delete_requested.connect(self._on_delete_requested)
        actions.pad_requested.connect(self._on_pad_requested)
        actions.undo_requested.connect(self._on_undo_requested)
        actions.import_requested.connect(self._on_import_requested)
        actions.export_requested.connect(self._on_export_requested)
        actions.select_all_requested.connect(self.grid.select_all)
        self.opening = opening = Opening(self)
        opening.add("drawings", [".jsonl.gz"], self.import_file)
        opening.failed.connect(self.tell)
        self.addActions([actions.bring, actions.save_all, actions.save_some])
        for keys, slot in (
            ("Ctrl+Z", self._on_undo_requested),
            ("Ctrl+W", self.close),
            ("Esc", self._on_escape),
        ):
            action = QAction(self, shortcut=QKeySequence(keys))
            action.triggered.connect(slot)
            self.addAction(action)

    def _try(self, work: Callable[[], None]) -> bool:
        """Do something; tells if it fails."""
        try:
            work()
        except DigitpadError as error:
            self.tell(str(error))
            return False
        return True

    def _end_task(self) -> None:
        if self._task:
            self._task.drop()
            self._task = None

    def _reload(self) -> None:
        self._try(lambda: self._take(self._store.own.read()))
        self._store.tell_notice()

    def _take(self, drawings: Sequence[OwnDrawing]) -> None:
        """Show drawings, the newest first, and have them read."""
        self._all = sorted(drawings, key=lambda one: one.date, reverse=True)
        self._reading.set_drawings(self._all)
        if self.isVisible():
            self._reading.read()
        self._show_answers()
        self._show_chosen()

    @Slot(object)
    def _on_loaded(self, drawings: tuple[OwnDrawing, ...]) -> None:
        self._end_task()
        self._take(drawings)
        self._store.tell_notice()
        self.grid.setFocus()

    @Slot(str)
    def _on_load_failed(self, sentence: str) -> None:
        self._end_task()
        self.grid.set_empty_text(words.UNREADABLE)
        self.tell(sentence)

    @Slot()
    def _on_store_changed(self) -> None:
        if self._all is not None:
            self._reload()

    @Slot()
    def _show_answers(self) -> None:
        answers, drawings = self._reading.answers, self._all or []
        self.grid.set_answers(answers)
        self.foot.set_reading(self._name, drawings, answers)
        if self.filter.only_wrong:
            self._show_chosen()

    @Slot()
    def _show_chosen(self) -> None:
        answers = self._reading.answers
        shown = [
            one
            for one in self._all or ()
            if self.filter.takes(one)
            and not (self.filter.only_wrong and not is_wrong(one, answers.get(one.id)))
        ]
        if self._all is not None:
            self.grid.set_empty_text(self._why_none() if self._all else words.EMPTY)
        self.grid.set_shown(shown)
        self._show_state()

    def _why_none(self) -> str:
        wish, only_wrong = self.filter.wish, self.filter.only_wrong
        reading = self._reading
        return words.why_none(wish, only_wrong, reading.is_reading, reading.is_complete)

    @Slot()
    def _show_state(self) -> None:
        count, selected = len(self._all or ()), len(self.grid.selected)
        self.filter.setEnabled(count > 0)
        self.foot.set_count(self.grid.count, count, selected)
        self.actions_row.set_state(
            selected=selected, count=count, can_undo=self._steps.can_undo
        )

    @Slot(object)
    def _on_label_requested(self, label: Label) -> None:
        self._try(lambda: self._steps.relabel(self.grid.selected, label))

    @Slot()
    def _on_delete_requested(self) -> None:
        selected = self.grid.selected
        if selected and agrees(
            self,
            f"Delete {words.drawings(len(selected))}?",
            "Ctrl+Z brings them back as long as digitpad is open.",
            "Delete",
        ):
            self._try(lambda: self._steps.delete(selected))

    @Slot()
    def _on_undo_requested(self) -> None:
        self._try(self._steps.undo)
        self._show_state()

    @Slot()
    def _on_pad_requested(self) -> None:
        selected = self.grid.selected
        one = selected[0] if len(selected) == 1 else self.grid.current
        if one:
            self.drawing_requested.emit(on_canvas(one.drawing))

    @Slot()
    def _on_import_requested(self) -> None:
        if path := ask_for_file(self, "Import drawings", _FILTER):
            self.import_file(path)

    @Slot(bool)
    def _on_export_requested(self, selected: bool) -> None:
        drawings = self.grid.selected if selected else self._all
        if not drawings:
            return
        path = ask_where(self, "Export drawings", _FILTER, "my drawings.jsonl.gz")
        if path:
            self.export_to(path, drawings)

    @Slot(object)
    def _on_imported(self, added: Sequence[OwnDrawing]) -> None:
        self._steps.note_added(added)
        self._store.tell()

    @Slot()
    def _on_escape(self) -> None:
        if self.notice.isVisible():
            self.notice.hide()
        else:
            self.close()
