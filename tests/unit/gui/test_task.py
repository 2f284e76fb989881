"""A task has one end, in the thread that made it, whatever happens meanwhile."""

import gc
import threading
import time
import weakref
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from digitpad.core.errors import DigitpadError
from digitpad.gui import task as tasks
from digitpad.gui.task import UNEXPECTED, Report, Task
from tests.e2e.programs import environment, python


class Heard:
    """What a task told, with the thread in which it was told."""

    def __init__(self, task: Task[Any]) -> None:
        self.ends: list[Any] = []
        self.shares: list[float] = []
        self.threads: set[int] = set()
        task.succeeded.connect(lambda result: self._hear("succeeded", result))
        task.failed.connect(lambda sentence: self._hear("failed", sentence))
        task.cancelled.connect(lambda: self._hear("cancelled"))
        task.progressed.connect(self._on_progressed)

    def _hear(self, *end: Any) -> None:
        self.threads.add(threading.get_ident())
        self.ends.append(end)

    def _on_progressed(self, share: float) -> None:
        self.threads.add(threading.get_ident())
        self.shares.append(share)


class Endless:
    """Work that ends only when it is cancelled."""

    def __init__(self) -> None:
        self.began = threading.Event()
        self.ended = threading.Event()

    def __call__(self, report: Report) -> None:
        self.began.set()
        try:
            while True:
                report(0.5)
                time.sleep(0.001)
        finally:
            self.ended.set()


def settle(qtbot: QtBot) -> None:
    """Wait until all threads are over and what they told was heard."""
    qtbot.waitUntil(lambda: not tasks._running)
    qtbot.wait(1)


def test_the_result_is_told_where_the_task_was_made(qtbot: QtBot) -> None:
    worked_in: list[int] = []

    def work(report: Report) -> str:
        worked_in.append(threading.get_ident())
        report(0.25)
        report(1)
        return "done"

    task = Task(work)
    heard = Heard(task)
    assert not task.is_running
    task.start()
    assert task.is_running
    assert heard.ends == []
    qtbot.waitUntil(lambda: bool(heard.ends))
    settle(qtbot)
    assert heard.ends == [("succeeded", "done")]
    assert heard.shares[-1] == 1
    assert heard.shares == sorted(heard.shares)
    assert heard.threads == {threading.get_ident()}
    assert worked_in != [threading.get_ident()]
    assert not task.is_running


def test_none_is_a_result_too(qtbot: QtBot) -> None:
    task = Task(lambda _report: None)
    heard = Heard(task)
    task.start()
    qtbot.waitUntil(lambda: bool(heard.ends))
    assert heard.ends == [("succeeded", None)]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (DigitpadError("The file is gone: choose another."),) * 2,
        (KeyError("x"), UNEXPECTED),
        (MemoryError(), UNEXPECTED),
    ],
    ids=["own", "unexpected", "memory"],
)
def test_an_error_is_told_in_a_sentence(
    qtbot: QtBot, error: Exception, sentence: object, caplog: pytest.LogCaptureFixture
) -> None:
    def work(report: Report) -> None:
        raise error

    task = Task(work)
    heard = Heard(task)
    task.start()
    qtbot.waitUntil(lambda: bool(heard.ends))
    settle(qtbot)
    assert heard.ends == [("failed", str(sentence))]
    assert bool(caplog.records) == (sentence == UNEXPECTED)


def test_cancelled_before_the_start_it_does_nothing(qtbot: QtBot) -> None:
    began: list[bool] = []
    task = Task(lambda _report: began.append(True))
    heard = Heard(task)
    task.cancel()
    settle(qtbot)
    assert heard.ends == []
    task.start()
    assert heard.ends == []
    qtbot.waitUntil(lambda: bool(heard.ends))
    settle(qtbot)
    assert heard.ends == [("cancelled",)]
    assert began == []


def test_cancelled_amid_the_work_it_ends_soon(qtbot: QtBot) -> None:
    work = Endless()
    task = Task(work)
    heard = Heard(task)
    task.start()
    assert work.began.wait(5)
    task.cancel()
    assert task.is_running
    qtbot.waitUntil(lambda: bool(heard.ends))
    settle(qtbot)
    assert heard.ends == [("cancelled",)]
    assert heard.shares == [], "what was under way is not told any more"
    assert not task.is_running


def test_work_cannot_hold_up_its_end(qtbot: QtBot) -> None:
    def work(report: Report) -> None:
        while True:
            try:
                report(0)
            except Exception:
                continue

    task = Task(work)
    heard = Heard(task)
    task.start()
    task.cancel()
    qtbot.waitUntil(lambda: bool(heard.ends))
    assert heard.ends == [("cancelled",)]


