"""The data window: look at the images that networks learn from and are tested with."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from digitpad.core.answers import chosen
from digitpad.core.datasets import (
    MnistPixels,
    PixelSample,
    frames_of,
    load_mnist_pixels,
)
from digitpad.core.errors import DigitpadError
from digitpad.core.nearest import Nearest
from digitpad.core.paths import own_drawings
from digitpad.core.recognizer import Recognizer, read_card
from digitpad.gui.data import words
from digitpad.gui.data.answering import Answering
from digitpad.gui.data.detail import WIDTH, DetailPanel
from digitpad.gui.data.filter_bar import FilterBar
from digitpad.gui.data.grid import ImageGrid
from digitpad.gui.data.neighbours import COUNT
from digitpad.gui.data.own_images import OwnImages
from digitpad.gui.data.parts import Part
from digitpad.gui.data.pixel_view import PixelView
from digitpad.gui.data.reading_bar import ReadingBar
from digitpad.gui.data.searching import Searching
from digitpad.gui.explained import Explained
from digitpad.gui.notice import Notice
from digitpad.gui.task import Report, Task
from digitpad.gui.theme import Theme
from digitpad.gui.view_window import ViewWindow

_SIZE: Final = QSize(1280, 720)
_LEAST: Final = QSize(950, 430)
"""In a smaller window one scrolls: at twice the scale 1280x720 are 640x360."""
_WIDE: Final = 1200
"""Logical pixels: in a narrower window the parts stand closer together."""
_SHARE: Final = 0.31
"""Of the window's width: the chosen image and what is known of it."""


