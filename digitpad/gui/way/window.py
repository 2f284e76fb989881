"""The window that shows how strokes become the frame."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from digitpad.core.canvas import Content, PictureInk, frame_of
from digitpad.core.frame import BOX, SIDE, shrink, steps
from digitpad.core.picture import ink_steps, shrink_ink
from digitpad.core.recognizer import Recognizer
from digitpad.gui.explained import Explained
from digitpad.gui.small_pad import SmallPad
from digitpad.gui.theme import Theme, font_of
from digitpad.gui.view_window import LIMITLESS, ViewWindow
from digitpad.gui.way.pictures import PixelsPicture, StrokesPicture
from digitpad.gui.way.step import Step, compared

_SIZE: Final = QSize(1080, 520)
_NARROW: Final = 760
"""Logical pixels: in a narrower window the steps stand two by two."""
_LEAST_STEP: Final = 250
"""Height of a step of which two stand below each other: what the rest of a screen
does not show is scrolled to..."""
_BESIDE: Final = 200
"""... and of all that is no step."""
_PATH: Final = 1.0
"""Width of the boxed path, in pixels of the frame: thin, for it has no ink yet."""
_HEAVY: Final = 2_000
"""Points from which a drawing is shown a few times a second only: the pad comes
first."""
_PAUSE_MS: Final = 200
_SOON_MS: Final = 15
"""After which other drawings are shown: the pad's own bars are painted before."""
_SIMPLE: Final = (
    "The network never sees your drawing as it is: it is moved and sized first, so "
    "that it does not matter where and how large you draw."
)
_EXACT: Final = (
    "As in MNIST: the strokes are scaled to a 20×20 box, the aspect kept, drawn anew "
    "with one pen of 2.2 pixels, and moved so that their centre of mass, the mean of "
    "all ink (orange cross), is in the middle of the 28×28 frame (blue ring), or as "
    "near as no ink gets lost. Without it the unit square of the canvas is scaled to "
    "28×28 and drawn with the same pen."
)
_STROKES: Final = (
    "where and how large you drew it",
    "scaled to 20×20, not stretched",
    "with one pen, in pixels",
    "by the middle of its ink",
)
_PICTURE: Final = (
    "a picture, and the ink found in it",
    "the ink scaled to 20×20, not stretched",
    "lines as wide as a pen's, in pixels",
    "by the middle of its ink",
)
"""What is said of the four steps, for strokes and for a picture."""
_FRAME: Final = "This picture is a frame already: the network gets it as it is."
_ON: Final = "However large and wherever it is drawn, the network gets it like this."
_EMPTY: Final = "Draw a digit, and see what becomes of it."


