"""The thread hears, speaks, and always tells once how its worker ended."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from digitpad.core.records import Batch, Pause, Probe, Ready, Resume
from digitpad.gui.worker import (
    EXITED,
    KILLED,
    NOT_STARTED,
    RUBBISH,
    WorkerThread,
    keep_previous,
)
from tests.unit.gui.fake_worker import fake_worker

HANG = "signal.pause()"


class Heard:
    """A thread, and what it said and how it ended."""

    def __init__(self, thread: WorkerThread, qtbot: QtBot) -> None:
        self.thread = thread
        self.records: list[Any] = []
        self.ends: list[str] = []
        self._qtbot = qtbot
        thread.said.connect(self.records.append)
        thread.ended.connect(self.ends.append)
        thread.start()

    def wait_for(self, count: int) -> None:
        self._qtbot.waitUntil(lambda: len(self.records) >= count, timeout=10_000)

    def end(self) -> str:
        """Wait until all is over; return why."""
        self._qtbot.waitUntil(lambda: bool(self.ends), timeout=10_000)
        assert self.thread.wait(5000)
        self._qtbot.wait(1)  # what is still under way
        assert len(self.ends) == 1
        return self.ends[0]


Start = Callable[..., Heard]


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Start]:
    threads = []

    def start(body: str, log: Path | None = None) -> Heard:
        command = fake_worker(tmp_path, body)
        thread = WorkerThread(command, log or tmp_path / "logs" / "worker.log")
        threads.append(thread)
        return Heard(thread, qtbot)

    yield start
    for thread in threads:
        thread.kill()
        assert thread.wait(5000)


def test_records_arrive_in_order(start: Start) -> None:
    heard = start("say('ready')\nfor step in range(1, 501): batch(1, step)\n" + HANG)
    heard.wait_for(501)
    assert heard.records[0] == Ready()
    assert [record.step for record in heard.records[1:]] == list(range(1, 501))


def test_a_record_may_come_in_pieces(start: Start) -> None:
    body = """
