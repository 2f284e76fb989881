"""Every view works for every preset that was trained in the window."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from digitpad.app import make_window
from digitpad.core.paths import bundled_model
from digitpad.core.presets import PRESETS
from digitpad.core.recognizer import Recognizer, read_card
from digitpad.gui.data.window import DataWindow
from digitpad.gui.inside.window import InsideWindow
from digitpad.gui.judging.window import JudgingWindow
from digitpad.gui.startup import sample_drawing
from digitpad.gui.views import VIEWS
from digitpad.gui.way.window import WayWindow
from digitpad.gui.why.window import WhyWindow
from digitpad.gui.window import MainWindow
from digitpad.program import Program

V = TypeVar("V")

_MS = 100_000
PICTURES = os.environ.get("DIGITPAD_PICTURES")
"""A folder for pictures of the views, for who wants to look at them."""


@pytest.fixture(scope="module")
def window(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "STATE", "CACHE", "CONFIG"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        model = bundled_model()
        window = make_window(model, Recognizer.load(model), home / "settings.json")
        window.show()
        window.stage.pad.set_drawing(sample_drawing())
        yield window
        window.set_close_guard(lambda: True)
        window.close()
        window.deleteLater()


@pytest.fixture(scope="module")
def program(window: MainWindow) -> Program:
    program = window.findChild(Program)
    assert program
    return program


def view(program: Program, kind: type[V]) -> V:
    found = [view for view in program.views.values() if isinstance(view, kind)]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("preset", PRESETS)
def test_a_network_trained_in_the_window_is_seen_in_every_view(
    qtbot: QtBot, window: MainWindow, program: Program, preset: str
) -> None:
    defaults = PRESETS[preset].defaults
    few = replace(defaults, images=1500, epochs=1, batch_size=50)
    program.open_training()
    training, trainer = program.training_window, program.trainer
    assert training
    assert trainer
    training.settings.set_config(few)
    with qtbot.waitSignal(trainer.succeeded, timeout=_MS) as done:
        training.controls.start.click()
    assert done.args
    run, outcome = done.args
    training.use_requested.emit(run.model)
    assert program.model == run.model
    for name in VIEWS:
        program.open_view(name)

    inside = view(program, InsideWindow).inspection
    assert inside is not None
    assert [layer.kind for layer in inside.layers.values()].count("Dense") >= 1
    parameters = sum(layer.parameters for layer in inside.layers.values())
    assert parameters == read_card(run.model).parameters
    why, way = view(program, WhyWindow), view(program, WayWindow)
    qtbot.waitUntil(lambda: why.occlusion is not None, timeout=_MS)
    qtbot.waitUntil(lambda: way.read_steps[1].prediction is not None, timeout=_MS)
    read = way.read_steps[1].prediction
    assert read is not None
    assert window.prediction is not None
    assert read.best == window.prediction.best
    data = view(program, DataWindow)
    qtbot.waitUntil(lambda: data.is_ready, timeout=_MS)
    judging = view(program, JudgingWindow)
    qtbot.waitUntil(
        lambda: [model.path for _, model, _ in judging.judged] == [run.model],
        timeout=_MS,
    )
    _, _, judgement = judging.judged[0]
    assert judgement.accuracy == pytest.approx(outcome.score.accuracy, abs=2e-4)
    if PICTURES:
        for name, shown in program.views.items():
            assert isinstance(shown, QWidget)
            assert shown.grab().save(str(Path(PICTURES) / f"{preset}-{name}.png"))
    for shown in program.views.values():
        shown.close()
