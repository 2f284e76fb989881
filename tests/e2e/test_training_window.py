"""Training in the real windows, with a real worker and real digits."""

import os
import signal
from dataclasses import replace
from signal import SIGINT, SIGTERM
from time import perf_counter

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QSlider
from pytestqt.qtbot import QtBot

from digitpad.app import stopped_by_signals
from digitpad.core.paths import bundled_model
from digitpad.core.presets import preset_named
from digitpad.core.recognizer import read_card
from digitpad.core.records import Epoch, Probed, Record
from digitpad.core.runs import load_runs
from digitpad.core.training_config import TrainingConfig
from digitpad.gui.startup import sample_drawing
from digitpad.gui.trainer import Trainer, TrainerState
from digitpad.gui.training.window import TrainingWindow
from digitpad.gui.window import MainWindow
from digitpad.program import Program

_MS = 60_000

CONFIG = replace(
    preset_named("digitpad-quick").defaults, images=1000, batch_size=50, epochs=3
)
LONG = replace(CONFIG, epochs=500)


@pytest.fixture
def training(qtbot: QtBot, main: MainWindow, program: Program) -> TrainingWindow:
    main.show()
    main.stage.pad.set_drawing(sample_drawing())
    program.open_training()
    assert program.training_window
    qtbot.waitExposed(program.training_window)
    return program.training_window


def trainer_of(program: Program) -> Trainer:
    assert program.trainer
    return program.trainer


def start(training: TrainingWindow, config: TrainingConfig) -> None:
    training.settings.set_config(config)
    training.controls.start.click()


def wait_for_epochs(qtbot: QtBot, trainer: Trainer, count: int) -> None:
    qtbot.waitUntil(lambda: len(trainer.epochs) >= count, timeout=_MS)


