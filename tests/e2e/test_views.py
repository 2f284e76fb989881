"""Every view works for every preset that was trained in the window."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.app import make_window
from digitpad.core.paths import bundled_model
from digitpad.core.presets import PRESETS
from digitpad.core.recognizer import Recognizer
from digitpad.gui.startup import sample_drawing
from digitpad.gui.window import MainWindow
from digitpad.program import Program
from tests.e2e.views import check_views

_MS = 100_000


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
    run, _ = done.args
    training.use_requested.emit(run.model)
    assert program.model == run.model
    check_views(qtbot, window, program)
