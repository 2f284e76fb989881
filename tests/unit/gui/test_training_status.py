"""The main window is told where a training is, and how it ended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from digitpad.core.presets import preset_named
from digitpad.gui.trainer import Trainer
from digitpad.gui.training_status import TrainingStatus
from tests.unit.gui.fake_worker import fake_worker

_MS = 10_000
WORKER = """
say("ready")
run = hear()["run"]
say("phase", run=run, name="preparing", share=0.5)
fit(run)
hear()
say("phase", run=run, name="measuring", share=0.5)
hear()
"""


@pytest.fixture
def trainer(tmp_path: Path) -> Iterator[Trainer]:
    trainer = Trainer(
        fake_worker(tmp_path, WORKER), log=tmp_path / "log", runs=tmp_path / "runs"
    )
    yield trainer
    trainer.shut_down()


def test_each_step_has_its_words(qtbot: QtBot, trainer: Trainer) -> None:
    told: list[str] = []
    TrainingStatus(trainer).changed.connect(told.append)

    def wait_for(text: str) -> None:
        qtbot.waitUntil(lambda: bool(told) and told[-1] == text, timeout=_MS)

    trainer.start(preset_named("digitpad").defaults, None)
    assert told == ["Training digitpad: starting TensorFlow"]
    wait_for("Training digitpad: epoch 1 of 2, 50.0 % right so far")
    assert "Training digitpad: preparing the images" in told
    trainer.pause()
    assert told[-1] == "Training digitpad: paused"
    wait_for("Training digitpad: measuring the network")
    trainer.cancel()
    assert told[-1] == "Training digitpad: cancelling"
    wait_for("")


def test_a_failure_is_told_whole(qtbot: QtBot, trainer: Trainer) -> None:
    told: list[str] = []
    TrainingStatus(trainer).changed.connect(told.append)
    trainer.failed.emit("The memory ran out.")
    assert told == ["The training has failed. The memory ran out."]
