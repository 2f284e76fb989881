"""What came out of a training, beside the model in use."""

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from digitpad.core.cards import Card
from digitpad.core.figures import percentage
from digitpad.core.records import Score, Succeeded
from digitpad.gui.confusion import ConfusionMatrix
from digitpad.gui.labels import color_label, label_of
from digitpad.gui.theme import LIGHT, Theme
from digitpad.gui.training.result_figures import CardView, Figures

_TEXT: Final = 14
_NO_DISCARD: Final = "The pad reads with this model: use another first."
_NARROW: Final = 580
"""Logical pixels: narrower, the figures stand under the matrix."""


class _Fate(Enum):
    """What has become of the new model."""

    NEW = auto()
    USED = auto()
    DISCARDED = auto()


_CONFIRMATIONS: Final = {
    (_Fate.NEW, False): "",
    (_Fate.NEW, True): "The new model is saved.",
    (_Fate.USED, False): "The new model is in use now.",
    (_Fate.USED, True): "The new model is in use now, and it is saved.",
    (_Fate.DISCARDED, False): "The new model is discarded. Its figures stay.",
    (_Fate.DISCARDED, True): "The new model is discarded. What was saved of it and "
    "its figures stay.",
}


def headline(score: Score) -> str:
    """Say how good a model is."""
    images = sum(map(sum, score.confusion))
    share = percentage(score.accuracy)
    return f"{share} of the {images:,} test images read rightly"


def compare(new: Score, in_use: Score | None) -> str:
    """Say which of two models is better, in a sentence."""
    if in_use is None:
        return "The model in use could not be measured."
    more = _hits(new) - _hits(in_use)
    if not more:
        return "Both models read as many of the images rightly."
    better = "new model" if more > 0 else "model in use"
    images = "image" if abs(more) == 1 else "images"
    return f"The {better} is better: it reads {abs(more):,} more {images} rightly."


def say_kept(outcome: Succeeded, epochs: int | None) -> str:
    """Say which epoch's network a training has left.

    Parameters
    ----------
    epochs
        How many were asked for; None if that is not known.
    """
    if not outcome.epoch:
        return (
            "The training was stopped amid its first epoch: "
            "the network is as it was then."
        )
    if outcome.epoch == epochs:
        return f"The network after the last epoch, {epochs:,}, was kept."
    of = f" of {epochs:,}" if epochs else ""
    kept = f"The network after epoch {outcome.epoch:,}{of}, its best, was kept."
    return f"{kept} The training ended early." if outcome.stopped else kept


