"""Opening every window of the View menu, and seeing that each shows the model."""

import os
from pathlib import Path
from typing import Final, TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from digitpad.core.recognizer import read_card
from digitpad.gui.data.window import DataWindow
from digitpad.gui.inside.window import InsideWindow
from digitpad.gui.judging.window import JudgingWindow
from digitpad.gui.views import VIEWS
from digitpad.gui.way.window import WayWindow
from digitpad.gui.why.window import WhyWindow
from digitpad.gui.window import MainWindow
from digitpad.program import Program

V = TypeVar("V")

_MS: Final = 100_000
"""However busy the machine is."""
_PICTURES: Final = os.environ.get("DIGITPAD_PICTURES")
"""A folder for pictures of the views, for who wants to look at them."""


def check_views(qtbot: QtBot, window: MainWindow, program: Program) -> None:
    """Open all views and close them again; a drawing must be on the pad."""
    for name in VIEWS:
        program.open_view(name)
    card = read_card(program.model)

    inside = _view(program, InsideWindow).inspection
    assert inside is not None
    parameters = sum(layer.parameters for layer in inside.layers.values())
    assert parameters == card.parameters
    why, way = _view(program, WhyWindow), _view(program, WayWindow)
    qtbot.waitUntil(lambda: why.occlusion is not None, timeout=_MS)
    qtbot.waitUntil(lambda: way.read_steps[1].prediction is not None, timeout=_MS)
    read = way.read_steps[1].prediction
    assert read is not None
    assert window.prediction is not None
    assert read.best == window.prediction.best
    data = _view(program, DataWindow)
    qtbot.waitUntil(lambda: data.is_ready, timeout=_MS)
    judging = _view(program, JudgingWindow)
    qtbot.waitUntil(
        lambda: [model.path for _, model, _ in judging.judged] == [program.model],
        timeout=_MS,
    )
    _, _, judgement = judging.judged[0]
    assert judgement.accuracy == pytest.approx(card.mnist_test_accuracy, abs=2e-4)

    for name, shown in program.views.items():
        if _PICTURES:
            assert isinstance(shown, QWidget)
            assert shown.grab().save(
                str(Path(_PICTURES) / f"{card.preset or card.name}-{name}.png")
            )
        shown.close()


def _view(program: Program, kind: type[V]) -> V:
    (found,) = (view for view in program.views.values() if isinstance(view, kind))
    return found
