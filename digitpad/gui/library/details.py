"""All that is known of the selected model."""

import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from digitpad.core.model_list import ListedModel
from digitpad.gui.labels import color_label, label_of
from digitpad.gui.library import words
from digitpad.gui.theme import LIGHT, Theme

_WIDTH: Final = 320
"""Logical pixels: the longest name of a set and its figures have room."""
_JOINTS: Final = re.compile(r"[/\\_-]|\w{16}")
"""After these a long path or name may be broken."""
_EMPTY: Final = "Select a model to see what is known of it."


class Details(QScrollArea):
    """Shows the card of a model, in words; scrolls by itself, never sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._model: ListedModel | None = None
        self._texts: list[str] = []
        self.setFixedWidth(_WIDTH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("About the selected model")
        self.viewport().setAutoFillBackground(False)
        # The keys scroll it: whoever uses them sees where they are.
        self.setStyleSheet(
            "QScrollArea { border: 2px solid transparent; border-radius: 8px; }"
            "QScrollArea:focus { border-color: palette(highlight); }"
        )
        self._fill()

    @property
    def texts(self) -> list[str]:
        """What is shown, from top to bottom."""
        return self._texts

    def set_theme(self, theme: Theme) -> None:
        """Write in the colours of a theme."""
        self._theme = theme
        self._fill()

    def set_model(self, model: ListedModel | None) -> None:
        """Show a model, or that none is selected."""
        if model != self._model:
            self._model = model
            self._fill()

    def _fill(self) -> None:
        content = QWidget()
        content.setAutoFillBackground(False)
        column = QVBoxLayout(content)
        column.setContentsMargins(4, 0, 12, 0)
        column.setSpacing(2)
        self._texts = []
        if self._model is None:
            self._add(column, _EMPTY, quiet=True)
        else:
            self._add(column, self._model.name, pixels=20, bold=True)
            self._add(column, words.where_from(self._model), quiet=True)
            for title, text in words.facts(self._model):
                column.addSpacing(10)
                self._add(column, title, pixels=13, quiet=True)
                self._add(column, text)
        column.addStretch(1)
        self.setWidget(content)  # and deletes the one before

    def _add(
        self,
        column: QVBoxLayout,
        text: str,
        *,
        pixels: int = 15,
        bold: bool = False,
        quiet: bool = False,
    ) -> None:
        label: QLabel = label_of(pixels, bold=bold, wrapped=True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(_JOINTS.sub("\\g<0>\u200b", text))
        label.setAccessibleName(text)
        color_label(label, self._theme.quiet if quiet else self._theme.text)
        column.addWidget(label)
        self._texts.append(text)
