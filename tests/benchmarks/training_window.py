"""The program's windows in the benchmark's own process, and trainings in them."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer, SignalInstance

from digitpad.app import make_window
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.core.records import Succeeded
from digitpad.core.training_config import TrainingConfig
from digitpad.gui.application import Application
from digitpad.gui.startup import sample_drawing
from digitpad.gui.trainer import Trainer, TrainerState
from digitpad.program import Program

_SECONDS = 1200


@contextmanager
def open_training() -> Iterator[Program]:
    """Open both windows with a drawing, and wait until TensorFlow is imported."""
    application = Application()
    model = bundled_model()
    window = make_window(
        model,
        Recognizer.load(model),
        Path(os.environ["HOME"]) / "settings.json",
        keep_settings=False,
    )
    window.show()
    window.stage.pad.set_drawing(sample_drawing())
    program = window.findChild(Program)
    assert program
    program.open_training()
    trainer = trainer_of(program)
    wait([trainer.state_changed], lambda: trainer.state is TrainerState.READY)
    yield program
    window.close()
    application.processEvents()


def trainer_of(program: Program) -> Trainer:
    """Return what runs the trainings of a program whose training window is open."""
    assert program.trainer
    return program.trainer


def train(program: Program, config: TrainingConfig) -> Succeeded:
    """Press Start for these settings and wait for the result."""
    trainer, window = trainer_of(program), program.training_window
    assert window
    outcomes: list[Succeeded | str] = []
    connections = [
        trainer.succeeded.connect(lambda _run, outcome: outcomes.append(outcome)),
        trainer.failed.connect(outcomes.append),
    ]
    window.settings.set_config(config)
    window.controls.start.click()
    wait(ends(trainer), lambda: bool(outcomes) and not trainer.is_busy)
    (outcome,) = outcomes
    for connection in connections:
        QObject.disconnect(connection)
    if isinstance(outcome, str):
        raise SystemExit(outcome)
    return outcome


def after(seconds: float) -> None:
    """Run the event loop for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop, loop.quit)
    loop.exec()


def ends(trainer: Trainer) -> list[SignalInstance]:
    """Return the signals of which one comes last when a training ends."""
    return [
        trainer.state_changed,
        trainer.succeeded,
        trainer.cancelled,
        trainer.failed,
    ]


def wait(signals: Sequence[SignalInstance], condition: Callable[[], bool]) -> None:
    """Run the event loop until a condition holds after one of the signals."""
    loop = QEventLoop()

    def check(*_values: object) -> None:
        if condition():
            loop.quit()

    connections = [signal.connect(check) for signal in signals]
    QTimer.singleShot(_SECONDS * 1000, loop, lambda: loop.exit(1))
    if not condition() and loop.exec():
        raise SystemExit("waited in vain")
    for connection in connections:
        QObject.disconnect(connection)
