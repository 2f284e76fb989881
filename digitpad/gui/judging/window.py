"""The window in which models are judged: how good they are, and at what."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from digitpad.core.canvas import Content
from digitpad.core.datasets import PixelSample, load_mnist_test
from digitpad.core.errors import DigitpadError
from digitpad.core.judgement_table import table
from digitpad.core.model_list import ListedModel, list_models
from digitpad.core.recognizer import Recognizer
from digitpad.gui import file_dialogs
from digitpad.gui.converting.opener import ModelOpener
from digitpad.gui.converting.strip import ConversionStrip
from digitpad.gui.data.reading_bar import ReadingBar
from digitpad.gui.explained import Explained
from digitpad.gui.judging import saving, words
from digitpad.gui.judging.choices import Choices
from digitpad.gui.judging.confusions_page import ConfusionsPage
from digitpad.gui.judging.drawing_page import DrawingPage
from digitpad.gui.judging.figures_page import FiguresPage
from digitpad.gui.judging.judging import Judging
from digitpad.gui.judging.loading import Loading
from digitpad.gui.judging.words import Judged, named
from digitpad.gui.notice import Notice
from digitpad.gui.theme import LIGHT, Theme
from digitpad.gui.view_window import ViewWindow

_SIZE: Final = QSize(1280, 720)
_LEAST: Final = QSize(860, 430)
"""In a smaller window one scrolls: at twice the scale 1280x720 are 640x360."""
_SAVE: Final = 36


class JudgingWindow(ViewWindow):
    """Has one model or two read the test images, and shows how they do.

    Parameters
    ----------
    loader
        Called in a thread when the window is first opened; may raise DigitpadError.
    models
        Called in a thread whenever it is opened: the models to choose from.
    command
        Starts a worker, which looks into files of others; None is this program's.
    """

    def __init__(
        self,
        loader: Callable[[], PixelSample] = load_mnist_test,
        models: Callable[[], tuple[ListedModel, ...]] = list_models,
        command: Sequence[str] | None = None,
    ) -> None:
        super().__init__(_SIZE)
        self._in_use: tuple[ListedModel, Recognizer] | None = None
        self._theme = LIGHT
        self.explained = Explained(words.SIMPLE, words.EXACT)
        opener = ModelOpener(self, command=command)
        self.strip = ConversionStrip()
        opener.show_in(self.strip)
        self.choices = Choices(models, opener)
        self.reading = ReadingBar()
        self.figures = FiguresPage()
        self.confusions = ConfusionsPage()
        self.drawing = DrawingPage()
        self.pages = QTabWidget()
        self.save_table = QPushButton("Save &table as CSV…")
        self.save_picture = QPushButton("Save &picture as PNG…")
        self.notice = Notice()
        self.judging = Judging(loader, self)
        self._loading = Loading(self)
        self._lay_out()
        self._connect()
        self.setWindowTitle("Judge a model – Digitpad")
        self._show()

    @property
    def judged(self) -> list[Judged]:
        """The chosen models that have read all images, with their figures."""
        found = []
        for letter, model in self.choices.models.items():
            judgement = self.judging.judgement_of(model)
            if judgement is not None:
                found.append((letter, model, judgement))
        return found

    def set_theme(self, theme: Theme) -> None:
        """Give all parts the colours of a theme."""
        self._theme = theme
        for part in (
            *(self.reading, self.figures, self.confusions),
            *(self.drawing, self.notice),
        ):
            part.set_theme(theme)

    def set_model(self, path: Path, recognizer: Recognizer, name: str) -> None:
        """Say which model is in use: its file, its loaded twin, what it is called."""
        try:
            model = ListedModel.read(path, "in use")
        except DigitpadError as error:  # somebody was at the file
            self.tell(str(error))
            return
        self._in_use = model, recognizer
        self.choices.set_in_use(model)
        self._on_chosen()

    def set_drawing(self, content: Content) -> None:
        """Take over what is on the main window's pad; can be undone."""
        self.drawing.set_drawing(content)

    def tell(self, sentence: str) -> None:
        """Show a sentence at the foot of the window."""
        self.notice.show_text(sentence)

    def open(self) -> None:
        """Show the window, before all others, and have the model in use judged."""
        super().open()
        self.choices.refresh()
        self.judging.resume()
        self._on_chosen()
        self.choices.lists["A"].setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """End what runs in the background; opened again, it goes on."""
        self.judging.pause()
        self._loading.stop()
        self.choices.stop()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.choices, 4)
        row.addWidget(self.reading, 3)
        self.pages.addTab(self.figures, "&Figures")
        self.pages.addTab(self.confusions, "&Confusions")
        self.pages.addTab(self.drawing, "&Your drawing")
        saves = QWidget()
        corner = QHBoxLayout(saves)
        corner.setContentsMargins(0, 0, 0, 0)
        corner.setSpacing(8)
        for button in (self.save_table, self.save_picture):
            # No higher than the tabs, which would cut it.
            button.setFixedHeight(_SAVE)
            corner.addWidget(button)
        self.pages.setCornerWidget(saves)
        content = QVBoxLayout()
        content.setContentsMargins(16, 12, 16, 12)
        content.setSpacing(10)
        content.addWidget(self.explained)
        content.addLayout(row)
        content.addWidget(self.pages, 1)
        column = QVBoxLayout(self.make_scrollable(_LEAST))
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(content, 1)
        column.addWidget(self.strip)
        column.addWidget(self.notice)

    def _connect(self) -> None:
        self.choices.changed.connect(self._on_chosen)
        self.choices.failed.connect(self.tell)
        self.reading.stop_requested.connect(self.judging.stop)
        self.reading.go_on_requested.connect(self.judging.go_on)
        self.judging.changed.connect(self._show)
        self.judging.failed.connect(self.tell)
        self._loading.loaded.connect(self._show_drawing)
        self._loading.failed.connect(self.tell)
        self.save_table.clicked.connect(self._on_save_table)
        self.save_picture.clicked.connect(self._on_save_picture)
        close = QAction(self)
        close.setShortcut(QKeySequence("Ctrl+W"))
        close.triggered.connect(self.close)
        back = QAction(self)
        back.setShortcut(QKeySequence("Esc"))
        back.triggered.connect(self._on_escape)
        self.addActions([close, back])

    @Slot()
    def _on_chosen(self) -> None:
        """Judge and load what is chosen."""
        models = self.choices.models
        if self._in_use:
            self._loading.give(*self._in_use)
        if self.isVisible():
            self._loading.want(models.values())
        self.judging.set_wanted(list(models.values()))
        self._show_drawing()

    @Slot()
    def _show(self) -> None:
        judged, models = self.judged, self.choices.models
        answers = {letter: self.judging.answers_of(models[letter]) for letter in models}
        known = {letter: found for letter, found in answers.items() if found}
        self.figures.set_judged(judged, max(1, len(models)))
        self.confusions.set_judged(judged, known, self.judging.sample)
        self.save_table.setEnabled(bool(judged))
        self.save_picture.setEnabled(bool(judged))
        self._show_reading()

    def _show_reading(self) -> None:
        current, sample = self.judging.current, self.judging.sample
        if self.judging.is_loading:
            self.reading.clear(words.OPENING)
        elif current is None or sample is None:
            self.reading.clear(words.said_of(self.judged))
        else:
            self.reading.set_reading(
                current.name,
                self.judging.answers_so_far(current),
                sample.labels,
                self.judging.is_reading,
                self.judging.seconds_left,
            )

    @Slot()
    def _show_drawing(self) -> None:
        models = self.choices.models
        names = {letter: named(letter, model) for letter, model in models.items()}
        loaded = {letter: self._loading.get(model) for letter, model in models.items()}
        self.drawing.set_models(names, loaded)

    @Slot()
    def _on_save_table(self) -> None:
        path = file_dialogs.ask_where(
            self, "Save the figures as", "Tables (*.csv)", "figures.csv"
        )
        if path is not None:
            judged = [(named(*one[:2]), one[2]) for one in self.judged]
            self._save(path, table(judged).encode())

    @Slot()
    def _on_save_picture(self) -> None:
        path = file_dialogs.ask_where(
            self, "Save the picture as", "Pictures (*.png)", "figures.png"
        )
        if path is not None:
            self._save(path, self.picture())

    def picture(self) -> bytes:
        """Return the page that is shown, with the models' names, as PNG."""
        head = "      ".join(
            named(letter, m) for letter, m in self.choices.models.items()
        )
        page = self.pages.currentWidget()
        return saving.picture_of(page, head, self._theme)

    def _save(self, path: Path, data: bytes) -> None:
        try:
            file_dialogs.save(path, data)
        except DigitpadError as error:
            self.tell(str(error))

    @Slot()
    def _on_escape(self) -> None:
        if self.notice.isVisible():
            self.notice.hide()
        else:
            self.close()
