"""A model's figures beside another's, and its card in readable form."""

from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from digitpad.core.cards import Card
from digitpad.core.figures import percentage
from digitpad.core.records import Score
from digitpad.gui.labels import color_label, label_of
from digitpad.gui.theme import LIGHT, Theme
from digitpad.gui.training import words

_TEXT: Final = 14
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WIDTH: Final = 250
"""Logical pixels for the column beside the matrix."""


def card_rows(card: Card) -> list[tuple[str, str]]:
    """Return what a card says, as (title, text) for people."""
    day = date.fromisoformat(card.created)
    return [
        ("Name", card.name),
        ("Preset", card.preset),
        ("Trained", f"{day.day} {day:%B %Y}"),
        ("Parameters", f"{card.parameters:,}"),
        (
            "Data",
            "\n".join(
                f"{part['name']}, {part['count']:,} images" for part in card.data
            ),
        ),
        (
            "Made with",
            ", ".join(f"{name} {version}" for name, version in card.versions.items()),
        ),
    ]


class Figures(QWidget):
    """Accuracy and loss of two models, side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_WIDTH)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        self._name = label_of(13, wrapped=True)
        self._titles = [label_of(13), label_of(13)]
        for label, text in zip(self._titles, ("New", "In use"), strict=True):
            label.setText(text)
        self._rows: list[tuple[QLabel, QLabel, QLabel]] = []
        for column, label in enumerate(self._titles, 1):
            grid.addWidget(label, 0, column, _RIGHT)
        for row, name in enumerate(("Accuracy", "Loss"), 1):
            title = label_of(_TEXT)
            title.setText(name)
            new, in_use = label_of(_TEXT, bold=True), label_of(_TEXT)
            grid.addWidget(title, row, 0)
            grid.addWidget(new, row, 1, _RIGHT)
            grid.addWidget(in_use, row, 2, _RIGHT)
            self._rows.append((title, new, in_use))
        grid.addWidget(self._name, 3, 0, 1, 3)

    def set_in_use_name(self, name: str) -> None:
        """Name the model in use."""
        self._name.setText(f"In use: {name}" if name else "")

    def set_scores(self, new: Score, in_use: Score | None) -> None:
        """Show the figures of the new model and of the one in use."""
        for (_, left, right), text, attribute in zip(
            self._rows, (percentage, words.loss), ("accuracy", "loss"), strict=True
        ):
            left.setText(text(getattr(new, attribute)))
            right.setText("–" if in_use is None else text(getattr(in_use, attribute)))

    def set_theme(self, theme: Theme) -> None:
        """Write in the colours of a theme."""
        for label in (*self._titles, self._name):
            color_label(label, theme.quiet)
        for row in self._rows:
            for label in row:
                color_label(label, theme.text)


class CardView(QWidget):
    """A model's card, readable."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self.setFixedWidth(_WIDTH)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []

    def set_card(self, card: Card) -> None:
        """Show a card."""
        rows = card_rows(card)
        while len(self._rows) < len(rows):
            title, text = label_of(13), label_of(13, wrapped=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setSizePolicy(
                QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred
            )
            number = len(self._rows)
            self._grid.addWidget(title, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, number, 1)
            self._rows.append((title, text))
        for (title, text), (name, said) in zip(self._rows, rows, strict=True):
            title.setText(name)
            text.setText(said)
        self.set_theme(self._theme)

    def set_theme(self, theme: Theme) -> None:
        """Write in the colours of a theme."""
        self._theme = theme
        for title, text in self._rows:
            color_label(title, theme.quiet)
            color_label(text, theme.text)
