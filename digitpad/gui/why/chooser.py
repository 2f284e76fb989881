"""Ten buttons for the digits, and one for the answer, whatever it is."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget

from digitpad.core.prediction import DIGITS
from digitpad.gui.theme import LIGHT, Theme

_COLUMNS: Final = 5
_LEAST: Final = 44
"""Logical pixels: a finger hits them."""
_STYLE: Final = """
QPushButton {{ padding: 6px 4px; }}
QPushButton:focus {{ padding: 5px 3px; }}
QPushButton:checked {{ background: {accent}; color: {surface}; font-weight: 700; }}
QPushButton:checked:focus {{ border-color: {text}; }}
"""


class Chooser(QWidget):
    """Chooses what is explained: a digit, or the answer, which may change."""

    chosen = Signal(object)
    """Another choice: a digit, or None for the answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._answer = QPushButton("Its &answer")
        self._answer.setToolTip("Explain the answer, whatever it is (A)")
        self._answer.setAccessibleDescription("Explains the answer, whatever it is")
        self._digits = [QPushButton(str(digit)) for digit in range(DIGITS)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.addWidget(self._answer, 0, 0, 1, _COLUMNS)
        for digit, button in enumerate(self._digits):
            button.setToolTip(f"Why a {digit}, or why not? ({digit})")
            button.setAccessibleName(f"Explain {digit}")
            grid.addWidget(button, 1 + digit // _COLUMNS, digit % _COLUMNS)
        for number, button in enumerate([*self._digits, self._answer]):
            button.setMinimumSize(_LEAST, _LEAST)
            button.setCheckable(True)
            self._group.addButton(button, number)
        self._answer.setChecked(True)
        self._group.idToggled.connect(self._on_toggled)
        self.set_theme(LIGHT)

    @property
    def choice(self) -> int | None:
        """The digit that is chosen, None for the answer."""
        number = self._group.checkedId()
        return number if number < DIGITS else None

    def choose(self, digit: int | None) -> None:
        """Choose a digit; None for the answer."""
        (self._answer if digit is None else self._digits[digit]).setChecked(True)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self.setStyleSheet(
            _STYLE.format(
                accent=theme.accent.name(),
                surface=theme.surface.name(),
                text=theme.text.name(),
            )
        )

    def _on_toggled(self, _number: int, on: bool) -> None:
        if on:
            self.chosen.emit(self.choice)
