"""Where a network is chosen and the settings it is trained with."""

from dataclasses import asdict, replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from digitpad.core.layers import summarize
from digitpad.core.presets import DEFAULT_PRESET, PRESETS, Preset
from digitpad.core.training_config import TrainingConfig
from digitpad.gui.theme import LIGHT, Theme, font_of
from digitpad.gui.training.fields import ChoiceBox
from digitpad.gui.training.form import SettingsForm
from digitpad.gui.training.network_picture import MARGIN, NetworkPicture

_WIDTH: Final = 340
"""Pixels: the form's fields and the picture's columns are legible."""


class SettingsPanel(QWidget):
    """Shows a preset, its network and its settings, all free to change.

    It scrolls by itself, never sideways.
    """

    config_changed = Signal()
    """The settings are others, or have become impossible."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._config: TrainingConfig | None = PRESETS[DEFAULT_PRESET].defaults
        self._locked = False
        self._presets = ChoiceBox({name: name for name in PRESETS})
        self._presets.setAccessibleName("Network")
        self._description = _text(15)
        self._reported = _text(14)
        self._reported.setProperty("quiet", True)
        self._form = SettingsForm()
        self._back = QPushButton("Back to the preset's settings")
        self._picture = NetworkPicture()
        content = QWidget()
        fields = QVBoxLayout()
        fields.setContentsMargins(MARGIN, 0, MARGIN, 0)
        fields.setSpacing(10)
        for widget in (
            *(self._presets, self._description, self._reported),
            *(self._form, self._back),
        ):
            fields.addWidget(widget)
        # The picture has that margin within itself, for the sign of its focus.
        column = QVBoxLayout(content)
        column.setContentsMargins(16 - MARGIN, 16, 12 - MARGIN, 16 - MARGIN)
        column.setSpacing(10 - MARGIN)
        column.addLayout(fields)
        column.addWidget(self._picture)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        content.setAutoFillBackground(False)  # which setWidget has switched on
        scroll.viewport().setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self.setFixedWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._presets.set_choice(DEFAULT_PRESET)
        self._show_preset()
        self._form.set_values(asdict(self._preset.defaults))
        self._update_config()
        self._presets.currentIndexChanged.connect(self._on_preset_chosen)
        self._form.changed.connect(self._on_form_changed)
        self._back.clicked.connect(self._on_back_clicked)
        self.set_theme(LIGHT)

    @property
    def config(self) -> TrainingConfig | None:
        """The settings; None while they are impossible, which the panel explains.

        A number that was not typed to the end is first corrected, for all to see.
        """
        self._form.finish_typing()
        return self._config

    def set_config(self, config: TrainingConfig) -> None:
        """Show settings, of any preset."""
        self._presets.blockSignals(True)
        self._presets.set_choice(config.preset)
        self._presets.blockSignals(False)
        self._show_preset()
        self._form.blockSignals(True)
        self._form.set_values(asdict(config))
        self._form.blockSignals(False)
        self._on_form_changed()

    def set_locked(self, locked: bool) -> None:
        """Keep everything as it is, while a training runs."""
        self._locked = locked
        self._presets.setEnabled(not locked)
        self._form.set_locked(locked)
        self._back.setEnabled(not locked)

    def set_own_drawings(self, count: int) -> None:
        """Say how many drawings the user has kept, which can be learned, too."""
        self._form.set_own_drawings(count)

    def set_theme(self, theme: Theme) -> None:
        """Show in the colours of a theme."""
        self._form.set_theme(theme)
        self._picture.set_theme(theme)

    @property
    def _preset(self) -> Preset:
        return PRESETS[self._presets.choice]

    def _on_preset_chosen(self) -> None:
        # Whose drawings are learned is no matter of the network's.
        own = self._form.values["own_drawings"]
        self.set_config(replace(self._preset.defaults, own_drawings=own))

    def _on_back_clicked(self) -> None:
        self.set_config(self._preset.defaults)
        self._presets.setFocus()  # the button vanishes

    def _on_form_changed(self) -> None:
        before = self._config
        self._update_config()
        if self._config != before:
            self.config_changed.emit()

    def _show_preset(self) -> None:
        preset = self._preset
        self._description.setText(preset.description)
        reported = preset.reported.replace(" %", "\N{NO-BREAK SPACE}%")
        self._reported.setText(f"On the test set its tutorial reports {reported}.")
        self._reported.setVisible(bool(preset.reported))
        self._form.set_preset(preset)

    def _update_config(self) -> None:
        values = self._form.values
        possible = not self._form.problems
        self._config = (
            TrainingConfig(preset=self._preset.name, **values) if possible else None
        )
        if self._config is not None:
            self._picture.set_layers(summarize(self._preset.layers(self._config)))
        self._back.setVisible(self._config != self._preset.defaults)


def _text(pixels: int) -> QLabel:
    label = QLabel()
    label.setFont(font_of(pixels))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
