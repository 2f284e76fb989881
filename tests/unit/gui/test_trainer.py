"""Each training ends once, whatever its worker does, and another can follow."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from digitpad.core.errors import DigitpadError
from digitpad.core.presets import preset_named
from digitpad.core.protocol import Batch, Epoch, Phase, Probed, Succeeded
from digitpad.core.runs import load_runs
from digitpad.gui.trainer import Trainer, TrainerState
from digitpad.gui.worker import EXITED, KILLED, NOT_STARTED, RUBBISH
from tests.unit.gui.fake_worker import fake_worker

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


@pytest.fixture
def open_trainer(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    trainers = []

    def open_trainer(body: str, silence: float = 30) -> Session:
        trainer = Trainer(
            fake_worker(tmp_path, body),
            log=tmp_path / "worker.log",
            runs=tmp_path / "runs",
            silence=silence,
        )
        trainers.append(trainer)
        return Session(trainer, tmp_path / "runs", qtbot)

    yield open_trainer
    for trainer in trainers:
        trainer.shut_down()


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


def test_the_drawing_is_read_by_each_new_network(open_trainer: Open) -> None:
    session = open_trainer(
        "say('ready')\n"
        "while True:\n"
        "    command = hear()\n"
        "    if command['record'] == 'probe':\n"
        "        probed(command); say('cancelled', run=command['run'])\n"
    )
    session.trainer.probe(INK)
    for run in (1, 2):
        session.start()
        session.outcome()
        assert session.said[-1].run == run
    assert [type(record) for record in session.said] == [Probed, Probed]


def test_only_the_newest_drawing_is_on_its_way(open_trainer: Open) -> None:
    """While one is unanswered, those between it and the newest are never sent."""
    session = open_trainer(
        "say('ready'); run = hear()['run']\n"
        "first = hear(); fit(run)\n"
        "time.sleep(0.3); probed(first)\n"
        "second = hear(); probed(first); probed(second); probed(second)\n"
        "succeed(run); hear()"
    )
    session.trainer.probe(INK)
    session.start()
    session.wait_for_batch()
    for _ in range(50):
        session.trainer.probe(INK)
    session.outcome()
    numbers = [record.number for record in session.said if isinstance(record, Probed)]
    first, *others = numbers
    assert others == [first + 50] * 2


def test_an_empty_canvas_is_read_no_more(open_trainer: Open) -> None:
    session = open_trainer(
        "say('ready'); run = hear()['run']\n"
        "first = hear(); fit(run)\n"
        "assert hear()['frame'] == ''; probed(first); succeed(run); hear()"
    )
    session.trainer.probe(INK)
    session.start()
    session.wait_for_batch()
    session.trainer.probe(None)
    assert isinstance(session.outcome(), tuple)
    assert not any(isinstance(record, Probed) for record in session.said)


STAGES = (
    SUCCEED
    + """
    elif command["record"] == "probe":
        probed(command)
"""
)


def test_stages_answer_after_a_training(open_trainer: Open) -> None:
    session = open_trainer(STAGES)
    session.start()
    session.outcome()
    session.said.clear()
    for stage in (1, 2, 0):
        session.trainer.probe(INK, stage)
        session.wait_for_stage(stage)
    session.trainer.probe(INK, 9)  # there is no such stage
    session.trainer.probe(INK, 1)
    session.wait_for_stage(1)


def test_lost_stages_are_told(open_trainer: Open) -> None:
    session = open_trainer(ONCE + "succeed(run); hear(); sys.exit(1)")
    session.start()
    session.outcome()
    session.trainer.probe(INK, 1)
    session.wait_for(TrainerState.OFF)
    assert session.lost == 1
    session.trainer.probe(INK, 2)  # nobody answers


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
