"""Whatever its worker does, a training ends once, and another can follow."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from digitpad.core.errors import DigitpadError
from digitpad.core.runs import load_runs
from digitpad.gui.trainer import Trainer, TrainerState
from digitpad.gui.worker import EXITED, KILLED, NOT_STARTED, RUBBISH
from tests.unit.gui.trainers import (
    IGNORE,
    OBEY,
    ONCE,
    SUCCEED,
    Open,
    Session,
)


@pytest.mark.parametrize(
    ("then", "sentence"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", KILLED),
        ("sys.exit(3)", EXITED),
        ("print('hello', flush=True); signal.pause()", RUBBISH),
        ("say('failed', run=run, sentence='Oh dear.'); hear()", "Oh dear."),
        ("say('failed', run=0, sentence='Oh dear.'); sys.exit(1)", "Oh dear."),
        ("say('failed', run=0, sentence='Oh dear.'); signal.pause()", "Oh dear."),
    ],
)
def test_a_failure_is_told_once_and_another_training_can_follow(
    open_trainer: Open, tmp_path: Path, then: str, sentence: str
) -> None:
    mark = tmp_path / "was here"
    session = open_trainer(
        f"if os.path.exists({str(mark)!r}):\n"
        + "".join(f"    {line}\n" for line in SUCCEED.splitlines())
        + f"open({str(mark)!r}, 'w').close()\n{ONCE}{then}"
    )
    session.start()
    assert session.outcome() == sentence
    if "run=run" not in then:
        session.start()
        assert isinstance(session.outcome(), tuple)
    session.wait_until(lambda: len(session.folders()) == len(load_runs(session.folder)))


def test_it_fails_while_paused(open_trainer: Open) -> None:
    session = open_trainer(ONCE + "hear(); sys.exit(1)")
    session.start()
    session.wait_for_batch()
    session.trainer.pause()
    assert session.outcome() == EXITED


def test_a_start_inside_the_failure_is_a_start(open_trainer: Open) -> None:
    session = open_trainer(ONCE + "sys.exit(1)")
    session.trainer.failed.connect(
        lambda: session.start() if len(session.outcomes) < 3 else None
    )
    session.start()
    session.wait_until(lambda: len(session.outcomes) == 3)
    assert session.outcomes == [EXITED] * 3


def test_a_worker_that_cannot_begin_is_not_started_for_ever(
    open_trainer: Open, tmp_path: Path
) -> None:
    session = open_trainer("say('failed', run=0, sentence='Oh dear.'); sys.exit(1)")
    session.trainer.prepare()
    session.wait_for(TrainerState.OFF)
    assert session.outcomes == []
    session.start()
    assert session.outcome() == "Oh dear."
    assert session.state() is TrainerState.OFF
    session.wait_until(lambda: session.folders() == [])
    assert session.trainer.log.read_text().count("worker started") == 2


def test_a_program_that_is_missing_fails_each_start(
    qtbot: QtBot, tmp_path: Path
) -> None:
    runs = tmp_path / "runs"
    trainer = Trainer(["/nowhere/python"], log=tmp_path / "worker.log", runs=runs)
    session = Session(trainer, runs, qtbot)
    for _ in range(2):
        session.start()
        assert session.outcome() == NOT_STARTED
        assert session.folders() == []
    trainer.shut_down()


def test_a_silent_training_is_ended(open_trainer: Open) -> None:
    session = open_trainer(IGNORE, silence=0.5)
    session.start()
    sentence = session.outcome()
    assert sentence.startswith("The training has not answered for 0.5 seconds")
    assert session.state() is not TrainerState.OFF
    session.wait_until(lambda: session.folders() == [])
    assert "ended by a signal" in session.trainer.log.read_text()


def test_an_import_may_take_four_times_as_long(open_trainer: Open) -> None:
    session = open_trainer("time.sleep(0.6)\n" + SUCCEED, silence=0.3)
    session.start()
    assert isinstance(session.outcome(), tuple)


def test_an_import_that_hangs_is_ended(open_trainer: Open) -> None:
    session = open_trainer("signal.pause()", silence=0.1)
    session.trainer.prepare()
    session.wait_for(TrainerState.OFF)
    assert session.outcomes == []
    session.start()
    assert "has not answered for 0.4 seconds" in session.outcome()
    assert session.state() is TrainerState.OFF


def test_each_record_gives_more_time(open_trainer: Open) -> None:
    session = open_trainer(
        ONCE + "for step in range(2, 8): time.sleep(0.1); batch(run, step)\n"
        "succeed(run); hear()",
        silence=0.4,
    )
    session.start()
    assert isinstance(session.outcome(), tuple)


def test_a_paused_training_may_be_silent(open_trainer: Open, qtbot: QtBot) -> None:
    session = open_trainer(OBEY, silence=0.3)
    session.start()
    session.wait_for_batch()
    session.trainer.pause()
    qtbot.wait(500)
    assert session.state() is TrainerState.PAUSED
    session.trainer.stop()
    assert isinstance(session.outcome(), tuple)


def test_records_of_another_training_are_dropped(open_trainer: Open) -> None:
    session = open_trainer(
        "say('ready'); run = hear()['run']\n"
        "batch(run + 1); epoch(run - 1); fit(run)\n"
        "say('cancelled', run=run + 1); succeed(run); fit(run); epoch(run); hear()"
    )
    session.start()
    session.outcome()
    assert {record.run for record in session.said} == {1}
    assert session.trainer.epochs == ()


def test_epochs_are_those_of_the_newest_training(open_trainer: Open) -> None:
    session = open_trainer(SUCCEED)
    for run in (1, 2):
        session.start()
        assert session.epochs() == ()
        session.outcome()
        assert [epoch.run for epoch in session.epochs()] == [run, run]


def test_a_worker_that_dies_idle_is_replaced_when_needed(open_trainer: Open) -> None:
    session = open_trainer("say('ready')")
    session.trainer.prepare()
    session.wait_for(TrainerState.OFF)
    assert session.states == [
        TrainerState.LOADING,
        TrainerState.READY,
        TrainerState.OFF,
    ]
    assert session.outcomes == []
    session.trainer.prepare()
    assert session.state() is TrainerState.LOADING


def test_a_worker_is_replaced_after_twenty_trainings(open_trainer: Open) -> None:
    session = open_trainer(SUCCEED)
    pids = []
    for _ in range(21):
        session.start()
        session.outcome()
        pids.append(session.trainer.worker_pid)
    assert len(set(pids[:20])) == 1
    assert pids[20] != pids[0]
    session.wait_until(lambda: not Path(f"/proc/{pids[0]}").exists())
    assert len(load_runs(session.folder)) == 21


def test_a_folder_that_cannot_be_made_starts_nothing(open_trainer: Open) -> None:
    session = open_trainer(SUCCEED)
    session.folder.touch()
    with pytest.raises(DigitpadError, match="cannot be kept"):
        session.start()
    assert session.state() is TrainerState.OFF
    session.folder.unlink()
    session.start()
    assert isinstance(session.outcome(), tuple)


def test_a_record_that_cannot_be_saved_costs_no_model(open_trainer: Open) -> None:
    session = open_trainer(ONCE + "hear(); succeed(run); hear()")
    session.start()
    session.wait_for_batch()
    (session.folders()[0] / "run.json").mkdir()  # a file cannot take its place
    lost: list[str] = []
    session.trainer.record_lost.connect(lost.append)
    session.trainer.stop()
    run, _ = session.outcome()
    assert "cannot be kept" in lost[0]
    assert session.folders() == [run.folder]


def test_what_does_not_fit_is_not_held(open_trainer: Open) -> None:
    session = open_trainer(
        "say('ready'); run = hear()['run']\n"
        "say('phase', run=run, name='preparing', share=0.5); hear()"
    )
    session.start()
    session.wait_until(lambda: bool(session.said))
    assert not session.trainer.can_hold
    session.trainer.pause()
    assert session.state() is TrainerState.RUNNING
    session.trainer.stop()
    assert session.state() is TrainerState.RUNNING


def test_a_pause_that_came_too_late_is_over(open_trainer: Open) -> None:
    session = open_trainer(
        "say('ready'); run = hear()['run']\n"
        "fit(run); hear()\n"
        "say('phase', run=run, name='measuring', share=0.5); hear()"
    )
    session.start()
    session.wait_for_batch()
    session.trainer.pause()
    assert session.state() is TrainerState.PAUSED
    session.wait_for(TrainerState.RUNNING)
