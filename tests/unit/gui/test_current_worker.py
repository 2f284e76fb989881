"""Only the worker in use is heard; the others end unheard."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.current_worker import CurrentWorker
from digitpad.gui.worker import EXITED
from tests.unit.gui.fake_worker import fake_worker


class Heard:
    def __init__(self, worker: CurrentWorker) -> None:
        self.worker = worker
        self.pids: list[Any] = []
        self.ends: list[str] = []
        worker.said.connect(lambda record: self.pids.append(record.run))
        worker.ended.connect(self.ends.append)


@pytest.fixture
def heard(qtbot: QtBot, tmp_path: Path) -> Iterator[Heard]:
    body = "while True: batch(os.getpid()); time.sleep(0.01)"
    worker = CurrentWorker(fake_worker(tmp_path, body), tmp_path / "worker.log")
    yield Heard(worker)
    worker.part(at_once=True)
    worker.wait()


@pytest.mark.parametrize("at_once", [True, False])
def test_an_old_worker_is_not_heard(qtbot: QtBot, heard: Heard, at_once: bool) -> None:
    heard.worker.launch()
    qtbot.waitUntil(lambda: bool(heard.pids))
    old = heard.worker.pid
    heard.worker.part(at_once=at_once)
    assert not heard.worker
    heard.worker.launch()
    heard.pids.clear()
    qtbot.waitUntil(lambda: len(heard.pids) > 20)
    assert set(heard.pids) == {heard.worker.pid}
    assert old not in heard.pids
    assert heard.ends == []


def test_what_it_left_is_removed_when_it_has_ended(
    qtbot: QtBot, heard: Heard, tmp_path: Path
) -> None:
    leftover = tmp_path / "run"
    leftover.mkdir()
    heard.worker.launch()
    heard.worker.part(leftover)
    assert leftover.exists()
    heard.worker.wait()
    assert not leftover.exists()


def test_an_end_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    worker = CurrentWorker(fake_worker(tmp_path, ""), tmp_path / "worker.log")
    with qtbot.waitSignal(worker.ended) as ended:
        worker.launch()
    assert ended.args == [EXITED]
    assert not worker
    worker.part()
    worker.wait()


def test_the_log_is_that_of_this_session(
    qtbot: QtBot, heard: Heard, tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    log.write_text("earlier")
    for _ in range(2):
        heard.worker.launch()
        heard.worker.part(at_once=True)
        heard.worker.wait()
    assert log.read_text().count("worker started") == 2
    assert (tmp_path / "worker.1.log").read_text() == "earlier"