@pytest.mark.parametrize("fails", [False, True])
def test_cancelled_when_the_work_is_done_already(qtbot: QtBot, fails: bool) -> None:
    done = threading.Event()

    def work(report: Report) -> str:
        done.set()
        if fails:
            raise DigitpadError("Too late.")
        return "too late"

    task = Task(work)
    heard = Heard(task)
    task.start()
    assert done.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: bool(heard.ends))
    settle(qtbot)
    assert heard.ends == [("cancelled",)]


def test_cancelled_after_its_end_it_tells_nothing_more(qtbot: QtBot) -> None:
    task = Task(lambda _report: 5)
    heard = Heard(task)
    task.start()
    qtbot.waitUntil(lambda: bool(heard.ends))
    task.cancel()
    settle(qtbot)
    assert heard.ends == [("succeeded", 5)]


@pytest.mark.parametrize("end", ["succeeded", "failed", "cancelled"])
def test_after_its_end_nothing_is_kept(qtbot: QtBot, end: str) -> None:
    class Held:
        """Something large."""

    owner = QObject()
    held, result = Held(), Held()
    gone = [weakref.ref(held), weakref.ref(result)]

    def work(_report: Report, _held: Held = held, result: Held = result) -> Held:
        if end == "failed":
            raise DigitpadError("It cannot be done.")
        return result

    task = Task(work, owner)
    heard: list[str] = []
    for name in ("succeeded", "failed", "cancelled"):
        getattr(task, name).connect(lambda *_told, name=name: heard.append(name))
    task.start()
    if end == "cancelled":
        task.cancel()
    del work, held, result
    qtbot.waitUntil(lambda: not owner.children())
    settle(qtbot)
    assert heard == [end]
    assert not task.is_running
    task.drop()
    task.cancel()
    gc.collect()
    assert [reference() for reference in gone] == [None, None]


def test_it_runs_once(qtbot: QtBot) -> None:
    task = Task(lambda _report: 5)
    task.start()
    with pytest.raises(RuntimeError, match="once"):
        task.start()
    settle(qtbot)
    with pytest.raises(RuntimeError, match="once"):
        task.start()


def test_of_many_reports_few_are_told(qtbot: QtBot) -> None:
    def work(report: Report) -> None:
        for number in range(20_000):
            report(number / 20_000)
        report(1)

    task = Task(work)
    heard = Heard(task)
    task.start()
    qtbot.waitUntil(lambda: bool(heard.ends))
    assert heard.shares[-1] == 1
    assert len(heard.shares) < 500


def test_dropped_it_tells_nothing(qtbot: QtBot) -> None:
    work = Endless()
    task = Task(work)
    heard = Heard(task)
    task.start()
    assert work.began.wait(5)
    task.drop()
    qtbot.waitUntil(work.ended.is_set)
    settle(qtbot)
    assert heard.ends == []


def test_dropped_when_its_end_is_under_way_it_tells_nothing(qtbot: QtBot) -> None:
    task = Task(lambda _report: 5)
    heard = Heard(task)
    task.start()
    assert task._thread.wait(5000)
    task.drop()
    settle(qtbot)
    assert heard.ends == []


def test_deleted_while_it_runs_it_is_cancelled(qtbot: QtBot) -> None:
    work = Endless()
    owner = QObject()
    task = Task(work, owner)
    heard = Heard(task)
    task.start()
    assert work.began.wait(5)
    owner.deleteLater()
    del owner, task
    qtbot.waitUntil(work.ended.is_set)
    settle(qtbot)
    assert heard.ends == []


def test_forgotten_while_it_runs_it_is_cancelled(qtbot: QtBot) -> None:
    work = Endless()
    task = Task(work)
    task.start()
    assert work.began.wait(5)
    del task
    qtbot.waitUntil(work.ended.is_set)
    settle(qtbot)


@pytest.mark.parametrize("ending", ["app.exec()", "pass"])
def test_a_program_that_ends_meanwhile_ends_well(ending: str, tmp_path: Path) -> None:
    said = python(
        f"""
import time
from PySide6.QtCore import QCoreApplication, QTimer
from digitpad.gui.task import Task

def work(report):
    print("began", flush=True)
    try:
        while True:
            report(0)
            time.sleep(0.001)
    finally:
        print("ended", flush=True)

app = QCoreApplication([])
task = Task(work)
task.start()
QTimer.singleShot(50, app.quit)
time.sleep(0.2)
{ending}
""",
        environment(tmp_path),
    )
    assert said.split() == ["began", "ended"]
