"""Each training ends once, and the trainer does as it is told."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QTimer

from digitpad.core.records import Batch, Phase, Succeeded
from digitpad.core.runs import load_runs
from digitpad.gui.trainer import Trainer, TrainerState
from tests.unit.gui.trainers import CONFIG, IGNORE, OBEY, SUCCEED, Open


def test_nothing_runs_before_it_is_needed(open_trainer: Open) -> None:
    trainer = open_trainer(SUCCEED).trainer
    assert trainer.state is TrainerState.OFF
    assert not trainer.is_busy
    assert trainer.worker_pid is None
    assert trainer.config is None


def test_a_worker_is_prepared_once(open_trainer: Open) -> None:
    session = open_trainer(SUCCEED)
    session.trainer.prepare()
    assert session.state() is TrainerState.LOADING
    session.wait_for(TrainerState.READY)
    pid = session.trainer.worker_pid
    session.trainer.prepare()
    assert session.trainer.worker_pid == pid is not None
    assert session.states == [TrainerState.LOADING, TrainerState.READY]


def test_a_training_succeeds_and_is_kept(open_trainer: Open) -> None:
    session = open_trainer(SUCCEED)
    session.start()
    assert session.trainer.is_busy
    assert session.state() is TrainerState.WAITING
    run, record = session.outcome()
    assert isinstance(record, Succeeded)
    assert session.state() is TrainerState.READY
    assert load_runs(session.folder) == (run,)
    assert run.config == session.trainer.config == CONFIG
    assert run.epochs == session.trainer.epochs
    assert [epoch.epoch for epoch in run.epochs] == [1, 2]
    assert run.kept == 2
    assert run.model.is_file()
    kinds = [type(r).__name__ for r in session.said if not isinstance(r, Phase)]
    assert kinds == ["Batch", "Epoch", "Batch", "Epoch"]


def test_a_prepared_worker_trains_at_once(open_trainer: Open) -> None:
    session = open_trainer(SUCCEED)
    session.trainer.prepare()
    session.wait_for(TrainerState.READY)
    session.start()
    assert session.state() is TrainerState.RUNNING
    session.outcome()


def test_no_timer_runs_when_nothing_trains(open_trainer: Open) -> None:
    session = open_trainer(OBEY)
    timers = session.trainer.findChildren(QTimer)
    assert not any(timer.isActive() for timer in timers)
    session.start()
    session.wait_for_batch()
    assert any(timer.isActive() for timer in timers)
    session.trainer.pause()
    assert not any(timer.isActive() for timer in timers)
    session.trainer.stop()
    session.outcome()
    assert not any(timer.isActive() for timer in timers)


def test_start_pressed_twice_starts_once(open_trainer: Open) -> None:
    session = open_trainer(OBEY)
    session.start()
    session.start()
    session.wait_for_batch()
    session.start()
    session.trainer.stop()
    session.outcome()
    assert len(session.folders()) == 1


def test_it_pauses_and_goes_on(open_trainer: Open) -> None:
    session = open_trainer(OBEY)
    session.start()
    session.wait_for_batch()
    session.trainer.pause()
    assert session.state() is TrainerState.PAUSED
    session.trainer.pause()
    session.wait_for_batch(2)
    session.trainer.resume()
    assert session.state() is TrainerState.RUNNING
    session.wait_for_batch(3)
    batches = [record for record in session.said if isinstance(record, Batch)]
    assert [batch.step for batch in batches] == [1, 2, 3]


def test_stop_keeps_what_there_is(open_trainer: Open) -> None:
    session = open_trainer(OBEY)
    session.start()
    session.wait_for_batch()
    session.trainer.pause()
    session.trainer.stop()
    assert session.state() is TrainerState.STOPPING
    session.trainer.stop()
    run, _ = session.outcome()
    assert run.folder.is_dir()


def test_cancel_keeps_nothing(open_trainer: Open) -> None:
    session = open_trainer(OBEY)
    session.start()
    session.wait_for_batch()
    pid = session.trainer.worker_pid
    session.trainer.cancel()
    assert session.state() is TrainerState.CANCELLING
    session.trainer.cancel()
    assert session.outcome() == "cancelled"
    assert session.folders() == []
    assert session.trainer.worker_pid == pid
    assert session.state() is TrainerState.READY


@pytest.mark.parametrize("end", [Trainer.stop, Trainer.cancel])
def test_a_training_that_waits_is_cancelled_at_once(
    open_trainer: Open, end: Callable[[Trainer], None]
) -> None:
    session = open_trainer(SUCCEED)
    session.start()
    end(session.trainer)
    assert session.outcomes == ["cancelled"]
    assert session.folders() == []
    session.wait_for(TrainerState.READY)
    assert session.said == []


def test_one_that_does_not_cancel_is_killed(open_trainer: Open) -> None:
    session = open_trainer(IGNORE)
    session.start()
    session.wait_for_batch()
    pid = session.trainer.worker_pid
    session.trainer.cancel()
    began = perf_counter()
    assert session.outcome() == "cancelled"
    assert 1.5 < perf_counter() - began < 3
    session.wait_until(lambda: session.folders() == [])
    session.wait_for(TrainerState.READY)
    assert session.trainer.worker_pid not in (pid, None)


def test_a_success_that_comes_too_late_is_cancelled(open_trainer: Open) -> None:
    session = open_trainer(
        "say('ready'); run = hear()['run']; fit(run)\nhear(); succeed(run)\nhear()"
    )
    session.start()
    session.wait_for_batch()
    session.trainer.cancel()
    assert session.outcome() == "cancelled"
    assert session.folders() == []


@pytest.mark.parametrize("body", [SUCCEED, IGNORE, "signal.pause()"])
def test_shutting_down_leaves_no_process(open_trainer: Open, body: str) -> None:
    session = open_trainer(body)
    session.trainer.prepare()
    session.wait_until(lambda: session.trainer.worker_pid is not None)
    pid = session.trainer.worker_pid
    began = perf_counter()
    session.trainer.shut_down()
    assert perf_counter() - began < 2
    assert not Path(f"/proc/{pid}").exists()
    assert session.state() is TrainerState.OFF
    assert session.outcomes == []


@pytest.mark.parametrize("body", [OBEY, IGNORE])
def test_shutting_down_ends_a_training(open_trainer: Open, body: str) -> None:
    session = open_trainer(body)
    session.start()
    session.wait_for_batch()
    session.trainer.shut_down()
    assert session.outcome() == "cancelled"
    assert session.folders() == []
    session.start()
    session.wait_for_batch(2)


def test_shutting_down_at_once_is_possible(open_trainer: Open) -> None:
    session = open_trainer(SUCCEED)
    session.trainer.shut_down()
    session.start()
    session.trainer.shut_down()
    session.trainer.shut_down()
    assert session.outcome() == "cancelled"
    assert session.folders() == []
