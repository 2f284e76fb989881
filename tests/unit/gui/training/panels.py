"""Finding the fields of the settings, and typing into them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from digitpad.core.presets import PRESETS
from digitpad.gui.training.settings_panel import SettingsPanel

each_preset = pytest.mark.parametrize("name", PRESETS)


def field(panel: QWidget, title: str) -> QWidget:
    """Return the control with a name that a screen reader would speak."""
    for widget in panel.findChildren(QWidget):
        if widget.accessibleName() == title:
            return widget
    raise AssertionError(f"there is no field {title}")


def number(panel: QWidget, title: str) -> QSpinBox:
    box = field(panel, title)
    assert isinstance(box, QSpinBox)
    return box


def decimal(panel: QWidget, title: str) -> QDoubleSpinBox:
    box = field(panel, title)
    assert isinstance(box, QDoubleSpinBox)
    return box


def choice(panel: QWidget, title: str) -> QComboBox:
    box = field(panel, title)
    assert isinstance(box, QComboBox)
    return box


def button(panel: QWidget, text: str) -> QPushButton:
    return next(b for b in panel.findChildren(QPushButton) if b.text() == text)


def said(panel: QWidget) -> list[str]:
    """Return all texts that can be seen."""
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def choose(panel: SettingsPanel, name: str) -> None:
    box = choice(panel, "Network")
    box.setCurrentIndex(box.findText(name))


def type_into(qtbot: QtBot, box: QAbstractSpinBox, text: str) -> None:
    box.selectAll()
    qtbot.keyClicks(box, text)


def leave(qtbot: QtBot, box: QAbstractSpinBox) -> None:
    qtbot.keyClick(box, Qt.Key.Key_Return)
