"""Every view works for every preset that was trained in the window."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from digitpad.core.presets import PRESETS
from digitpad.gui.startup import sample_drawing
from digitpad.gui.window import MainWindow
from digitpad.program import Program
from tests.e2e.views import check_views

_MS = 100_000


@pytest.mark.parametrize("preset", PRESETS)
def test_a_network_trained_in_the_window_is_seen_in_every_view(
    qtbot: QtBot, main: MainWindow, program: Program, preset: str
) -> None:
    defaults = PRESETS[preset].defaults
    few = replace(defaults, images=1500, epochs=1, batch_size=50)
    main.stage.pad.set_drawing(sample_drawing())
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
    check_views(qtbot, main, program)