class WayWindow(ViewWindow):
    """Shows four steps side by side, or the canvas as it would be without them."""

    def __init__(self) -> None:
        super().__init__(_SIZE)
        self._recognizer: Recognizer | None = None
        self.explained = Explained(_SIMPLE, _EXACT)
        self.small = SmallPad()
        self.boxed = StrokesPicture("In the box", SIDE, _PATH, BOX)
        self.inked = PixelsPicture("Drawn anew", cross=True)
        self.centred = PixelsPicture("Centred", cross=True)
        self.shrunk = PixelsPicture("The whole canvas", cross=False)
        self._pictures = (
            *(self.small, self.boxed, self.inked, self.centred, self.shrunk),
        )
        self._steps = [
            Step(self.small, "1  As drawn", _STROKES[0]),
            Step(self.boxed, "2  In the box", _STROKES[1]),
            Step(self.inked, "3  Drawn anew", _STROKES[2], is_read=True),
            Step(self.centred, "4  Centred", _STROKES[3], is_read=True),
        ]
        self._whole = Step(
            self.shrunk, "The whole canvas", "shrunk to 28×28 pixels", is_read=True
        )
        self.centring = QPushButton("&Centring")
        self.centring.setCheckable(True)
        self.centring.setChecked(True)
        self.centring.setToolTip("Off: the network gets the whole canvas as it is")
        self.centring.setAccessibleDescription(
            "On: the four steps. Off: what the network would read without them."
        )
        self.sentence = QLabel(wordWrap=True)
        self.sentence.setFont(font_of(17))
        self.model_name = QLabel()
        self.model_name.setFont(font_of(14))
        self.model_name.setProperty("quiet", True)
        self._lay_out()
        # Started only when it does not run: else a long stroke would be shown at its
        # end alone.
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._show)
        self.small.drawing_changed.connect(self._show_soon)
        self.centring.toggled.connect(self._on_centring_toggled)
        self.close_by_keys()
        self.setWindowTitle("The way into the frame – Digitpad")
        self._on_centring_toggled(True)
        self._show()

    @property
    def is_waiting(self) -> bool:
        """Whether a drawing is about to be shown."""
        return self._timer.isActive()

    @property
    def read_steps(self) -> list[Step]:
        """The steps that are shown and read."""
        return self._steps[2:] if self.centring.isChecked() else [self._whole]

    def set_theme(self, theme: Theme) -> None:
        """Give all parts the colours of a theme."""
        for picture in self._pictures:
            picture.set_theme(theme)

    def set_model(self, path: Path, recognizer: Recognizer, name: str) -> None:
        """Read with another model: its file, its loaded twin, its name."""
        self._recognizer = recognizer
        self.model_name.setText(f"Read by the model {name}")
        self._show_soon()

    def set_drawing(self, content: Content) -> None:
        """Take over what is on the main window's pad; can be undone."""
        self.small.set_drawing(content)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        self._show()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        narrow = self.width() < _NARROW
        self._place(2 if narrow else 4)
        most = max(_LEAST_STEP, (self.height() - _BESIDE) // 2)
        for step in (*self._steps, self._whole):
            step.setMaximumHeight(most if narrow else LIMITLESS)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.centring)
        foot.addWidget(self.sentence, 1)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        column = QVBoxLayout(self.make_scrollable())
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(14)
        column.addWidget(self.explained)
        column.addLayout(self._grid, 1)
        column.addLayout(foot)
        column.addWidget(self.model_name)
        self._columns = 0
        self._place(4)

    def _place(self, columns: int) -> None:
        """Place the steps, so many side by side."""
        if columns == self._columns:
            return
        self._columns = columns
        for number, step in enumerate(self._steps):
            self._grid.addWidget(step, number // columns, number % columns)
        # The place of the step that is hidden while this one is shown.
        self._grid.addWidget(self._whole, 0, 1)
        self._stretch()

    def _stretch(self) -> None:
        """Share the width among the columns in which there is something."""
        filled = self._columns if self.centring.isChecked() else 2
        for column in range(len(self._steps)):
            self._grid.setColumnStretch(column, int(column < filled))

    @Slot(bool)
    def _on_centring_toggled(self, on: bool) -> None:
        for step in self._steps[1:]:
            step.setVisible(on)
        self._whole.setVisible(not on)
        self.centring.setText(f"&Centring is {'on' if on else 'off'}")
        self._stretch()
        if self.isVisible():
            self._show()

    def _show_soon(self) -> None:
        if self.isVisible() and not self._timer.isActive():
            heavy = sum(map(len, self.small.drawing)) > _HEAVY
            self._timer.start(_PAUSE_MS if heavy else _SOON_MS)

    @Slot()
    def _show(self) -> None:
        self._timer.stop()
        content = self.small.content
        is_picture = isinstance(content, PictureInk)
        texts = _PICTURE if is_picture else _STROKES
        for step, text in zip(self._steps, texts, strict=True):
            step.set_text(text)
        if not content or self._recognizer is None:
            self._show_nothing()
        elif self.centring.isChecked():
            self._show_steps(self._recognizer)
        else:
            self._show_whole(self._recognizer)

    def _show_nothing(self) -> None:
        self.boxed.set_strokes(())
        for picture in (self.inked, self.centred, self.shrunk):
            picture.set_frame(None)
        for step in (*self._steps, self._whole):
            step.set_prediction(None)
        self.sentence.setText(_EMPTY)

    def _show_steps(self, recognizer: Recognizer) -> None:
        content = self.small.content
        self.sentence.setText(_ON)
        if not isinstance(content, PictureInk):
            strokes = steps(content)
            self.boxed.set_strokes(strokes.boxed)
            inked, frame = strokes.inked, strokes.frame
        elif content.is_frame:
            self.boxed.set_ink(content.frame)
            inked = frame = content.frame
            self.sentence.setText(_FRAME)
        else:
            found = ink_steps(content.ink)
            self.boxed.set_ink(found.boxed)
            inked, frame = found.inked, found.frame
        self.inked.set_frame(inked)
        self.centred.set_frame(frame)
        self._steps[2].set_prediction(recognizer.predict(inked))
        self._steps[3].set_prediction(recognizer.predict(frame))

    def _show_whole(self, recognizer: Recognizer) -> None:
        content = self.small.content
        if isinstance(content, PictureInk):
            frame = shrink_ink(content.ink)
        else:
            frame = shrink(content)
        self.shrunk.set_frame(frame)
        without = recognizer.predict(frame)
        centred = recognizer.predict(frame_of(content))
        self._whole.set_prediction(without)
        self.sentence.setText(compared(without, centred))
