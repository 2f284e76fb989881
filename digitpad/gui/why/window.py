"""The window that tells which ink speaks for the answer."""

from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QSize, Qt, QThread, Slot
from PySide6.QtGui import (
    QFont,
    QHideEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from digitpad.core.canvas import Content, lasting_content
from digitpad.core.occlusion import Occlusion
from digitpad.core.prediction import Prediction
from digitpad.core.recognizer import Recognizer
from digitpad.gui.explained import Explained
from digitpad.gui.small_pad import SmallPad
from digitpad.gui.theme import LIGHT, Theme, font_of
from digitpad.gui.view_window import LIMITLESS, ViewWindow
from digitpad.gui.why.chooser import Chooser
from digitpad.gui.why.colors import strength
from digitpad.gui.why.explainer import Explainer, Order
from digitpad.gui.why.legend import Legend
from digitpad.gui.why.picture import EvidencePicture
from digitpad.gui.why.words import belief, question, sentence, without_a_square

_SIZE: Final = QSize(1080, 600)
_NARROW: Final = 900
"""Logical pixels: in a narrower window the words stand under the pictures."""
_WORDS: Final = 360
"""Width of the words beside the picture."""
_UNDER: Final = 560
"""Height of all that is not the picture, where the words stand under it."""
_PAD: Final = 190
_BUTTONS: Final = 50
_QUESTION: Final = 30
_SENTENCE: Final = 17
_LINES: Final = 3
"""So many are kept for the sentence: buttons must not jump while somebody draws."""
_SIMPLE: Final = (
    "Cover a bit of your digit and ask again: where that makes the network less sure, "
    "the ink is coloured. Striped ink is in the way."
)
_EXACT: Final = (
    "Occlusion (Zeiler and Fergus, 2014): a square of paper of five pixels with soft "
    "edges is laid on each inked place of the 28×28 frame, and every frame is read. A "
    "pixel's colour is the mean fall of the digit's log-odds over the squares that "
    "cover it; what the network believes of all ten digits alike is taken off first. "
    "It tells what a small piece of ink does while all other ink stays; pieces that "
    "matter only together are not seen."
)
_NOTHING: Final = "Draw a digit, and see here why it is read as it is."


class WhyWindow(ViewWindow):
    """Colours the visitor's ink by what it speaks for, while it is drawn.

    The reading is done in a thread that lives while the window is shown.
    """

    def __init__(self) -> None:
        super().__init__(_SIZE)
        self._theme = LIGHT
        self._model: tuple[Path, Recognizer] | None = None
        self._version = 0
        self._number = 0
        self._oldest = 0
        """Answers to earlier orders say nothing of what there is now."""
        self._explainer: Explainer | None = None
        self._occlusion: Occlusion | None = None
        self.explained = Explained(_SIMPLE, _EXACT)
        self.small = SmallPad()
        self.small.setFixedSize(_PAD, _PAD + _BUTTONS)
        self.picture = EvidencePicture()
        self.legend = Legend()
        self.chooser = Chooser()
        self.question = QLabel()
        self.belief = QLabel(wordWrap=True)
        self.sentence = QLabel(wordWrap=True)
        self.without = QLabel(wordWrap=True)
        self.model_name = QLabel(wordWrap=True)
        self._lay_out()
        self.small.drawing_changed.connect(self._on_drawing_changed)
        self.chooser.chosen.connect(self._show)
        self.close_by_keys()
        self.setWindowTitle("Why? – Digitpad")
        self.setAccessibleDescription("Keys 0 to 9 choose a digit, A the answer.")
        self.set_theme(LIGHT)
        self._show()

    @property
    def occlusion(self) -> Occlusion | None:
        """What is shown; None while nothing is drawn, or not yet read."""
        return self._occlusion

    @property
    def is_working(self) -> bool:
        """Whether the thread is there, as it is while the window is shown."""
        return self._explainer is not None

    def set_theme(self, theme: Theme) -> None:
        """Give all parts the colours of a theme."""
        self._theme = theme
        for part in (self.small, self.picture, self.legend, self.chooser):
            part.set_theme(theme)

    def set_model(self, path: Path, recognizer: Recognizer, name: str) -> None:
        """Explain what another model reads: its file, its loaded twin, its name."""
        self._model = (path, recognizer)
        self._version += 1
        self.model_name.setText(f"Read by the model {name}")
        self._forget()
        self._order()

    def set_drawing(self, content: Content) -> None:
        """Take over what is on the main window's pad; can be undone."""
        self.small.set_drawing(content)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        if self._explainer is None:
            self._explainer = explainer = Explainer()
            explainer.explained.connect(self._on_explained)
            explainer.failed.connect(self._on_failed)
            self.destroyed.connect(explainer.end)
            explainer.start(QThread.Priority.LowPriority)  # after the pad's
            self._order()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        if self._explainer is not None:
            self._explainer.end()
            self._explainer = None
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        text = event.text()
        if len(text) == 1 and text in "0123456789":
            self.chooser.choose(int(text))
        elif text in ("a", "A"):
            self.chooser.choose(None)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        narrow = self.width() < _NARROW
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom
            if narrow
            else QBoxLayout.Direction.LeftToRight
        )
        self._words.setMaximumWidth(self.width() if narrow else _WORDS)
        # As high as leaves room for the words under it; at least, there is scrolling.
        least = _PAD + _BUTTONS
        self.picture.setMinimumHeight(least if narrow else 0)
        self.picture.setMaximumHeight(
            max(least, self.height() - _UNDER) if narrow else LIMITLESS
        )

    def _lay_out(self) -> None:
        self.question.setFont(font_of(_QUESTION, QFont.Weight.Bold))
        self.sentence.setFont(font_of(_SENTENCE, QFont.Weight.DemiBold))
        self.without.setFont(font_of(_SENTENCE - 1))
        self.belief.setFont(font_of(_SENTENCE - 1))
        self.model_name.setFont(font_of(14))
        self.model_name.setProperty("quiet", True)
        for label, lines in ((self.sentence, _LINES), (self.without, _LINES - 1)):
            label.setMinimumHeight(lines * label.fontMetrics().lineSpacing())
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._words = QWidget()
        self._words.setMinimumWidth(340)
        column = QVBoxLayout(self._words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.question)
        column.addWidget(self.belief)
        column.addWidget(self.sentence)
        column.addWidget(self.without)
        column.addWidget(self.chooser)
        column.addStretch(1)
        column.addWidget(self.legend)
        column.addWidget(self.model_name)
        pictures = QHBoxLayout()
        pictures.setSpacing(20)
        pictures.addWidget(self.small, 0, Qt.AlignmentFlag.AlignTop)
        pictures.addWidget(self.picture, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(20)
        self._row.addLayout(pictures, 2)
        self._row.addWidget(self._words, 1)
        whole = QVBoxLayout(self.make_scrollable())
        whole.setContentsMargins(16, 14, 16, 14)
        whole.setSpacing(14)
        whole.addWidget(self.explained)
        whole.addLayout(self._row, 1)

    def _order(self) -> None:
        """Have the newest drawing explained, if anybody sees it; an empty one has
        the network made ready for the next.
        """
        if self._explainer is None or self._model is None:
            return
        self._number += 1
        path, _ = self._model
        content = lasting_content(self.small.content)
        self._explainer.put(Order(self._number, path, self._version, content))

    def _forget(self) -> None:
        """Show nothing, nor what may still be on its way."""
        self._oldest = self._number + 1
        self._occlusion = None
        self._show()

    @Slot()
    def _on_drawing_changed(self) -> None:
        if not self.small.content:
            self._forget()
        self._order()

    @Slot(int, object)
    def _on_explained(self, number: int, occlusion: Occlusion) -> None:
        if number >= self._oldest:
            self._occlusion = occlusion
            self._show()

    @Slot(int, str)
    def _on_failed(self, number: int, why: str) -> None:
        if number >= self._oldest:
            self._forget()
            self.sentence.setText(why)

    @Slot()
    def _show(self) -> None:
        occlusion = self._occlusion
        if occlusion is None or self._model is None:
            self.picture.set_evidence(None, np.zeros((1, 1)))
            self.question.setText("Why?")
            self.belief.setText("")
            self.sentence.setText(_NOTHING)
            self.without.setText("")
            self.picture.setAccessibleDescription(_NOTHING)
            return
        prediction = Prediction(occlusion.probabilities, self._model[1].threshold)
        choice = self.chooser.choice
        digit = prediction.best if choice is None else choice
        self.picture.set_evidence(occlusion.frame, strength(occlusion.maps[digit]))
        self.question.setText(question(prediction, digit))
        self.belief.setText(belief(prediction, digit))
        self.sentence.setText(sentence(occlusion, prediction, digit))
        self.without.setText(without_a_square(occlusion, prediction, digit))
        self.picture.setAccessibleDescription(self.sentence.text())
