"""The model in use: opened from a file, saved, chosen in the library."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence

from digitpad.core.errors import DigitpadError
from digitpad.core.opened import SUFFIXES
from digitpad.core.settings import MOST_RECENT
from digitpad.gui.theme import Theme
from digitpad.gui.window import MainWindow

if TYPE_CHECKING:
    from digitpad.gui.converting.opener import ModelOpener
    from digitpad.gui.library.window import LibraryWindow

_NONE: Final = "No model has been opened yet"


class ModelsDesk(QObject):
    """Does what the Model menu offers for models that are there.

    Parameters
    ----------
    window
        The main window, which keeps this alive.
    use
        Has the pad read with a model; returns whether it does.
    command
        Starts a worker, which looks into files of others; None is this program's.
    """

    changed = Signal()
    """Models have been renamed, deleted or copied."""

    def __init__(
        self,
        window: MainWindow,
        use: Callable[[Path], bool],
        command: Sequence[str] | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._use = use
        self._command = command
        self._model: Path | None = None
        self._name = ""
        self._source: Path | None = None
        self._opener: ModelOpener | None = None
        self._library: LibraryWindow | None = None
        self._open = QAction("&Open a model…", self)
        self._open.setShortcut(QKeySequence("Ctrl+Shift+O"))
        self._open.triggered.connect(self.ask_and_open)
        self._save = QAction("&Save the model as…", self)
        self._save.setShortcut(QKeySequence("Ctrl+Shift+S"))
        self._save.triggered.connect(self.save_copy)
        self._show = QAction("&Library…", self, shortcut=QKeySequence("Ctrl+L"))
        self._show.triggered.connect(self.open_library)
        window.menus.add("files", self._open)
        self.recent = window.menus.add_menu("files", "Open &recent")
        self.recent.setToolTipsVisible(True)
        self.recent.aboutToShow.connect(self._fill_recent)
        window.menus.add("files", self._save)
        window.menus.add("library", self._show)
        window.opening.add("a model", SUFFIXES, self.open)
        window.theme_changed.connect(self._on_theme_changed)
        window.closed.connect(self._on_closed)

    @property
    def opener(self) -> "ModelOpener | None":
        """Opens files; None until the first one."""
        return self._opener

    @property
    def library(self) -> "LibraryWindow | None":
        """The library's window; None until it is first opened."""
        return self._library

    def set_in_use(self, model: Path, name: str) -> None:
        """Say which model the pad reads with: its file, what it is called."""
        self._model, self._name = model, name
        if self._library:
            self._library.set_in_use(model)

    @Slot()
    def ask_and_open(self) -> None:
        """Ask for a model's file, and have the pad read with it."""
        from digitpad.gui.model_dialogs import ask_for_model

        recent = self._window.preferences.settings.recent_models
        path = ask_for_model(
            self._front or self._window, Path(recent[0]).parent if recent else None
        )
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Have the pad read with the model in a file, which may be anything."""
        self._source = path.absolute()
        self._make_opener().open(path)

    @Slot()
    def save_copy(self) -> None:
        """Copy the model in use, with card and twin, to where the user wants it."""
        from digitpad.core.models import copy_model
        from digitpad.gui.model_dialogs import ask_where_to_save

        model = self._model
        if model is None:
            return
        try:
            target = ask_where_to_save(self._window, self._name)
            if target is not None:
                self._tell(f"The model is saved as {copy_model(model, target)}.")
                self.changed.emit()
        except DigitpadError as error:
            self._tell(str(error))

    @Slot()
    def open_library(self) -> None:
        """Show the library."""
        if self._library is None:
            from digitpad.gui.library.window import LibraryWindow

            self._library = library = LibraryWindow(self._window.preferences, self._use)
            library.set_theme(self._window.theme)
            if self._model:
                library.set_in_use(self._model)
            library.opening.add("a model", SUFFIXES, self.open)
            library.open_requested.connect(self.ask_and_open)
            library.changed.connect(self.changed)
            self._make_opener().show_in(library.strip)
        self._library.open()

    def _make_opener(self) -> "ModelOpener":
        if self._opener is None:
            # Here, since converting must not slow down the start of the pad.
            from digitpad.gui.converting.opener import ModelOpener
            from digitpad.gui.converting.strip import ConversionStrip

            strip = ConversionStrip()
            self._window.add_strip(strip)
            self._opener = ModelOpener(self._window, command=self._command)
            self._opener.show_in(strip)
            # What was told before is of another file.
            self._opener.began.connect(lambda _name: self._window.notice.hide())
            self._opener.opened.connect(self._on_opened)
            self._opener.failed.connect(self._tell)
        return self._opener

    @Slot(object, bool)
    def _on_opened(self, model: Path, is_new: bool) -> None:
        from digitpad.core.recognizer import read_card
        from digitpad.gui.converting.words import found_out

        if not self._use(model):
            return
        if self._source:
            self._remember(self._source)
        card = read_card(model)
        if is_new or card.origin:
            self._tell(found_out(card))
        if is_new:
            self.changed.emit()

    @Slot(str)
    def _tell(self, sentence: str) -> None:
        (self._front or self._window).tell(sentence)

    @property
    def _front(self) -> "LibraryWindow | None":
        """The library, if it is what the user looks at."""
        library = self._library
        return library if library and library.isActiveWindow() else None

    def _remember(self, path: Path) -> None:
        recent = self._window.preferences.settings.recent_models
        others = [other for other in recent if other != str(path)]
        self._keep_recent((str(path), *others)[:MOST_RECENT])

    def _keep_recent(self, recent: tuple[str, ...]) -> None:
        self._window.preferences.keep(recent_models=recent)
        self._window.preferences.save()

    @Slot()
    def _fill_recent(self) -> None:
        """List what was opened last and is still there."""
        self.recent.clear()
        paths = map(Path, self._window.preferences.settings.recent_models)
        there = [path for path in paths if path.is_file()]
        for number, path in enumerate(there, 1):
            name = path.name.replace("&", "&&")
            action = self.recent.addAction(f"&{number}  {name}")
            action.setToolTip(str(path))
            action.triggered.connect(lambda _on=False, path=path: self.open(path))
        if not there:
            self.recent.addAction(_NONE).setEnabled(False)
        self.recent.addSeparator()
        clear = self.recent.addAction("&Clear the list")
        clear.setEnabled(bool(self._window.preferences.settings.recent_models))
        clear.triggered.connect(lambda: self._keep_recent(()))

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        if self._library:
            self._library.set_theme(theme)

    @Slot()
    def _on_closed(self) -> None:
        if self._library:
            self._library.close()
        if self._opener:
            self._opener.shut_down()
