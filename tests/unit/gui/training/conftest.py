"""The settings of a training, shown."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import (
    QApplication,
)
from pytestqt.qtbot import QtBot

from digitpad.gui.training.settings_panel import SettingsPanel


@pytest.fixture
def panel(qtbot: QtBot) -> SettingsPanel:
    panel = SettingsPanel()
    qtbot.addWidget(panel)
    panel.resize(340, 420)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.fixture
def styled(qapp: QApplication) -> Iterator[None]:
    """Undo what a theme does to the palette.

    The style sheet stays: taken away, Qt crashes when the next one is set.
    """
    palette = QApplication.palette()
    yield
    QApplication.setPalette(palette)
