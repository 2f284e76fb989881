"""The library's window: all models, and what can be done with them."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from digitpad.core.errors import DigitpadError
from digitpad.core.model_list import FoundModels, ListedModel, find_models
from digitpad.core.models import is_same
from digitpad.gui.converting.strip import ConversionStrip
from digitpad.gui.library.buttons import Buttons
from digitpad.gui.library.details import Details
from digitpad.gui.library.keeper import Keeper
from digitpad.gui.library.list_view import ModelsView
from digitpad.gui.notice import Notice
from digitpad.gui.opening import Opening
from digitpad.gui.preferences import Preferences
from digitpad.gui.task import Report, Task
from digitpad.gui.theme import Theme
from digitpad.gui.view_window import ViewWindow

_SIZE: Final = QSize(1240, 700)
_LEAST: Final = QSize(820, 330)
"""Where there is less room, one scrolls."""
_WIDE: Final = 900
"""Logical pixels: in a narrower window the list needs all of it."""
_ALONE: Final = (
    "Networks that you train (Ctrl+T) or open from a file are listed here, too."
)


class LibraryWindow(ViewWindow):
    """Lists all models; one is used, renamed, deleted, copied, or started with.

    Parameters
    ----------
    preferences
        Keep the model to start with, and how this window was left.
    use
        Has the pad read with a model; returns whether it does.
    find
        Called in a thread whenever the window comes to the front: the models.
    """

    open_requested = Signal()
    """A model's file shall be chosen and opened."""
    changed = Signal()
    """Models have been renamed, deleted or copied."""

    def __init__(
        self,
        preferences: Preferences,
        use: Callable[[Path], bool],
        find: Callable[[], FoundModels] = find_models,
    ) -> None:
        super().__init__(_SIZE)
        self._preferences = preferences
        self._find = find
        self._listing: Task[FoundModels] | None = None
        self._is_stale = False
        self.keeper = Keeper(self, preferences, use)
        self.opening = Opening(self)
        self.search = QLineEdit(placeholderText="Search", clearButtonEnabled=True)
        self.search.setAccessibleName("Search models")
        self.search.setMaximumWidth(320)
        self.count = QLabel()
        self.count.setProperty("quiet", True)
        self.problems = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.problems.setProperty("problem", True)
        self.view = ModelsView()
        self.details = Details()
        self.buttons = Buttons()
        self.strip = ConversionStrip()
        self.notice = Notice()
        for label in (self.count, self.problems):
            label.setStyleSheet("font-size: 15px;")
        self.problems.hide()
        self._lay_out()
        self._connect()
        self.setWindowTitle("Models – Digitpad")
        settings = preferences.settings
        if settings.library_geometry:
            self.restoreGeometry(_bytes(settings.library_geometry))
        self.view.restore_columns(_bytes(settings.library_columns))
        self._show_selected()

    @property
    def is_listing(self) -> bool:
        """Whether one looks for models."""
        return self._listing is not None

    def set_theme(self, theme: Theme) -> None:
        """Give all parts the colours of a theme."""
        self.details.set_theme(theme)
        self.notice.set_theme(theme)

    def set_in_use(self, path: Path) -> None:
        """Say which model the pad reads with."""
        self.keeper.set_in_use(path)
        if self.isVisible():
            self.refresh()

    def tell(self, sentence: str) -> None:
        """Show a sentence at the foot of the window."""
        self.notice.show_text(sentence)

    def open(self) -> None:
        """Show the window, before all others."""
        super().open()
        self.refresh()
        self.view.setFocus()

    def refresh(self) -> None:
        """Look anew which models there are."""
        if self._listing:
            self._is_stale = True  # what it has read already may have changed
            return
        find = self._find

        def work(_report: Report) -> FoundModels:
            return find()

        self._is_stale = False
        self._listing = Task(work, self)
        self._listing.succeeded.connect(self._on_listed)
        self._listing.failed.connect(self._on_listing_failed)
        self._listing.start()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self.details.setVisible(self.width() >= _WIDE)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Remember how the window was left."""
        if self._listing:
            self._listing.drop()
            self._listing = None
        self._preferences.keep(
            library_geometry=_text(self.saveGeometry()),
            library_columns=_text(self.view.columns()),
        )
        self._preferences.save()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.search, 1)
        head.addWidget(self.count)
        head.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(head)
        left.addWidget(self.view, 1)
        left.addWidget(self.problems)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(left, 1)
        middle.addWidget(self.details)
        content = QVBoxLayout()
        content.setContentsMargins(16, 14, 16, 14)
        content.setSpacing(12)
        content.addLayout(middle, 1)
        content.addWidget(self.buttons)
        column = QVBoxLayout(self.make_scrollable(_LEAST))
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(content, 1)
        column.addWidget(self.strip)
        column.addWidget(self.notice)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search)
        self.view.selected_changed.connect(self._show_selected)
        self.view.use_requested.connect(self._on_use)
        self.view.delete_requested.connect(self._on_delete)
        self.view.rename_requested.connect(self._on_rename)
        self.buttons.use.clicked.connect(self._on_use)
        self.buttons.default.clicked.connect(self._on_default)
        self.buttons.rename.clicked.connect(self.view.edit_name)
        self.buttons.copy.clicked.connect(self._on_copy)
        self.buttons.delete.clicked.connect(self._on_delete)
        self.buttons.open.clicked.connect(self.open_requested)
        self.keeper.changed.connect(self.refresh)
        self.keeper.changed.connect(self.changed)
        self.keeper.failed.connect(self.tell)
        self.opening.failed.connect(self.tell)
        for keys, slot in (
            ("Ctrl+W", self.close),
            ("Esc", self._on_escape),
            ("Ctrl+F", self._on_find),
            ("Ctrl+Shift+O", self.open_requested.emit),
        ):
            action = QAction(self, shortcut=QKeySequence(keys))
            action.triggered.connect(slot)
            self.addAction(action)

    @Slot(object)
    def _on_listed(self, found: FoundModels) -> None:
        self._listing = None
        models, in_use = found.models, self.keeper.in_use
        if in_use and not any(is_same(model.path, in_use) for model in models):
            # One that lies elsewhere; if it is gone, the pad reads on with it.
            with suppress(DigitpadError):
                models = (*models, ListedModel.read(in_use, "file"))
        self.view.set_models(models, in_use, self.keeper.default)
        self._show_count()
        self.problems.setVisible(bool(found.problems))
        self.problems.setText("\n".join(found.problems[:3]))
        self.problems.setToolTip("\n".join(found.problems))
        if self._is_stale:
            self.refresh()

    @Slot(str)
    def _on_listing_failed(self, sentence: str) -> None:
        self._listing = None
        self.tell(sentence)

    @Slot(str)
    def _on_search(self, text: str) -> None:
        self.view.search(text)
        self._show_count()

    def _show_count(self) -> None:
        all_models, shown = self.view.all_models, self.view.shown
        if len(shown) < len(all_models):
            text = f"{len(shown):,} of {len(all_models):,} models"
        elif len(all_models) == 1:
            text = f"1 model. {_ALONE}"
        else:
            text = f"{len(all_models):,} models"
        self.count.setText(text)

    @Slot()
    def _show_selected(self) -> None:
        model = self.view.selected
        self.details.set_model(model)
        self.buttons.show_for(
            model,
            in_use=model is not None and self.view.is_in_use(model),
            default=model is not None and self.view.is_default(model),
        )

    @Slot()
    def _on_use(self) -> None:
        if self.view.selected and self.buttons.use.isEnabled():
            self.keeper.use(self.view.selected)

    @Slot()
    def _on_default(self) -> None:
        if self.view.selected:
            self.keeper.make_default(self.view.selected)

    @Slot()
    def _on_copy(self) -> None:
        if self.view.selected:
            self.keeper.save_copy(self.view.selected)

    @Slot()
    def _on_delete(self) -> None:
        if self.view.selected and self.buttons.delete.isEnabled():
            self.keeper.delete(self.view.selected)

    @Slot(object, str)
    def _on_rename(self, model: ListedModel, name: str) -> None:
        renamed = self.keeper.rename(model, name, self.view.all_models)
        if renamed:
            self.view.select_later(renamed)

    @Slot()
    def _on_find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    @Slot()
    def _on_escape(self) -> None:
        if self.notice.isVisible():
            self.notice.hide()
        elif self.search.text():
            self.search.clear()
            self.view.setFocus()
        else:
            self.close()


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromHex(text.encode())


def _text(data: QByteArray) -> str:
    return bytes(data.toHex().data()).decode()