class DataWindow(ViewWindow):
    """Shows the MNIST images, and what the model in use reads in them.

    Parameters
    ----------
    mnist_loader
        Called in a thread when the window is first opened; may raise DigitpadError.
    own_path
        Returns the file of the user's drawings, which need not exist.
    """

    pad_requested = Signal(object)
    """An image, uint8 (28, 28), shall be put on the main window's pad."""

    def __init__(
        self,
        mnist_loader: Callable[[], MnistPixels] = load_mnist_pixels,
        own_path: Callable[[], Path] = own_drawings,
    ) -> None:
        super().__init__(_SIZE)
        self._loader = mnist_loader
        self._loading: Task[MnistPixels] | None = None
        self._mnist: MnistPixels | None = None
        self._recognizer: Recognizer | None = None
        self._name = ""
        self.explained = Explained(words.SIMPLE, words.EXACT)
        self.filter = FilterBar()
        self.reading = ReadingBar()
        self.grid = ImageGrid()
        self.large = PixelView()
        self.detail = DetailPanel()
        self.notice = Notice()
        self._pages = QStackedWidget()
        self._own = OwnImages(own_path, self)
        self._answering = Answering(self)
        self._searching = Searching(COUNT, self)
        self._lay_out()
        self._connect()
        self.setWindowTitle("The data – Digitpad")
        self._set_ready(False)

    @property
    def is_ready(self) -> bool:
        """Whether the images are loaded."""
        return self._mnist is not None

    @property
    def is_zoomed(self) -> bool:
        """Whether the chosen image takes the place of all."""
        return self._pages.currentWidget() is self.large

    def set_theme(self, theme: Theme) -> None:
        """Give all parts the colours of a theme."""
        for part in (
            *(self.filter, self.reading, self.grid, self.large),
            *(self.detail, self.notice),
        ):
            part.set_theme(theme)

    def set_model(
        self, recognizer_path: Path, recognizer: Recognizer, name: str
    ) -> None:
        """Say which model is in use: its file, its loaded twin, what it is called."""
        try:
            digest = read_card(recognizer_path).keras_sha256
        except DigitpadError as error:  # somebody was at the file
            self.tell(str(error))
            return
        self._recognizer, self._name = recognizer, name
        self.detail.set_model_name(name)
        self._answering.set_model(recognizer_path, digest, recognizer.threshold)
        self._read_on()

    def tell(self, sentence: str) -> None:
        """Show a sentence at the foot of the window."""
        self.notice.show_text(sentence)

    def open(self) -> None:
        """Show the window; the images follow, as soon as they are loaded."""
        super().open()
        if self._mnist is None and self._loading is None:
            self.grid.set_empty_text(words.OPENING)
            loader = self._loader

            def load(_report: Report) -> MnistPixels:
                return loader()

            self._loading = Task(load, self)
            self._loading.succeeded.connect(self._on_loaded)
            self._loading.failed.connect(self._on_load_failed)
            self._loading.start()
        if self._mnist is not None:
            self._own.look()
        self._read_on()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """End what runs in the background; opened again, it goes on."""
        self._answering.pause()
        self._searching.stop()
        self._own.stop()
        if self._loading:
            self._loading.drop()
            self._loading = None
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self.detail.setFixedWidth(max(WIDTH, round(_SHARE * self.width())))
        self._row.setSpacing(24 if self.width() >= _WIDE else 12)

    def _lay_out(self) -> None:
        self._pages.addWidget(self.grid)
        self._pages.addWidget(self.large)
        self.large.setAccessibleName("The image's pixels with their values")
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.filter)
        left.addWidget(self.reading)
        left.addWidget(self._pages, 1)
        row = QHBoxLayout()
        row.addLayout(left, 1)
        row.addWidget(self.detail)
        self._row = row
        content = QVBoxLayout()
        content.setContentsMargins(16, 12, 16, 12)
        content.setSpacing(12)
        content.addWidget(self.explained)
        content.addLayout(row, 1)
        column = QVBoxLayout(self.make_scrollable(_LEAST))
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(content, 1)
        column.addWidget(self.notice)

    def _connect(self) -> None:
        self.filter.part_changed.connect(self._on_part_changed)
        self.filter.filter_changed.connect(self._show_chosen)
        self.reading.stop_requested.connect(self._answering.stop)
        self.reading.go_on_requested.connect(self._answering.go_on)
        self.grid.selected_changed.connect(self._on_selected)
        self.grid.opened.connect(lambda: self.detail.values.setChecked(True))
        self.large.cell_changed.connect(lambda _cell: self.detail.show_cell(self.large))
        self.large.step_requested.connect(self.grid.step)
        self.detail.step_requested.connect(self.grid.step)
        self.detail.pad_requested.connect(self._on_pad_requested)
        self.detail.zoomed.connect(self._on_zoomed)
        self.detail.chosen.connect(self._on_neighbour_chosen)
        self._answering.changed.connect(self._show_answers)
        self._answering.failed.connect(self.tell)
        self._own.changed.connect(self._on_own_changed)
        self._searching.found.connect(self._on_found)
        self._searching.failed.connect(self.tell)
        close = QAction(self)
        close.setShortcut(QKeySequence("Ctrl+W"))
        close.triggered.connect(self.close)
        back = QAction(self)
        back.setShortcut(QKeySequence("Esc"))
        back.triggered.connect(self._on_escape)
        put = QAction(self)
        put.setShortcut(QKeySequence("P"))
        put.triggered.connect(self._on_pad_requested)
        self.addActions([close, back, put])

    @property
    def _sample(self) -> PixelSample | None:
        if self._mnist is None:
            return None
        return self.filter.part.of(self._mnist, self._own.sample)

    def _set_ready(self, ready: bool) -> None:
        self.filter.setEnabled(ready)
        self.detail.setEnabled(ready)

    @Slot(object)
    def _on_loaded(self, mnist: MnistPixels) -> None:
        self._loading = None
        self._mnist = mnist
        self._set_ready(True)
        self._on_part_changed(self.filter.part)
        self._own.look()
        self.grid.setFocus()

    @Slot(str)
    def _on_load_failed(self, sentence: str) -> None:
        self._loading = None
        self.grid.set_empty_text(words.UNREADABLE)
        self.tell(sentence)

    @Slot(object)
    def _on_part_changed(self, part: Part) -> None:
        sample = self._sample
        if sample is None:
            return
        self.grid.set_images(part, sample)
        self._answering.set_part(part, sample)
        self.grid.set_answers(self._answering.answers)
        self._show_chosen()
        if self.grid.selected is None:
            self._on_selected(None)  # nor was one selected before: nothing told it
        self._read_on()

    @Slot()
    def _on_own_changed(self) -> None:
        self._answering.forget(Part.OWN)
        self.filter.set_own(self._own.sample is not None)
        if self.filter.part is Part.OWN:
            self._on_part_changed(Part.OWN)

    def _read_on(self) -> None:
        """Have the model read what it has not read yet, where the window is seen."""
        if self._mnist is None or self._recognizer is None:
            return
        if self.isVisible():
            self._answering.read()
        self._show_answers()
        self._predict_selected()

    @Slot()
    def _show_answers(self) -> None:
        answers, sample = self._answering.answers, self._sample
        self.grid.set_answers(answers)
        if answers is None or sample is None:
            self.reading.clear()
        else:
            self.reading.set_reading(
                self._name,
                answers,
                sample.labels,
                self._answering.is_reading,
                self._answering.seconds_left,
            )
        if self.filter.only_wrong:
            self._show_chosen()

    @Slot()
    def _show_chosen(self) -> None:
        sample, answers = self._sample, self._answering.answers
        if sample is None:
            return
        wrong = None
        if self.filter.only_wrong:
            wrong = answers.wrong(sample.labels) if answers else sample.labels < 0
        places = chosen(sample.labels, self.filter.digit, wrong)
        complete = answers is not None and answers.is_complete
        self.grid.set_empty_text(words.why_none(complete, self._answering.is_reading))
        self.grid.set_shown(places)
        self.filter.set_count(len(places), len(sample))

    @Slot(object)
    def _on_selected(self, place: int | None) -> None:
        sample, part = self._sample, self.filter.part
        self.detail.set_image(part, place, sample)
        self._searching.stop()
        if place is None or sample is None or self._mnist is None:
            self.large.set_pixels(None)
            self.detail.values.setChecked(False)
            return
        self.large.set_pixels(sample.pixels[place])
        self._predict_selected()
        itself = place if part is Part.TRAINING else None
        training = self._mnist.train.pixels
        self._searching.search(sample.pixels[place], training, itself)

    def _predict_selected(self) -> None:
        """Show the answer to the chosen image: a third of a millisecond of reading."""
        place, sample = self.grid.selected, self._sample
        if place is not None and sample is not None and self._recognizer:
            frame = frames_of(sample.pixels[place : place + 1])[0]
            self.detail.set_prediction(self._recognizer.predict(frame))

    @Slot(object)
    def _on_found(self, found: Nearest) -> None:
        if self._mnist:
            self.detail.set_nearest(found, self._mnist.train)

    @Slot()
    def _on_pad_requested(self) -> None:
        place, sample = self.grid.selected, self._sample
        if place is not None and sample is not None:
            self.pad_requested.emit(sample.pixels[place])

    @Slot(int)
    def _on_neighbour_chosen(self, place: int) -> None:
        self.filter.set_part(Part.TRAINING)
        self.filter.set_digit(None)
        self.filter.set_only_wrong(False)
        self.grid.select(place)

    @Slot(bool)
    def _on_zoomed(self, on: bool) -> None:
        page = self.large if on else self.grid
        self._pages.setCurrentWidget(page)
        # Its squares need the room for their numbers.
        for part in (self.explained, self.filter, self.reading):
            part.setVisible(not on)
        page.setFocus()

    @Slot()
    def _on_escape(self) -> None:
        if self.notice.isVisible():
            self.notice.hide()
        elif self.is_zoomed:
            self.detail.values.setChecked(False)
        else:
            self.close()