def answer(button: str, after: int = 300) -> None:
    """Press a button of the question that is asked in some milliseconds."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(b for b in box.buttons() if b.text() == button).click()

    QTimer.singleShot(after, press)


def test_an_epochs_way_to_the_curves_and_the_result(
    qtbot: QtBot, main: MainWindow, program: Program, training: TrainingWindow
) -> None:
    trainer = trainer_of(program)
    told: list[Record] = []
    trainer.said.connect(told.append)
    with qtbot.waitSignal(trainer.succeeded, timeout=_MS) as done:
        start(training, CONFIG)
        assert not training.controls.start.isEnabled()
    assert done.args
    run, outcome = done.args
    epochs = [record for record in told if isinstance(record, Epoch)]
    assert [epoch.epoch for epoch in epochs] == [1, 2, 3]
    assert run.epochs == tuple(epochs)
    assert training.epochs.rowCount() == 3
    assert not training.curves.is_empty
    assert outcome.score.accuracy > 0.3
    assert outcome.in_use is not None
    assert outcome.in_use.accuracy == pytest.approx(
        read_card(bundled_model()).mnist_test_accuracy, abs=2e-4
    )
    assert training.result.isVisible()
    assert load_runs(run.folder.parent)[0].folder == run.folder

    with qtbot.waitSignal(training.use_requested):
        training.use_requested.emit(run.model)
    assert program.model == run.model
    assert f"Model: {run.folder.name}" in main.stage.about
    main.bundled_requested.emit()
    assert program.model == bundled_model()


def test_own_drawings_are_learned_too(
    qtbot: QtBot, program: Program, training: TrainingWindow
) -> None:
    trainer = trainer_of(program)
    program.drawings.keep(3)
    with qtbot.waitSignal(trainer.succeeded, timeout=_MS) as done:
        start(training, replace(CONFIG, epochs=1, own_drawings=True))
    assert done.args
    run, _ = done.args
    assert run.config.own_drawings
    images, own = read_card(run.model).data
    assert images["name"] == "MNIST training set"
    assert own == {"name": "own drawings", "count": 1, "licence": "own"}
    assert load_runs(run.folder.parent)[0].config.own_drawings


def test_the_drawing_is_read_while_it_learns_and_by_each_stage(
    qtbot: QtBot, program: Program, training: TrainingWindow
) -> None:
    trainer = trainer_of(program)
    assert training.probe.frame is not None  # taken over from the main window
    read: list[Probed] = []

    def on_said(record: Record) -> None:
        if isinstance(record, Probed):
            read.append(record)

    trainer.said.connect(on_said)
    with qtbot.waitSignal(trainer.succeeded, timeout=_MS):
        start(training, CONFIG)
    while_learning = {probed.probabilities for probed in read}
    assert len(while_learning) > 2  # it saw the bars settle
    assert {probed.stage for probed in read} == {0}
    (slider,) = training.probe.findChildren(QSlider)
    for position, stage in ((0, 1), (1, 2), (2, 3), (3, 0)):
        with qtbot.waitSignal(
            trainer.said,
            timeout=_MS,
            check_params_cb=lambda record, stage=stage: (
                isinstance(record, Probed) and record.stage == stage
            ),
        ):
            slider.setValue(position)
    first, _second, third, last = (probed.probabilities for probed in read[-4:])
    assert first != third
    assert last == pytest.approx(third, abs=0.3)  # only the temperature came between
    trainer.said.disconnect(on_said)


def test_closing_and_reopening_the_training_window_loses_nothing(
    qtbot: QtBot, main: MainWindow, program: Program, training: TrainingWindow
) -> None:
    trainer = trainer_of(program)
    start(training, LONG)
    wait_for_epochs(qtbot, trainer, 1)
    training.close()
    assert trainer.is_busy
    wait_for_epochs(qtbot, trainer, 3)
    assert main.status.isVisible()
    assert "epoch" in main.status.text()
    main.status.click()
    qtbot.waitExposed(training)
    assert training.epochs.rowCount() == len(trainer.epochs)
    answer("Cancel the training")
    with qtbot.waitSignal(trainer.cancelled, timeout=_MS):
        training.controls.cancel.click()


def test_pause_stop_and_keep_the_best(
    qtbot: QtBot, program: Program, training: TrainingWindow
) -> None:
    trainer = trainer_of(program)
    start(training, LONG)
    qtbot.waitUntil(lambda: trainer.state is TrainerState.RUNNING, timeout=_MS)
    assert not training.controls.stop.isEnabled()  # there is no epoch to keep yet
    wait_for_epochs(qtbot, trainer, 2)
    training.controls.pause.click()
    assert trainer.state is TrainerState.PAUSED
    training.controls.pause.click()
    assert trainer.is_busy
    assert training.controls.pause.text() == "&Pause"
    with qtbot.waitSignal(trainer.succeeded, timeout=_MS) as done:
        training.controls.stop.click()
    assert done.args
    run, outcome = done.args
    assert outcome.stopped
    best = max(run.epochs, key=lambda epoch: epoch.validation_accuracy)
    kept = next(epoch for epoch in run.epochs if epoch.epoch == outcome.epoch)
    assert kept.validation_accuracy == best.validation_accuracy


def test_closing_the_main_window_amid_a_training_asks_once(
    qtbot: QtBot, main: MainWindow, program: Program, training: TrainingWindow
) -> None:
    trainer = trainer_of(program)
    start(training, LONG)
    wait_for_epochs(qtbot, trainer, 1)
    answer("Go on training")
    main.close()
    assert main.isVisible()
    assert trainer.is_busy
    answer("End it and close", after=0)
    began = perf_counter()
    main.close()
    assert perf_counter() - began < 2
    assert not main.isVisible()
    assert not training.isVisible()
    assert trainer.state is TrainerState.OFF
    assert trainer.worker_pid is None


def test_a_polite_kill_does_not_wait_for_an_answer(
    qtbot: QtBot, main: MainWindow, program: Program, training: TrainingWindow
) -> None:
    trainer = trainer_of(program)
    start(training, LONG)
    wait_for_epochs(qtbot, trainer, 1)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    before = {number: signal.getsignal(number) for number in (SIGINT, SIGTERM)}
    with stopped_by_signals(application, main):
        QTimer.singleShot(300, lambda: os.kill(os.getpid(), SIGTERM))
        main.close()  # asks, and nobody answers
        qtbot.waitUntil(lambda: not main.isVisible(), timeout=_MS)
    for number, handler in before.items():
        signal.signal(number, handler)
    assert trainer.worker_pid is None
