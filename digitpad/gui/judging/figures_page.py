"""The figures of one or two models: of all images, of each digit, how sure they are."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from digitpad.core.figures import percentage
from digitpad.core.judgement import Judgement
from digitpad.core.prediction import DIGITS
from digitpad.gui.judging.calibration import CalibrationPlot
from digitpad.gui.judging.tables import Cell, FigureTable, compared
from digitpad.gui.judging.words import LETTERS, NOTHING, Judged, loss, named
from digitpad.gui.theme import Theme

_TIPS: Final = {
    "Accuracy": "How many of all images it reads rightly, however sure it is",
    "Loss": "Mean cross-entropy: the less, the surer it was of what is right",
    "Calibration error": "How far what it believes of itself is from how it does",
    "Right of answered": "How many of those that it answers are right",
}
_ANSWERED: Final = "Of how many images it is sure enough to answer"
_OF_DIGIT: Final = ("precision", "recall", "f1")
_TITLES: Final = ("Precision", "Recall", "F1")
_SHARE: Final = 55
"""Percent of the page's width: the tables, with two models."""
_NARROW: Final = 1120
"""Logical pixels: narrower, two models' figures need the room of the counts."""
_IMAGES: Final = 1
_SHARE_IF_NARROW: Final = 62
_SHARE_OF_ONE: Final = 42


class FiguresPage(QWidget):
    """Two tables and the calibration curve."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 1
        self._shown: tuple[tuple[Judged, ...], int] | None = None
        self.summary = FigureTable("Figures of all images")
        self.digits = FigureTable("Figures of each digit")
        # Names of models may be long; titles of two lines may not be shortened.
        header = self.summary.horizontalHeader()
        header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.calibration = CalibrationPlot()
        for table in (self.summary, self.digits):
            policy = QSizePolicy.Policy
            table.setSizePolicy(policy.Expanding, policy.Maximum)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.summary, 0)
        left.addWidget(self.digits, 1)
        left.addStretch(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 0)
        row.setSpacing(20)
        row.addLayout(left)
        row.addWidget(self.calibration)
        self._row = row
        self.set_judged((), 1)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self.calibration.set_theme(theme)

    def set_judged(self, judged: Sequence[Judged], count: int) -> None:
        """Show the figures that there are.

        Parameters
        ----------
        judged
            Those that have read all images.
        count
            How many models are chosen: 1 or 2.
        """
        shown = (tuple(judged), count)
        if shown == self._shown:
            return
        self._shown, self._count = shown, count
        figures = {letter: judgement for letter, _, judgement in judged}
        letters = LETTERS[:count]
        both = [figures.get(letter) for letter in letters]
        names = {letter: named(letter, model) for letter, model, _ in judged}
        titles = [names.get(letter, letter) for letter in letters]
        self.summary.set_rows(["All images", *titles], _summary(both))
        self.digits.set_rows(_digit_titles(letters), _digits(both))
        self.calibration.set_judged(list(figures.items()))
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self._share_width()

    def _share_width(self) -> None:
        share = _SHARE if self._count > 1 else _SHARE_OF_ONE
        narrow = self._count > 1 and self.width() < _NARROW
        if narrow:
            share = _SHARE_IF_NARROW
        self._row.setStretch(0, share)
        self._row.setStretch(1, 100 - share)
        self.digits.setColumnHidden(_IMAGES, narrow)


def _summary(judged: Sequence[Judgement | None]) -> list[tuple[Cell, list[Cell]]]:
    def row(
        title: str,
        name: str,
        write: Callable[[float], str] = percentage,
        *,
        high: bool = True,
    ) -> tuple[Cell, list[Cell]]:
        values = [getattr(judgement, name, None) for judgement in judged]
        tip = _TIPS.get(title, _ANSWERED)
        return Cell(title, tip=tip), compared(values, write, high=high)

    return [
        row("Accuracy", "accuracy"),
        row("Loss", "loss", loss, high=False),
        row("Calibration error", "calibration_error", high=False),
        row(_answered(judged), "answered"),
        row("Right of answered", "right_of_answered"),
    ]


def _answered(judged: Sequence[Judgement | None]) -> str:
    thresholds = [f"{j.threshold * 100:.0f}" for j in judged if j is not None]
    same = list(dict.fromkeys(thresholds))
    return f"Answered (from {' and '.join(same)} % on)" if same else "Answered"


def _digit_titles(letters: Sequence[str]) -> list[str]:
    if len(letters) == 1:
        return ["Digit", "Images", *(f"{title}, %" for title in _TITLES)]
    pairs = [f"{title}\n{letter}, %" for title in _TITLES for letter in letters]
    return ["Digit", "Images", *pairs]


def _digits(judged: Sequence[Judgement | None]) -> list[tuple[Cell, list[Cell]]]:
    rows = []
    for digit in range(DIGITS):
        of_digit = [None if j is None else j.digits[digit] for j in judged]
        known = [figures.images for figures in of_digit if figures is not None]
        cells = [Cell(f"{known[0]:,}" if known else NOTHING)]
        for name in _OF_DIGIT:
            cells += compared(
                [getattr(figures, name, None) for figures in of_digit], _percent
            )
        rows.append((Cell(str(digit)), cells))
    return rows


def _percent(share: float) -> str:
    """Write a share as a percentage whose sign stands in the head of the table."""
    return "100" if share == 1 else percentage(share).removesuffix(" %")
