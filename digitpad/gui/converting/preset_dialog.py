"""Asks which network the weights in a file are of."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from digitpad.core.errors import DigitpadError
from digitpad.core.presets import DEFAULT_PRESET, PRESETS
from digitpad.core.training_config import TITLES, TrainingConfig
from digitpad.gui.training.fields import ChoiceBox, Problem
from digitpad.gui.training.words import ACTIVATION_NAMES

_WIDTH: Final = 460
_WHY: Final = (
    "{name} holds the weights of a network, but not which network that is. "
    "Choose the one that it was saved from."
)
_NOT_NUMBERS: Final = "Write the units of each layer, with commas between: 64, 64."


def ask_for_preset(parent: QWidget, name: str) -> TrainingConfig | None:
    """Ask which preset's network the weights in a file are of; None is cancelled."""
    dialog = PresetDialog(name, parent)
    accepted = dialog.exec()
    dialog.deleteLater()
    return dialog.config if accepted else None


class PresetDialog(QDialog):
    """Chooses a preset, the units of its dense layers and its activation.

    Parameters
    ----------
    name
        The file's.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Which network?")
        why = QLabel(_WHY.format(name=name), wordWrap=True)
        why.setTextFormat(Qt.TextFormat.PlainText)
        why.setStyleSheet("font-size: 15px;")
        self.presets = ChoiceBox({preset: preset for preset in PRESETS})
        self.dense = QLineEdit()
        self.activations = ChoiceBox(ACTIVATION_NAMES)
        self.problem = Problem()
        form = QGridLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setColumnStretch(1, 1)
        for title, field in (
            ("&Network", self.presets),
            (f"&{TITLES['dense']}", self.dense),
            (f"&{TITLES['activation']}", self.activations),
        ):
            label = QLabel(title)
            label.setStyleSheet("font-size: 15px;")
            label.setBuddy(field)
            field.setAccessibleName(title.replace("&", ""))
            row = form.rowCount()
            form.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
            form.addWidget(field, row, 1)
        buttons = QDialogButtonBox()
        self.accept_button = buttons.addButton(
            "&Open", QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.accept_button.setProperty("primary", True)
        self.accept_button.setDefault(True)
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(14)
        column.addWidget(why)
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addStretch(1)
        column.addWidget(buttons)
        self._column = column
        self.setMinimumWidth(_WIDTH)
        self.presets.currentIndexChanged.connect(self._on_preset_chosen)
        self.dense.textChanged.connect(self._check)
        self.presets.set_choice(DEFAULT_PRESET)
        self._on_preset_chosen()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        # Qt gives a dialog two thirds of the screen's height at most, of which too
        # little is left for the fields where the screen is small.
        super().showEvent(event)
        needed = self._column.totalHeightForWidth(self.width())
        self.resize(self.width(), max(self.height(), needed))

    @property
    def config(self) -> TrainingConfig:
        """The settings of the preset with what was chosen.

        Raises
        ------
        DigitpadError
            If the units are none, or the preset's network cannot have them.
        """
        defaults = PRESETS[self.presets.choice].defaults
        return replace(
            defaults,
            dense=self._units() if self.dense.isEnabled() else defaults.dense,
            activation=self.activations.choice,
        )

    def _units(self) -> tuple[int, ...]:
        text = self.dense.text().strip()
        try:
            return tuple(int(part) for part in text.split(",")) if text else ()
        except ValueError as error:
            raise DigitpadError(_NOT_NUMBERS) from error

    @Slot()
    def _on_preset_chosen(self) -> None:
        preset = PRESETS[self.presets.choice]
        self.dense.setEnabled("dense" not in preset.fixed)
        self.dense.setText(", ".join(map(str, preset.defaults.dense)))
        self.dense.setPlaceholderText("none")
        self.activations.set_choice(preset.defaults.activation)
        self._check()

    @Slot()
    def _check(self) -> None:
        sentence = ""
        try:
            _ = self.config
        except DigitpadError as error:
            sentence = str(error)
        self.problem.set_sentence(sentence)
        self.accept_button.setEnabled(not sentence)
