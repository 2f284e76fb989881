"""A trainer with a worker that plays a part, and what it told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from pytestqt.qtbot import QtBot

from digitpad.core.presets import preset_named
from digitpad.core.records import Batch, Epoch
from digitpad.gui.trainer import Trainer, TrainerState

CONFIG = preset_named("dense-64-64").defaults


INK = np.ones((28, 28), np.float32)


SUCCEED = """
say("ready")
while True:
    command = hear()
    if command["record"] == "train":
        run = command["run"]
        say("phase", run=run, name="fitting", share=None)
        for number in (1, 2):
            fit(run)
            epoch(run, number)
        open(command["model"], "w").close()
        succeed(run)
"""


OBEY = """
say("ready")
while True:
    command = hear()
    if command["record"] == "train":
        fit(command["run"])
    elif command["record"] == "pause":
        batch(command["run"], 2)
    elif command["record"] == "resume":
        batch(command["run"], 3)
    elif command["record"] == "stop":
        succeed(command["run"])
    elif command["record"] == "cancel":
        say("cancelled", run=command["run"])
"""


IGNORE = """
say("ready")
fit(hear()["run"])
signal.pause()
"""


ONCE = """
say("ready")
run = hear()["run"]
fit(run)
"""


class Session:
    """A trainer and all that it told."""

    def __init__(self, trainer: Trainer, folder: Path, qtbot: QtBot) -> None:
        self.trainer = trainer
        self.folder = folder
        self.said: list[Any] = []
        self.outcomes: list[Any] = []
        self.states: list[TrainerState] = []
        self.lost = 0
        self._qtbot = qtbot
        trainer.said.connect(self.said.append)
        trainer.succeeded.connect(lambda *values: self.outcomes.append(values))
        trainer.cancelled.connect(lambda: self.outcomes.append("cancelled"))
        trainer.failed.connect(self.outcomes.append)
        trainer.state_changed.connect(lambda: self.states.append(trainer.state))
        trainer.stages_lost.connect(self._on_stages_lost)

    def state(self) -> TrainerState:
        return self.trainer.state

    def epochs(self) -> tuple[Epoch, ...]:
        return self.trainer.epochs

    def start(self) -> None:
        self.trainer.start(CONFIG, None)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=10_000)

    def wait_for(self, state: TrainerState) -> None:
        self.wait_until(lambda: self.trainer.state is state)

    def wait_for_batch(self, count: int = 1) -> None:
        self.wait_until(
            lambda: sum(isinstance(record, Batch) for record in self.said) >= count
        )

    def wait_for_stage(self, stage: int) -> None:
        self.wait_until(lambda: any(record.stage == stage for record in self.said[-1:]))

    def outcome(self) -> Any:
        """Wait for the outcome; return it."""
        self.wait_until(lambda: bool(self.outcomes))
        self._qtbot.wait(20)  # would there be another?
        assert len(self.outcomes) == 1
        return self.outcomes.pop()

    def folders(self) -> list[Path]:
        return list(self.folder.iterdir()) if self.folder.exists() else []

    def _on_stages_lost(self) -> None:
        self.lost += 1


Open = Callable[..., Session]
