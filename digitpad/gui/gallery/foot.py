"""What the model makes of the drawings, and how many they are."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from digitpad.core.figures import percentage
from digitpad.core.own_drawing import OwnDrawing
from digitpad.gui.gallery.reading import Answer, is_wrong
from digitpad.gui.labels import color_label, label_of
from digitpad.gui.theme import LIGHT, Theme


class Foot(QWidget):
    """A line of figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = label_of(14)
        self._count = label_of(14)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._read, 1)
        row.addWidget(self._count)
        self.set_theme(LIGHT)

    @property
    def read_text(self) -> str:
        """What is said of the reading."""
        return self._read.text()

    @property
    def count_text(self) -> str:
        """What is said of the number of drawings."""
        return self._count.text()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        for label in (self._read, self._count):
            color_label(label, theme.quiet)

    def set_reading(
        self, model: str, drawings: Sequence[OwnDrawing], answers: Mapping[str, Answer]
    ) -> None:
        """Say how many of the drawings a model has read, and how well."""
        known = [one for one in drawings if one.id in answers]
        of = f"{len(known):,} of {len(drawings):,}"
        if not known:
            self._read.setText("")
        elif len(known) < len(drawings):
            self._read.setText(f"{model} reads: {of}")
        else:
            right = sum(not is_wrong(one, answers[one.id]) for one in known)
            share = percentage(right / len(known))
            self._read.setText(
                f"{model} reads {right:,} of {len(known):,} rightly ({share})"
            )

    def set_count(self, shown: int, of: int, selected: int) -> None:
        """Say how many drawings are shown and selected."""
        text = f"{of:,} drawings" if shown == of else f"{shown:,} of {of:,} drawings"
        if shown == of < 2:
            text = "1 drawing" if of else ""
        self._count.setText(f"{selected:,} selected · {text}" if selected else text)
