"""The confusion matrix, and the images that one of its cells counts."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.core.answers import Answers
from digitpad.core.datasets import PixelSample
from digitpad.gui.confusion import largest_confusions
from digitpad.gui.data.parts import Part
from digitpad.gui.judging import words
from digitpad.gui.judging.images import ComparedGrid
from digitpad.gui.judging.matrix import JudgedMatrix
from digitpad.gui.judging.words import Judged
from digitpad.gui.labels import color_label, label_of
from digitpad.gui.theme import Theme

_SWITCHES: Final = ("A", "B", "Difference")
_SHARE: Final = 46
"""Percent of the page's width: the matrix."""


class ConfusionsPage(QWidget):
    """Shows the matrix of A, of B or their difference, and the chosen cell's images."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sample: PixelSample | None = None
        self._judged: dict[str, Judged] = {}
        self._answers: Mapping[str, Answers] = {}
        self._switches = {name: QPushButton(name) for name in _SWITCHES}
        self._group = QButtonGroup(self)
        for button in self._switches.values():
            button.setCheckable(True)
            button.setAccessibleDescription("Whose confusion matrix is shown")
            self._group.addButton(button)
        self._switches["A"].setChecked(True)
        self.matrix = JudgedMatrix()
        self.title = label_of(15, bold=True, wrapped=True)
        self.images = ComparedGrid()
        self.said = label_of(14, wrapped=True)
        self._lay_out()
        self._group.buttonToggled.connect(self._on_switched)
        self.matrix.cell_chosen.connect(self._on_cell_chosen)
        self.images.selected_changed.connect(self._on_selected)
        self._show()

    @property
    def switches(self) -> Mapping[str, QPushButton]:
        """The buttons that say whose matrix is shown: "A", "B" and "Difference"."""
        return self._switches

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self.matrix.set_theme(theme)
        self.images.set_theme(theme)
        color_label(self.title, theme.text)
        color_label(self.said, theme.text)

    def set_judged(
        self,
        judged: Sequence[Judged],
        answers: Mapping[str, Answers],
        sample: PixelSample | None,
    ) -> None:
        """Show models that have read all images, and their answers by their letters."""
        shown = {one[0]: one for one in judged}
        if shown == self._judged and sample is self._sample:
            return
        if sample is not self._sample:
            self.images.set_images(Part.TEST, sample)
        self._sample, self._judged, self._answers = sample, shown, answers
        if not self._switches[self._shown].isChecked():
            self._switches[self._shown].setChecked(True)
        if "A" in shown and self.matrix.chosen is None:
            worst = largest_confusions(shown["A"][2].confusion, 1)
            self.matrix.choose(*(worst[0][:2] if worst else (0, 0)))
        self._show()

    @property
    def _shown(self) -> str:
        """Whose matrix is shown: what was chosen, if there is such a one."""
        name = next(name for name, b in self._switches.items() if b.isChecked())
        needed = set(words.LETTERS) if name == "Difference" else {name}
        return name if needed <= self._judged.keys() else "A"

    def _lay_out(self) -> None:
        switch = QHBoxLayout()
        switch.setSpacing(8)
        for button in self._switches.values():
            switch.addWidget(button)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.matrix, 1)
        left.addLayout(switch)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.title)
        right.addWidget(self.images, 1)
        right.addWidget(self.said)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 0)
        row.setSpacing(20)
        row.addLayout(left, _SHARE)
        row.addLayout(right, 100 - _SHARE)

    def _show(self) -> None:
        both = len(self._judged) == len(words.LETTERS)
        for name, button in self._switches.items():
            button.setVisible(both)
            model = self._judged.get(name)
            text = words.named(name, model[1]) if model else "B − A"
            button.setToolTip(text)
            button.setAccessibleName(text if model else name)
            # Marked by more than its colour.
            button.setText(f"✓ {name}" if button.isChecked() else name)
        if self._shown == "Difference":
            of_a, of_b = (self._judged[letter][2] for letter in words.LETTERS)
            self.matrix.set_difference(of_a.confusion, of_b.confusion)
        else:
            judged = self._judged.get(self._shown)
            self.matrix.set_matrix(judged[2].confusion if judged else None)
        self.images.set_both(self._answers.get("A"), self._answers.get("B"))
        self._show_images()

    def _show_images(self) -> None:
        cell, sample = self.matrix.chosen, self._sample
        if cell is None or sample is None or not self._judged:
            self.title.setText("")
            self.images.set_empty_text(words.NOT_YET)
            self.images.set_shown(np.empty(0, np.int64))
        else:
            both = " · under each image: A | B" if "B" in self._judged else ""
            self.title.setText(self.matrix.describe(*cell) + both)
            self.images.set_empty_text(words.NO_IMAGES)
            self.images.set_shown(self._places(sample, *cell))
        self._on_selected(self.images.selected)

    def _places(self, sample: PixelSample, label: int, guess: int) -> NDArray[np.int64]:
        """Return the places of the images that a cell counts, int64 (m,).

        Those of a difference are the ones that only A or only B reads so.
        """
        read = {letter: self._answers[letter].best == guess for letter in self._judged}
        shown = self._shown
        so = read["A"] ^ read["B"] if shown == "Difference" else read[shown]
        return np.flatnonzero(so & (sample.labels == label))

    @Slot()
    def _on_switched(self) -> None:
        self._show()

    @Slot()
    def _on_cell_chosen(self) -> None:
        self._show_images()

    @Slot(object)
    def _on_selected(self, place: int | None) -> None:
        self.said.setText("" if place is None else self.images.sentence(place))
