"""The bundled network at work on a digit."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from digitpad.core.frame import render
from digitpad.core.inspection import Inspection, Inspector
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.gui.inside.window import InsideWindow
from digitpad.gui.startup import sample_drawing


@pytest.fixture(scope="session")
def inspector(recognizer: Recognizer) -> Inspector:
    return Inspector.open(bundled_model(), recognizer)


@pytest.fixture(scope="session")
def inspection(inspector: Inspector) -> Inspection:
    return inspector.inspect(render(sample_drawing()))


@pytest.fixture
def inside(qtbot: QtBot, recognizer: Recognizer) -> Iterator[InsideWindow]:
    window = InsideWindow()
    qtbot.addWidget(window)
    window.set_model(bundled_model(), recognizer, "digitpad")
    window.set_drawing(sample_drawing())
    window.resize(1280, 720)
    window.open()
    qtbot.waitExposed(window)
    yield window
    window.close()