class ResultPanel(QWidget):
    """Shows a new model's figures, confusion matrix and card, and asks what to do."""

    use_requested = Signal()
    """The new model shall be the one in use."""
    save_requested = Signal()
    """The new model shall be saved where the user says."""
    discard_requested = Signal()
    """The new model shall be thrown away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._outcome: Succeeded | None = None
        self._fate = _Fate.NEW
        self._saved = False
        self._empty = label_of(15, wrapped=True)
        self._empty.setText("What comes out of a training appears here")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._headline = label_of(19, bold=True, wrapped=True)
        self._kept = label_of(_TEXT + 1, wrapped=True)
        self._comparison = label_of(_TEXT + 1, wrapped=True)
        self._matrix = ConfusionMatrix()
        self._figures = Figures()
        self._card = CardView()
        self._confirmation = label_of(_TEXT, bold=True, wrapped=True)
        self._use = QPushButton("Use this model")
        self._save = QPushButton("Save as…")
        self._discard = QPushButton("Discard")
        self._use.setProperty("primary", True)
        self._use.clicked.connect(self.use_requested)
        self._save.clicked.connect(self.save_requested)
        self._discard.clicked.connect(self.discard_requested)
        self._make_switch()
        self._lay_out()
        self.set_theme(LIGHT)
        self.clear()

    def clear(self) -> None:
        """Show that there is no result yet."""
        self._outcome = None
        self._matrix.set_matrix(None)
        self._pages.setCurrentIndex(0)

    def set_result(self, outcome: Succeeded, card: Card) -> None:
        """Show a training's outcome and the card of its model."""
        self._outcome = outcome
        self._headline.setText(headline(outcome.score))
        self._kept.setText(say_kept(outcome, card.config.get("epochs")))
        self._comparison.setText(compare(outcome.score, outcome.in_use))
        self._figures.set_scores(outcome.score, outcome.in_use)
        self._card.set_card(card)
        for button in self._switch.buttons():
            button.setVisible(outcome.in_use is not None)
        self._show_new.setChecked(True)
        self._matrix.set_matrix(outcome.score.confusion)
        self._fate, self._saved = _Fate.NEW, False
        self._show_fate()
        self._pages.setCurrentIndex(1)

    def set_in_use_name(self, name: str) -> None:
        """Name the model that the new one is compared with."""
        self._figures.set_in_use_name(name)

    def set_used(self, used: bool) -> None:
        """Say whether the new model is the one in use."""
        if self._fate is not _Fate.DISCARDED:
            self._fate = _Fate.USED if used else _Fate.NEW
            self._show_fate()

    def set_saved(self, saved: bool) -> None:
        """Say whether the new model was saved; it can be again, elsewhere."""
        self._saved = saved
        self._show_fate()

    def set_discarded(self) -> None:
        """Say that the new model is gone."""
        self._fate = _Fate.DISCARDED
        self._show_fate()

    def _show_fate(self) -> None:
        fate = self._fate
        self._use.setText("In use" if fate is _Fate.USED else "Use this model")
        self._use.setEnabled(fate is _Fate.NEW)
        self._save.setEnabled(fate is not _Fate.DISCARDED)
        # What is read with cannot be thrown away.
        self._discard.setEnabled(fate is _Fate.NEW)
        self._discard.setToolTip(_NO_DISCARD if fate is _Fate.USED else "")
        confirmation = _CONFIRMATIONS[fate, self._saved]
        self._confirmation.setText(confirmation)
        self._confirmation.setVisible(bool(confirmation))

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        for part in (self._matrix, self._figures, self._card):
            part.set_theme(theme)
        color_label(self._empty, theme.quiet)
        for label in (
            *(self._headline, self._kept),
            *(self._comparison, self._confirmation),
        ):
            color_label(label, theme.text)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(620, 560)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(400, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        direction = QBoxLayout.Direction
        narrow = self.width() < _NARROW
        self._parts.setDirection(
            direction.TopToBottom if narrow else direction.LeftToRight
        )

    def _make_switch(self) -> None:
        self._show_new, self._show_in_use = QPushButton(), QPushButton()
        self._switch = QButtonGroup(self)
        for button in (self._show_new, self._show_in_use):
            button.setCheckable(True)
            button.setAccessibleDescription("Whose confusion matrix is shown")
            self._switch.addButton(button)
        self._show_new.setChecked(True)
        self._name_switch()
        self._switch.buttonToggled.connect(self._on_switched)

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._headline)
        column.addWidget(self._kept)
        column.addWidget(self._comparison)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(20)
        column.addLayout(self._parts, 1)
        matrix = QVBoxLayout()
        matrix.setSpacing(8)
        switch = QHBoxLayout()
        switch.addWidget(self._show_new)
        switch.addWidget(self._show_in_use)
        matrix.addWidget(self._matrix, 1)
        matrix.addLayout(switch)
        self._parts.addLayout(matrix, 1)
        beside = QVBoxLayout()
        beside.setSpacing(16)
        beside.addWidget(self._figures)
        beside.addWidget(self._card)
        beside.addStretch(1)
        self._parts.addLayout(beside)
        self._scroll = QScrollArea()
        self._scroll.setWidget(body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._use, self._save, self._discard):
            button.setMinimumHeight(40)
            buttons.addWidget(button)
        page = QWidget()
        foot = QVBoxLayout(page)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        foot.addWidget(self._scroll, 1)
        foot.addWidget(self._confirmation)
        foot.addLayout(buttons)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(page)

    def _name_switch(self) -> None:
        """Mark the pressed one by more than its colour."""
        for button, name in (
            (self._show_new, "New model"),
            (self._show_in_use, "Model in use"),
        ):
            button.setText(f"✓ {name}" if button.isChecked() else name)
            button.setAccessibleName(name)

    def _on_switched(self) -> None:
        self._name_switch()
        outcome = self._outcome
        if outcome is None:
            return
        shown = outcome.score
        if self._show_in_use.isChecked() and outcome.in_use is not None:
            shown = outcome.in_use
        self._matrix.set_matrix(shown.confusion)


def _hits(score: Score) -> int:
    return sum(score.confusion[digit][digit] for digit in range(10))
