"""Keeping drawings, with what they are of, from the pad."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence

from digitpad.core.errors import DigitpadError
from digitpad.core.strokes import Drawing, lasting
from digitpad.gui.own_store import OwnStore
from digitpad.gui.views import View
from digitpad.gui.window import MainWindow

if TYPE_CHECKING:
    from digitpad.core.strokes_file import Label
    from digitpad.gui.gallery.window import GalleryWindow
    from digitpad.gui.kept_line import KeptLine

_NONE: Final = "no digit"
_EDGE: Final = 28
"""Logical pixels that the menu bar leaves free at its sides."""


class DrawingsDesk(QObject):
    """Adds to the File menu what has to do with the user's own drawings.

    In full screen nothing can be kept: the menus are hidden then, and with them
    their keys are dead, so that no visitor fills the collection.

    Parameters
    ----------
    window
        The main window, whose drawing is kept.
    show
        Shows a window of a name, which it has made when it is first shown.
    path
        The file of the drawings; by default the user's.
    """

    def __init__(
        self,
        window: MainWindow,
        show: Callable[[str, Callable[[], View]], View],
        path: Path | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._show = show
        self.store = OwnStore(self, path)
        self._line: KeptLine | None = None
        self._steps: list[tuple[str, Label | None]] = []
        self._kept: tuple[bytes, str, Label] | None = None
        self.menu = window.menus.add_menu("drawings", "&Keep this drawing as")
        self.keep_actions: dict[int | str, QAction] = {}
        for label in (*range(10), _NONE):
            text = f"&{label}" if isinstance(label, int) else "&No digit"
            keys = f"Ctrl+{label}" if isinstance(label, int) else "Ctrl+-"
            action = QAction(text, self, shortcut=QKeySequence(keys))
            action.triggered.connect(lambda _on, label=label: self.keep(label))
            self.menu.addAction(action)
            self.keep_actions[label] = action
        self.take_back_action = QAction("Take &back what was kept", self)
        self.take_back_action.setShortcut(QKeySequence("Ctrl+Shift+K"))
        self.take_back_action.setEnabled(False)
        self.take_back_action.triggered.connect(self.take_back)
        self.gallery_action = QAction("My dra&wings…", self)
        self.gallery_action.setShortcut(QKeySequence("Ctrl+M"))
        self.gallery_action.triggered.connect(self.open_gallery)
        window.menus.add("drawings", self.take_back_action, self.gallery_action)
        window.opening.add("drawings", [".jsonl.gz"], self.open_file)
        window.read.connect(self._on_read)
        self.store.noticed.connect(window.tell)
        self._on_read()

    @property
    def line(self) -> "KeptLine":
        """What was kept, in words; the pad starts without it."""
        if self._line is None:
            from digitpad.gui.kept_line import KeptLine

            self._line = KeptLine(self._window.menuBar())
            self._window.menuBar().setCornerWidget(self._line)
            self._line.hide()
            self._line.set_theme(self._window.theme)
            self._line.take_back_requested.connect(self.take_back)
            self._window.theme_changed.connect(self._line.set_theme)
        return self._line

    @property
    def can_keep(self) -> bool:
        """Whether there is something to keep, and it may be kept."""
        return bool(self._window.stage.pad.drawing) and not self._window.isFullScreen()

    def keep(self, label: "Label") -> None:
        """Keep the drawing; kept with another label before, it gets this one."""
        if not self.can_keep:
            return
        from digitpad.core.own_drawing import drawn_now, fingerprint

        new = drawn_now(lasting(self._window.stage.pad.drawing), label)
        mark = fingerprint(new.drawing)
        try:
            if self._kept is None or self._kept[0] != mark:
                self.store.add([new])
                self._steps.append((new.id, None))
                self._kept = (mark, new.id, label)
                self._say(f"Kept as {_name(label)}: {self._how_many()} in all")
            elif self._kept[2] != label:
                _, known, before = self._kept
                self.store.relabel({known: label})
                self._steps.append((known, before))
                self._kept = (mark, known, label)
                self._say(f"Kept as {_name(label)}, not {_name(before)}")
            else:
                self._say(f"It is kept as {_name(label)} already")
        except DigitpadError as error:
            self._window.tell(str(error))

    @Slot()
    def take_back(self) -> None:
        """Undo the last keeping, or the last change of what a drawing is kept as."""
        if not self._steps:
            return
        known, before = self._steps[-1]
        try:
            if before is None:
                self.store.delete([known])
                self._say(f"Taken back: {self._how_many()} left")
            else:
                self.store.relabel({known: before})
                self._say(f"Kept as {_name(before)} again")
        except DigitpadError as error:
            self._window.tell(str(error))
            return
        self._steps.pop()
        if self._kept and self._kept[1] == known:
            mark = self._kept[0]
            self._kept = (mark, known, before) if before is not None else None
        self._show_steps()

    @Slot()
    def open_gallery(self) -> "GalleryWindow":
        """Show the window of all kept drawings."""
        from digitpad.gui.gallery.window import GalleryWindow

        def make() -> GalleryWindow:
            gallery = GalleryWindow(self.store)
            gallery.drawing_requested.connect(self._on_drawing_requested)
            return gallery

        gallery = self._show("gallery", make)
        assert isinstance(gallery, GalleryWindow)
        return gallery

    def open_file(self, path: Path) -> None:
        """Add the drawings of a file, in the window that shows them."""
        self.open_gallery().import_file(path)

    def _how_many(self) -> str:
        return f"{self.store.own.count:,}"

    def _say(self, text: str) -> None:
        self._show_steps()
        bar = self._window.menuBar()
        menus = bar.actionGeometry(bar.actions()[-1])
        room = bar.width() - menus.right() - _EDGE
        self.line.say(text, room, can_take_back=bool(self._steps))
        bar.adjustSize()  # it gives its corner as much room as that has just now

    def _show_steps(self) -> None:
        self.take_back_action.setEnabled(bool(self._steps))

    @Slot()
    def _on_read(self) -> None:
        self.menu.setEnabled(self.can_keep)

    @Slot(object)
    def _on_drawing_requested(self, drawing: Drawing) -> None:
        self._window.stage.pad.set_drawing(drawing)
        self._window.raise_()
        self._window.activateWindow()
        self._window.stage.pad.setFocus()


def _name(label: "Label") -> str:
    """Name a label in a sentence: "a 7", "an 8", "no digit"."""
    if isinstance(label, int):
        return f"an {label}" if label == 8 else f"a {label}"
    return label
