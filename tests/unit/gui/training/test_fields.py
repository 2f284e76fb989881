"""What is typed into a field becomes a setting, or is mended."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
)
from pytestqt.qtbot import QtBot

from digitpad.core.training_config import TITLES
from digitpad.gui.training.settings_panel import SettingsPanel
from tests.unit.gui.training.panels import (
    button,
    choose,
    decimal,
    field,
    leave,
    number,
    type_into,
)


@pytest.mark.parametrize(
    ("text", "rate"), [("0.02", 0.02), ("1e-3", 1e-3), ("2E-6", 2e-6), ("10", 10.0)]
)
def test_a_learning_rate_is_typed(
    panel: SettingsPanel, qtbot: QtBot, text: str, rate: float
) -> None:
    type_into(qtbot, decimal(panel, "Learning rate"), text)
    assert panel.config is not None
    assert panel.config.learning_rate == pytest.approx(rate, rel=1e-9)


@pytest.mark.parametrize("text", ["nan", "20", "1e-9", "0", "", "1e", "abc", "-1"])
def test_an_impossible_rate_never_becomes_a_setting(
    panel: SettingsPanel, qtbot: QtBot, text: str
) -> None:
    box = decimal(panel, "Learning rate")
    type_into(qtbot, box, text)
    if not text:
        qtbot.keyClick(box, Qt.Key.Key_Backspace)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert panel.config is not None
    assert 1e-6 <= panel.config.learning_rate <= 10
    assert float(box.text()) == panel.config.learning_rate


@pytest.mark.parametrize(
    ("text", "rate"),
    [("50", "10"), ("99999999999999", "10"), ("1e999", "10"), ("0", "1e-6")],
)
def test_a_rate_out_of_range_becomes_the_nearest_limit(
    panel: SettingsPanel, qtbot: QtBot, text: str, rate: str
) -> None:
    box = decimal(panel, "Learning rate")
    type_into(qtbot, box, text)
    leave(qtbot, box)
    assert box.text() == rate
    assert panel.config is not None
    assert panel.config.learning_rate == float(rate)


@pytest.mark.parametrize(
    "title",
    [
        *("Epochs", "Training images", "Batch size", "Learning rate", "Layer 1"),
        *("Dropout", "Validation split", "Early stopping", "Seed"),
    ],
)
@pytest.mark.parametrize("by_letters", [False, True])
def test_an_emptied_field_goes_back_to_its_last_value(
    panel: SettingsPanel, qtbot: QtBot, title: str, by_letters: bool
) -> None:
    choose(panel, "cnn-32-64-dropout")
    number(panel, "Seed").setValue(4321)
    decimal(panel, "Validation split").setValue(0.25)
    number(panel, "Early stopping").setValue(12)
    before = panel.config
    box = field(panel, title)
    assert isinstance(box, QAbstractSpinBox)
    shown = box.text()
    box.selectAll()
    if by_letters:
        end = len(box.lineEdit().selectedText())
        box.lineEdit().setCursorPosition(end)
    for _ in range(len(shown) if by_letters else 1):
        qtbot.keyClick(box, Qt.Key.Key_Backspace)
    leave(qtbot, box)
    assert box.text() == shown
    assert panel.config == before


@pytest.mark.parametrize("title", ["Epochs", "Batch size", "Layer 1", "Seed"])
@pytest.mark.parametrize("text", ["0,5", "1,5", "0,500"])
def test_a_decimal_comma_is_no_whole_number(
    panel: SettingsPanel, qtbot: QtBot, title: str, text: str
) -> None:
    choose(panel, "cnn-4-8-12")
    before = panel.config
    box = number(panel, title)
    type_into(qtbot, box, text)
    leave(qtbot, box)
    assert panel.config == before


@pytest.mark.parametrize("title", ["Learning rate", "Dropout", "Validation split"])
def test_a_decimal_comma_is_not_left_out(
    panel: SettingsPanel, qtbot: QtBot, title: str
) -> None:
    choose(panel, "cnn-32-64-dropout")
    before = panel.config
    box = decimal(panel, title)
    type_into(qtbot, box, "0,5")
    leave(qtbot, box)
    assert panel.config == before


def test_groups_of_three_digits_may_be_typed(
    panel: SettingsPanel, qtbot: QtBot
) -> None:
    box = number(panel, "Training images")
    type_into(qtbot, box, "12,000")
    leave(qtbot, box)
    assert box.value() == 12_000
    assert box.text() == "12,000"


def test_a_digit_is_taken_out_of_a_large_number(
    panel: SettingsPanel, qtbot: QtBot
) -> None:
    box = number(panel, "Training images")
    panel.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    box.lineEdit().end(False)
    qtbot.keyClick(box, Qt.Key.Key_Backspace)
    button(panel, "More settings").setFocus()
    assert box.value() == 6000
    assert box.text() == "6,000"


@pytest.mark.parametrize(
    ("title", "text", "shown"),
    [("Batch size", "0", "1"), ("Learning rate", "50", "10"), ("Epochs", "0,5", "25")],
)
def test_what_is_read_is_what_is_shown(
    panel: SettingsPanel, qtbot: QtBot, title: str, text: str, shown: str
) -> None:
    """Start by its key leaves the focus in a field that is not typed to the end."""
    number(panel, "Epochs").setValue(25)
    box = field(panel, title)
    assert isinstance(box, QAbstractSpinBox)
    type_into(qtbot, box, text)
    assert box.text() == text
    config = panel.config
    assert box.text() == shown
    assert config is not None
    name = next(name for name in TITLES if TITLES[name] == title)
    assert getattr(config, name) == float(shown)


def test_reading_leaves_what_can_be_typed_on(
    panel: SettingsPanel, qtbot: QtBot
) -> None:
    """The window reads the settings with every change, in the midst of typing."""
    choose(panel, "cnn-32-64-dropout")
    panel.config_changed.connect(lambda: panel.config)
    box = decimal(panel, "Dropout")
    type_into(qtbot, box, "0.25")
    assert box.text() == "0.25"
    assert box.value() == 0.25


def test_arrows_step_the_rate_by_1_2_5(panel: SettingsPanel) -> None:
    box = decimal(panel, "Learning rate")
    box.setValue(0.001)
    up = []
    for _ in range(4):
        box.stepUp()
        up.append(box.value())
    assert up == pytest.approx([0.002, 0.005, 0.01, 0.02])
    down = []
    for _ in range(5):
        box.stepDown()
        down.append(box.value())
    assert down == pytest.approx([0.01, 0.005, 0.002, 0.001, 0.0005])
    box.setValue(0.0034)
    box.stepDown()
    assert box.value() == pytest.approx(0.002)
    for value, step in ((10.0, box.stepUp), (1e-6, box.stepDown)):
        box.setValue(value)
        step()
        assert box.value() == value
