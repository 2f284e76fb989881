"""What goes wrong in a training with the real worker, and what is left of it then."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.core.paths import bundled_model
from digitpad.core.presets import preset_named
from digitpad.core.records import Batch, Epoch, Phase
from digitpad.core.runs import load_runs
from digitpad.gui.trainer import Trainer, TrainerState
from tests.e2e.programs import DIGITPAD, SECONDS

SMALL = replace(preset_named("dense-64-64").defaults, epochs=1, images=1000)
LONG = replace(SMALL, epochs=1000)
SILENCE = 8.0
"""Seconds; four times that is enough to import TensorFlow on a busy machine."""


class Session:
    """A trainer, and what it told of the current training."""

    def __init__(self, folder: Path) -> None:
        self.runs = folder / "runs"
        self.trainer = Trainer(
            (*DIGITPAD, "worker"),
            log=folder / "worker.log",
            runs=self.runs,
            silence=SILENCE,
        )
        self.qtbot: QtBot
        self.said: list[Any] = []
        self.outcomes: list[Any] = []
        self.trainer.said.connect(self.said.append)
        self.trainer.succeeded.connect(lambda run, _: self.outcomes.append(run))
        self.trainer.cancelled.connect(lambda: self.outcomes.append("cancelled"))
        self.trainer.failed.connect(self.outcomes.append)

    def start(self, config: Any = SMALL, dataset: Path | None = None) -> None:
        self.said.clear()
        self.outcomes.clear()
        self.trainer.start(config, bundled_model(), dataset)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=1000 * SECONDS)

    def wait_for(self, kind: type, count: int = 1) -> None:
        self.wait_until(
            lambda: sum(isinstance(record, kind) for record in self.said) >= count
        )

    def wait_for_phase(self, name: str) -> None:
        self.wait_until(
            lambda: any(isinstance(r, Phase) and r.name == name for r in self.said)
        )

    def outcome(self) -> Any:
        self.wait_until(lambda: bool(self.outcomes))
        # Would there be another? No signal tells that none will come.
        self.qtbot.wait(50)
        assert len(self.outcomes) == 1
        return self.outcomes[0]

    def failure(self) -> str:
        """Wait for a failure; return its words, after a look at what is left."""
        words = self.outcome()
        assert isinstance(words, str)
        assert words != "cancelled"
        assert words.endswith(".")
        assert len(words) < 250
        assert "{" not in words
        assert self.trainer.log.stat().st_size
        self.nothing_is_left()
        return words

    def nothing_is_left(self) -> None:
        kept = {run.folder for run in load_runs(self.runs)}
        self.wait_until(lambda: kept == set(self.runs.iterdir()))

    def another_succeeds(self) -> None:
        self.start()
        run = self.outcome()
        assert run in load_runs(self.runs)
        assert run.model.is_file()

    @property
    def pid(self) -> int:
        assert self.trainer.worker_pid is not None
        return self.trainer.worker_pid


@pytest.fixture(scope="module")
def shared(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    session = Session(tmp_path_factory.mktemp("session"))
    yield session
    session.trainer.shut_down()


@pytest.fixture
def session(shared: Session, qtbot: QtBot) -> Iterator[Session]:
    """A trainer that is usable before and after each case."""
    shared.qtbot = qtbot
    yield shared
    shared.another_succeeds()


def test_the_worker_is_killed(session: Session) -> None:
    session.start(LONG)
    session.wait_for(Batch)
    os.kill(session.pid, signal.SIGKILL)
    assert "ended from outside" in session.failure()


def test_the_worker_hangs(session: Session) -> None:
    session.start(LONG)
    session.wait_for(Batch)
    os.kill(session.pid, signal.SIGSTOP)
    began = monotonic()
    assert "has not answered for 8 seconds" in session.failure()
    assert monotonic() - began < SILENCE + 2


def test_a_hanging_worker_is_cancelled(session: Session) -> None:
    session.start(LONG)
    session.wait_for(Batch)
    os.kill(session.pid, signal.SIGSTOP)
    session.trainer.cancel()
    began = monotonic()
    assert session.outcome() == "cancelled"
    assert monotonic() - began < 3
    session.nothing_is_left()


@contextmanager
def limited(pid: int, kind: int, most: int) -> Iterator[None]:
    """Give a process a limit for a while, in bytes."""
    before = resource.prlimit(pid, kind, (most, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        with suppress(ProcessLookupError):  # it may have died of it
            resource.prlimit(pid, kind, before)


def test_the_memory_runs_out(session: Session) -> None:
    session.trainer.prepare()
    session.wait_until(lambda: session.trainer.state is TrainerState.READY)
    pages = int(Path(f"/proc/{session.pid}/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + 20_000_000
    with limited(session.pid, resource.RLIMIT_AS, most):
        session.start()
        assert "memory" in session.failure()


def test_the_disk_is_full(session: Session) -> None:
    session.start()
    session.wait_for(Epoch)
    with limited(session.pid, resource.RLIMIT_FSIZE, 4096):
        assert "cannot be saved" in session.failure()


def damaged(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 and then nothing")


def a_folder(path: Path) -> None:
    path.mkdir()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def other_arrays(path: Path) -> None:
    np.savez(path, x=np.zeros(3))


def missing(path: Path) -> None:
    pass


@pytest.mark.parametrize("make", [missing, damaged, a_folder, a_pipe, other_arrays])
def test_the_data_is_not_what_it_should_be(
    shared: Session, qtbot: QtBot, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    shared.qtbot = qtbot
    path = tmp_path / "mnist.npz"
    make(path)
    shared.start(dataset=path)
    assert "mnist.npz" in shared.failure()


def test_the_data_is_right_again(session: Session) -> None:
    """The fixture trains with the bundled data after the failures above."""


def test_the_loss_is_no_number(session: Session) -> None:
    wide = (2048, 2048, 2048, 2048)
    session.start(replace(LONG, optimizer="sgd", learning_rate=10.0, dense=wide))
    assert "learning rate" in session.failure()


def test_start_is_pressed_twice(session: Session) -> None:
    before = len(load_runs(session.runs))
    session.start()
    session.trainer.start(LONG, None)
    assert session.outcome() in load_runs(session.runs)
    assert len(load_runs(session.runs)) == before + 1


def test_cancel_at_once(session: Session) -> None:
    session.start()
    pid = session.pid
    session.trainer.cancel()
    assert session.outcome() == "cancelled"
    assert session.pid == pid  # it was heeded: nobody had to be killed
    session.nothing_is_left()


def test_cancel_during_validation(session: Session) -> None:
    session.start(replace(LONG, images=10_000, batch_size=1000, validation_split=0.9))
    session.wait_for(Batch)  # the only one of an epoch: what follows is validation
    session.trainer.cancel()
    assert session.outcome() == "cancelled"
    session.nothing_is_left()


def test_cancel_during_the_last_save(session: Session) -> None:
    session.start()
    session.wait_for_phase("saving")
    session.trainer.cancel()
    assert session.outcome() == "cancelled"
    session.nothing_is_left()


@pytest.fixture
def broken(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> Iterator[Callable[[str, str], Session]]:
    sessions = []

    def broken(name: str, code: str) -> Session:
        """Return a trainer whose worker finds a module of ours."""
        (tmp_path / name).write_text(code)
        session = Session(tmp_path / "session")
        session.qtbot = qtbot
        sessions.append(session)
        return session

    yield broken
    for session in sessions:
        session.trainer.shut_down()


def test_tensorflow_cannot_be_imported(
    broken: Callable[[str, str], Session],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    session = broken("tensorflow.py", "raise OSError('libtensorflow_cc.so.2')")
    session.start()
    words = session.failure()
    assert "TensorFlow" in words
    assert "install digitpad again" in words
    assert "libtensorflow_cc.so.2" in session.trainer.log.read_text()
    monkeypatch.delenv("PYTHONPATH")
    session.another_succeeds()


_PRINT_LATER = """
import os, sys, threading, time

