"""Weights are opened into a preset's network, with units as they were."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from digitpad.core.errors import DigitpadError
from digitpad.core.presets import DEFAULT_PRESET, PRESETS
from digitpad.gui.converting.preset_dialog import PresetDialog, ask_for_preset


@pytest.fixture
def dialog(qtbot: QtBot) -> PresetDialog:
    dialog = PresetDialog("a.weights.h5")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_can_be_chosen(dialog: PresetDialog, name: str) -> None:
    assert dialog.config == PRESETS[DEFAULT_PRESET].defaults
    dialog.presets.set_choice(name)
    assert dialog.config == PRESETS[name].defaults
    assert dialog.dense.isEnabled() == ("dense" not in PRESETS[name].fixed)


def test_units_and_activation_can_be_others(dialog: PresetDialog) -> None:
    dialog.presets.set_choice("dense-64-64")
    dialog.dense.setText(" 128,32 ")
    dialog.activations.set_choice("tanh")
    defaults = PRESETS["dense-64-64"].defaults
    assert dialog.config == replace(defaults, dense=(128, 32), activation="tanh")
    dialog.dense.setText("")
    assert dialog.config.dense == ()


@pytest.mark.parametrize("text", ["64, x", "64,,64", "0", "1,2,3,4,5", "9999"])
def test_impossible_units_are_said(dialog: PresetDialog, text: str) -> None:
    dialog.presets.set_choice("dense-64-64")
    dialog.dense.setText(text)
    assert dialog.problem.isVisible()
    assert not dialog.accept_button.isEnabled()
    with pytest.raises(DigitpadError):
        _ = dialog.config
    dialog.dense.setText("64")
    assert not dialog.problem.isVisible()
    assert dialog.accept_button.isEnabled()


@pytest.mark.parametrize("accept", [True, False])
def test_it_is_asked(qtbot: QtBot, accept: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PresetDialog)
        (dialog.accept if accept else dialog.reject)()

    QTimer.singleShot(50, answer)
    config = ask_for_preset(window, "a.weights.h5")
    assert config == (PRESETS[DEFAULT_PRESET].defaults if accept else None)


def test_nothing_is_squeezed_where_the_screen_is_low(qtbot: QtBot) -> None:
    dialog = PresetDialog("a file with a rather long name of its own.weights.h5")
    qtbot.addWidget(dialog)
    dialog.resize(460, 200)
    dialog.show()
    fields = (dialog.presets, dialog.dense, dialog.activations)
    qtbot.waitUntil(
        lambda: all(field.height() >= field.sizeHint().height() for field in fields)
    )