text = json.dumps({"record": "ready"})
sys.stdout.write(text[:9]); sys.stdout.flush(); time.sleep(0.2)
sys.stdout.write(text[9:] + "\\n" + text); sys.stdout.flush(); time.sleep(0.2)
print(flush=True)
"""
    heard = start(body + HANG)
    heard.wait_for(2)
    assert heard.records == [Ready(), Ready()]


def test_commands_reach_it_in_order(start: Start) -> None:
    heard = start(
        "while True:\n"
        "    command = hear()\n"
        "    batch(command['run'], 1 + (command['record'] == 'resume'))"
    )
    for run in range(100):
        heard.thread.send(Pause(run))
        heard.thread.send(Resume(run))
    heard.wait_for(200)
    assert [(record.run, record.step) for record in heard.records] == [
        (run, step) for run in range(100) for step in (1, 2)
    ]


def test_it_is_asked_to_end_by_closing_its_input(start: Start) -> None:
    heard = start("say('ready')\nwhile True: hear()")
    heard.wait_for(1)
    heard.thread.end()
    assert heard.end() == ""


def test_what_was_sent_before_the_end_arrives(start: Start) -> None:
    heard = start("while True: batch(hear()['run'])")
    heard.thread.send(Pause(7))
    heard.thread.end()
    assert heard.end() == ""
    assert [record.run for record in heard.records] == [7]


def test_one_that_does_not_end_is_killed(start: Start) -> None:
    heard = start(
        "say('ready')\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + HANG
    )
    heard.wait_for(1)
    began = perf_counter()
    heard.thread.end()
    assert heard.end() == ""
    assert perf_counter() - began < 2


def test_a_kill_that_was_wanted_is_no_failure(start: Start) -> None:
    heard = start("say('ready')\n" + HANG)
    heard.wait_for(1)
    heard.thread.kill()
    assert heard.end() == ""


def test_a_kill_before_it_runs_is_heeded(start: Start) -> None:
    heard = start(HANG)
    heard.thread.kill()
    assert heard.end() == ""


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", KILLED),
        ("os.abort()", KILLED),
        ("sys.exit(3)", EXITED),
        ("sys.exit()", EXITED),
        ("print('hello', flush=True)\n" + HANG, RUBBISH),
        ("print(flush=True)\n" + HANG, RUBBISH),
        ("os.write(1, b'\\xff\\xfe\\n')\n" + HANG, RUBBISH),
        ("print('[' * 100_000, flush=True)\n" + HANG, RUBBISH),
        ("say('ready', run=1)\n" + HANG, RUBBISH),
        ("say('batch', run=1)\n" + HANG, RUBBISH),
        ("say('pause', run=1)\n" + HANG, RUBBISH),
        ("print('x' * 1_000_001, end='', flush=True)\n" + HANG, RUBBISH),
        ("while True: print('x' * 100_000, end='')", RUBBISH),
        ("while True: batch(1)", RUBBISH),
    ],
)
def test_an_end_that_nobody_wanted_is_explained(
    start: Start, body: str, sentence: str
) -> None:
    assert start(body).end() == sentence


def test_a_child_that_outlives_it_holds_nothing_up(start: Start) -> None:
    began = perf_counter()
    assert start("if not os.fork(): time.sleep(4)\nsys.exit(3)").end() == EXITED
    assert perf_counter() - began < 3


def test_nothing_is_heard_after_nonsense(start: Start) -> None:
    heard = start("say('ready'); print('?'); say('ready')\n" + HANG)
    assert heard.end() == RUBBISH
    assert heard.records == [Ready()]


def test_last_words_come_before_the_end(start: Start) -> None:
    heard = start("for step in range(1, 101): batch(1, step)\nsys.exit(1)")
    assert heard.end() == EXITED
    assert len(heard.records) == 100


@pytest.mark.parametrize("program", ["/nowhere/python", "/"])
def test_a_program_that_cannot_start_is_explained(
    qtbot: QtBot, tmp_path: Path, program: str
) -> None:
    log = tmp_path / "worker.log"
    heard = Heard(WorkerThread([program], log), qtbot)
    assert heard.end() == NOT_STARTED
    assert "could not be started" in log.read_text()


def test_nobody_waits_for_one_that_does_not_listen(start: Start) -> None:
    heard = start("say('ready')\n" + HANG)
    heard.wait_for(1)
    began = perf_counter()
    for number in range(500):  # two megabytes; a pipe holds 64 KB
        heard.thread.send(Probe(1, number, "A" * 4182))
    heard.thread.end()
    assert perf_counter() - began < 0.5
    assert heard.end() == ""


def test_sending_to_one_that_has_ended_does_nothing(start: Start) -> None:
    heard = start("")
    assert heard.end() == EXITED
    heard.thread.send(Pause(1))
    heard.thread.end()
    heard.thread.kill()


def test_its_process_id_is_known_while_it_lives(start: Start) -> None:
    heard = start("batch(os.getpid())\n" + HANG)
    heard.wait_for(1)
    record = heard.records[0]
    assert isinstance(record, Batch)
    assert heard.thread.pid == record.run
    heard.thread.kill()
    heard.end()
    assert heard.thread.pid is None


def test_the_log_tells_what_happened(start: Start, tmp_path: Path) -> None:
    log = tmp_path / "deep" / "down" / "worker.log"
    start("print('Oh dear', file=sys.stderr); sys.exit(3)", log).end()
    first = log.read_text()
    assert "worker started" in first
    assert "Oh dear" in first
    assert "ended with status 3" in first
    start("print('?', flush=True)\n" + HANG, log).end()
    assert log.read_text().startswith(first)
    assert "it said b'?'" in log.read_text()


def test_a_log_that_cannot_be_written_is_done_without(
    start: Start, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    heard = start(
        "print('Oh dear', file=sys.stderr, flush=True); sys.exit(3)",
        tmp_path / "file" / "worker.log",
    )
    assert heard.end() == EXITED


def test_a_log_that_nobody_reads_holds_nothing_up(start: Start, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert start("", tmp_path / "pipe").end() == EXITED


def test_the_log_of_an_earlier_session_is_kept(tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    keep_previous(log)
    for text in ("first", "second"):
        log.write_text(text)
        keep_previous(log)
    assert not log.exists()
    assert (tmp_path / "worker.1.log").read_text() == "second"