def say():
    while True:
        time.sleep(0.1)  # the worker's pace, not a wait of the test
        if "tensorflow" not in sys.modules:
            continue
        os.write(1, b"Later!\\n")
        print("Later!")

threading.Thread(target=say, daemon=True).start()
"""


def test_something_prints_rubbish(
    broken: Callable[[str, str], Session],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Before the worker can help it that is a failure, afterwards it is noise."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    session = broken("sitecustomize.py", "import os; os.write(1, b'Hello!\\n')")
    session.start()
    assert "nonsense" in session.failure()
    assert "Hello!" in session.trainer.log.read_text()
    (tmp_path / "sitecustomize.py").write_text(_PRINT_LATER)
    session.another_succeeds()
    assert "Later!" in session.trainer.log.read_text()


_DRIVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from digitpad.core.presets import preset_named
from digitpad.gui.trainer import Trainer

program = QCoreApplication([])
folder = Path(sys.argv[1])
trainer = Trainer(sys.argv[2:], log=folder / "worker.log", runs=folder / "runs")
trainer.said.connect(lambda _: print(trainer.worker_pid, flush=True))
trainer.start(preset_named("digitpad").defaults, None)
program.exec()
"""


def test_the_window_is_killed(qtbot: QtBot, tmp_path: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", _DRIVER, tmp_path, *DIGITPAD, "worker"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout
    with program:
        worker = int(program.stdout.readline())
        program.kill()
    qtbot.waitUntil(lambda: not Path(f"/proc/{worker}").exists(), timeout=5000)
