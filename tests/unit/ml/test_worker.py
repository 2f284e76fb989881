"""The worker serves orders in turn, and lives and dies with its input."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pytest

from digitpad.core.datasets import Sample, load_mnist
from digitpad.core.errors import DigitpadError
from digitpad.core.packing import encode_frame
from digitpad.core.protocol import from_line, to_line
from digitpad.core.recognizer import Recognizer
from digitpad.core.records import (
    Batch,
    Cancel,
    Cancelled,
    Command,
    Epoch,
    Failed,
    Pause,
    Phase,
    Probe,
    Probed,
    Ready,
    Record,
    Resume,
    Stop,
    Succeeded,
    Train,
)
from digitpad.ml.control import Control
from digitpad.ml.worker import Worker
from tests.unit.ml.trainings import SECONDS, Records, order, short

CHATTY = """
import os
from digitpad.ml import worker

train = worker.Worker.train

def chatty(self, order):
    print("printed by Python")
    os.write(1, b"written by C\\n")
    train(self, order)

worker.Worker.train = chatty
raise SystemExit(worker.main())
"""
"""A worker in which other code prints."""


class Process:
    """A worker's process."""

    def __init__(self, log: Path, code: str = CHATTY) -> None:
        self.log = log
        with log.open("wb") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
            )

    def send(self, *commands: Command | bytes) -> None:
        assert self.process.stdin is not None
        for command in commands:
            line = command if isinstance(command, bytes) else to_line(command).encode()
            self.process.stdin.write(line)
        self.process.stdin.flush()

    def read(self) -> Any:
        """Return the next record."""
        assert self.process.stdout is not None
        return from_line(self.process.stdout.readline())

    def read_until(self, *kinds: type) -> list[Any]:
        """Return all records to the first of these kinds."""
        records = [self.read()]
        while not isinstance(records[-1], kinds):
            records.append(self.read())
        return records

    def close(self) -> float:
        """Close its input; return the seconds until it was gone."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        began = perf_counter()
        self.process.stdin.close()
        self.process.wait(60)
        seconds = perf_counter() - began
        self.process.stdout.close()
        return seconds


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    """One process for all tests, as the window has one for all trainings."""
    process = Process(tmp_path_factory.mktemp("worker") / "worker.log")
    assert process.read() == Ready()
    yield process
    if process.process.poll() is None:
        process.close()


OUTCOMES = (Succeeded, Cancelled, Failed)


def ordered(run: int, folder: Path, dataset: Path, **values: Any) -> Train:
    train = order(folder, dataset, **values)
    return Train(run, train.config, train.model, dataset=train.dataset)


def test_records_come_in_order_and_the_model_is_there(
    worker: Process, tmp_path: Path, small_dataset: Path, digits: Sample
) -> None:
    drawing = encode_frame(digits.frames[0])
    worker.send(ordered(1, tmp_path, small_dataset, epochs=3), Probe(1, 1, drawing))
    records = worker.read_until(*OUTCOMES)
    assert {record.run for record in records} == {1}
    steps = [
        record.name if isinstance(record, Phase) else type(record).__name__
        for record in records
        if isinstance(record, Phase | Epoch | Succeeded)
    ]
    assert sorted(set(steps), key=steps.index) == [
        *("preparing", "fitting", "Epoch", "measuring", "saving", "Succeeded")
    ]
    outcome = records[-1]
    frame = load_mnist(small_dataset).test.frames[0]
    recognizer = Recognizer.load(Path(outcome.model))

    # The drawing of before, and then another, are read by what came out.
    answer = worker.read()
    assert (answer.number, answer.stage) == (1, 0)
    worker.send(Probe(1, 2, encode_frame(frame)))
    answer = worker.read()
    assert (answer.run, answer.number) == (1, 2)
    np.testing.assert_allclose(
        answer.probabilities, recognizer.predict(frame).probabilities, atol=1e-4
    )
    worker.send(Probe(1, 3, drawing, stage=9))  # there is none
    unknown = worker.read()
    assert (unknown.number, unknown.stage) == (3, 9)
    worker.send(Probe(1, 6, drawing))
    assert worker.read().probabilities == unknown.probabilities
    worker.send(Probe(1, 4, ""))
    worker.send(Probe(1, 5, drawing, stage=2))
    answer = worker.read()
    assert (answer.number, answer.stage) == (5, 2)


def test_what_others_print_goes_to_the_log(
    worker: Process, tmp_path: Path, small_dataset: Path
) -> None:
    worker.send(ordered(10, tmp_path, small_dataset, epochs=1))
    assert isinstance(worker.read_until(*OUTCOMES)[-1], Succeeded)
    said = worker.log.read_text()
    assert "printed by Python" in said
    assert "written by C" in said


BROKEN = [
    b"\n",
    b"no JSON\n",
    b"\xff\xfe\n",
    b"[]\n",
    b'{"record": "sing"}\n',
    b'{"record": "pause"}\n',
    b'{"record": "pause", "run": [1]}\n',
    b'{"record": "train", "run": 20, "config": {}, "model": ""}\n',
    b'{"record": "probe", "run": 1, "number": 1, "frame": "!", "stage": 0}\n',
]


def test_broken_commands_change_nothing(
    worker: Process, tmp_path: Path, small_dataset: Path
) -> None:
    train = ordered(20, tmp_path, small_dataset, epochs=1)
    worker.send(*BROKEN, Stop(99), Cancel(99), train, *BROKEN)
    damaged = b'{"record": "probe", "run": 20, "number": 1, "frame": "!", "stage": 0}\n'
    worker.send(damaged)
    records = worker.read_until(*OUTCOMES)
    assert isinstance(records[-1], Succeeded)
    assert {record.run for record in records} == {20}


def test_an_order_given_twice_is_one(
    worker: Process, tmp_path: Path, small_dataset: Path
) -> None:
    train = ordered(30, tmp_path, small_dataset, epochs=1)
    worker.send(train, train, ordered(31, tmp_path, small_dataset, epochs=1))
    first = worker.read_until(*OUTCOMES)
    second = worker.read_until(*OUTCOMES)
    assert {record.run for record in first} == {30}
    assert {record.run for record in second} == {31}


def test_pause_resume_stop_and_cancel(
    worker: Process, tmp_path: Path, small_dataset: Path, digits: Sample
) -> None:
    drawing = encode_frame(digits.frames[0])
    worker.send(ordered(40, tmp_path, small_dataset, epochs=1000))
    worker.read_until(Batch)
    worker.send(Pause(40), Probe(40, 1, drawing))
    worker.read_until(Probed)
    worker.send(Probe(40, 2, drawing))
    assert isinstance(worker.read(), Probed)
    worker.send(Resume(40))
    worker.read_until(Epoch)
    worker.send(Stop(40))
    outcome = worker.read_until(*OUTCOMES)[-1]
    assert isinstance(outcome, Succeeded)
    assert outcome.stopped
    worker.read_until(Probed)  # of the finished network

    folder = tmp_path / "cancelled"
    worker.send(ordered(41, folder, small_dataset, epochs=1000), Cancel(41))
    assert worker.read_until(*OUTCOMES)[-1] == Cancelled(41)
    assert not folder.exists()


def test_a_failure_is_told_and_another_training_can_follow(
    worker: Process, tmp_path: Path, small_dataset: Path
) -> None:
    worker.send(ordered(50, tmp_path, tmp_path / "none.npz"))
    outcome = worker.read_until(*OUTCOMES)[-1]
    assert isinstance(outcome, Failed)
    assert "none.npz" in outcome.sentence
    worker.send(ordered(51, tmp_path, small_dataset, epochs=1))
    assert isinstance(worker.read_until(*OUTCOMES)[-1], Succeeded)


def test_it_ends_with_its_input_amid_a_training(
    worker: Process, tmp_path: Path, small_dataset: Path
) -> None:
    worker.send(ordered(90, tmp_path, small_dataset, epochs=1000))
    worker.read_until(Batch)
    assert worker.close() < 2
    assert worker.process.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_it_ends_with_its_input_before_tensorflow_is_loaded(tmp_path: Path) -> None:
    process = Process(tmp_path / "worker.log")
    assert process.process.stdin is not None
    assert process.process.stdout is not None
    process.process.stdin.close()
    assert process.process.stdout.read() == b""  # not even that it is ready
    process.close()
    assert process.process.returncode == 0


# --- in this process --------------------------------------------------------------


def test_a_wish_before_the_start_is_heeded(tmp_path: Path, small_dataset: Path) -> None:
    records = Records()
    worker = Worker(records)
    train = order(tmp_path, small_dataset)
    worker.take(train)
    worker.take(Cancel(1))
    worker.train(train)
    assert records.all[-1] == Cancelled(1)
    assert records.of(Epoch) == []


def test_a_damaged_drawing_is_refused_before_the_training_sees_it() -> None:
    with pytest.raises(DigitpadError, match="base64"):
        Worker(Records()).take(Probe(1, 1, "!"))


class Interrupting(dict[int, Control]):
    """Controls that are taken away by another thread as soon as one was looked up."""

    def __init__(self, interrupt: Callable[[], None]) -> None:
        super().__init__()
        self._interrupt = interrupt

    def get(self, run: int, default: Any = None) -> Any:
        control = super().get(run, default)
        self._interrupt()
        return control


def test_a_drawing_amid_the_end_of_a_training_is_answered(
    digits: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader has found the training, which then ends, and hands it the drawing."""
    worker = Worker(lambda _record: None)
    drawing = Probe(1, 1, encode_frame(digits.frames[0]))
    reader = threading.Thread(target=lambda: worker.take(drawing))
    found, ended = threading.Event(), threading.Event()

    def interrupt() -> None:
        if threading.current_thread() is reader:
            found.set()
            ended.wait(0.3)  # the training would end now, were there no lock

    def outcome(order: Train, _control: Control) -> Cancelled:
        reader.start()
        assert found.wait(SECONDS)
        return Cancelled(order.run)

    answered: list[Probe] = []
    monkeypatch.setattr(worker, "_controls", Interrupting(interrupt))
    monkeypatch.setattr(worker, "_outcome", outcome)
    monkeypatch.setattr(worker, "_answer", answered.append)
    train = Train(1, short(), "some.keras")
    worker.take(train)
    worker.train(train)
    ended.set()
    reader.join()
    assert answered == [drawing]


NO_MEMORY = """
import sys, types
from digitpad.ml import worker

def preload():
    raise MemoryError

session = types.ModuleType("digitpad.ml.session")
session.preload = preload
sys.modules["digitpad.ml.session"] = session
raise SystemExit(worker.main())
"""


def test_too_little_memory_for_the_data_is_a_sentence(tmp_path: Path) -> None:
    process = Process(tmp_path / "worker.log", NO_MEMORY)
    (failed,) = process.read_until(Failed)
    assert failed.run == 0
    assert failed.sentence.startswith("The memory does not suffice")
    assert process.process.wait(SECONDS) == 1
    process.close()
    assert "MemoryError" in process.log.read_text()


def test_what_nobody_foresaw_is_a_sentence(
    tmp_path: Path, small_dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr("digitpad.ml.session.train", fail)
    records: list[Record] = []
    worker = Worker(records.append)
    train = order(tmp_path, small_dataset, config=short())
    worker.take(train)
    worker.train(train)
    (outcome,) = records
    assert isinstance(outcome, Failed)
    assert "memory does not suffice" in outcome.sentence
