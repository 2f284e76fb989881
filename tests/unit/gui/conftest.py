"""A real window with the real bundled model."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.core.settings import Settings
from digitpad.gui.pad import Pad
from digitpad.gui.window import MainWindow


@pytest.fixture(scope="session")
def recognizer() -> Recognizer:
    return Recognizer.load(bundled_model())


@pytest.fixture
def saved() -> list[Settings]:
    """What the window gave to be saved."""
    return []


@pytest.fixture
def window(
    qtbot: QtBot, recognizer: Recognizer, saved: list[Settings]
) -> Iterator[MainWindow]:
    palette = QApplication.palette()
    window = MainWindow(recognizer, "About the model", Settings(), saved.append)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    qtbot.waitExposed(window)
    yield window
    QApplication.setPalette(palette)


@pytest.fixture
def pad(qtbot: QtBot) -> Pad:
    pad = Pad()
    qtbot.addWidget(pad)
    pad.resize(400, 400)
    pad.show()
    qtbot.waitExposed(pad)
    return pad
