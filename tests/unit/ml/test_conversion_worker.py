"""Whatever a file is, the worker says one sentence, within its limits, and lives on."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest

from digitpad.core.records import (
    Cancel,
    Cancelled,
    Convert,
    Converted,
    Failed,
    Phase,
    Ready,
)
from tests.unit.core.foreign.files import archive, legacy, written
from tests.unit.core.foreign.hostile import HOSTILE
from tests.unit.ml.test_worker import Process

OUTCOMES = (Converted, Cancelled, Failed)
PLAIN = "from digitpad.ml import worker; raise SystemExit(worker.main())"
LIMITED = """
from digitpad.ml import limits, worker

limits.{name} = {value}
limits.Limits.__init__.__defaults__ = (
    limits.SECONDS, limits.LONGEST, limits.MEMORY
)
raise SystemExit(worker.main())
"""
WASTEFUL = LIMITED.replace(
    "raise",
    """
from digitpad.ml import conversion

def read(*_):
    {waste}

conversion.read_foreign = read
raise""",
)


class Converter:
    """A worker that converts one file after the other into one folder."""

    def __init__(self, folder: Path, code: str = PLAIN) -> None:
        self.process = Process(folder / "worker.log", code)
        self.folder = folder / "opened"
        self.run = 0
        assert self.process.read() == Ready()

    def convert(self, path: Path) -> Converted | Failed | Cancelled:
        self.run += 1
        self.process.send(Convert(self.run, str(path), str(self.folder)))
        *phases, outcome = self.process.read_until(*OUTCOMES)
        assert all(isinstance(record, Phase) for record in phases)
        assert outcome.run == self.run
        assert isinstance(outcome, Converted | Failed | Cancelled)
        return outcome

    def refuse(self, path: Path) -> str:
        """Return what is said of a file that must be refused."""
        outcome = self.convert(path)
        assert isinstance(outcome, Failed), outcome
        assert outcome.sentence.endswith(".")
        assert "\n" not in outcome.sentence
        return outcome.sentence

    @property
    def most_memory(self) -> int:
        """The most bytes that the process has had in use."""
        status = Path(f"/proc/{self.process.process.pid}/status").read_text()
        (line,) = (one for one in status.splitlines() if one.startswith("VmHWM:"))
        return 1024 * int(line.split()[1])


@pytest.fixture(scope="module")
def converter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Converter]:
    converter = Converter(tmp_path_factory.mktemp("worker"))
    yield converter
    converter.process.close()


def test_every_hostile_file_is_refused_and_nothing_of_it_runs(
    converter: Converter, tmp_path: Path
) -> None:
    before = converter.most_memory if sys.platform == "linux" else 0
    for number, (name, (suffix, make, said)) in enumerate(HOSTILE.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = written(folder / f"mine{suffix}", make(folder))
        files = set(tmp_path.rglob("*"))
        began = perf_counter()
        assert said in converter.refuse(path), name
        assert perf_counter() - began < 20, name
        assert set(tmp_path.rglob("*")) == files, name
    assert not list(tmp_path.rglob("canary*"))
    assert not converter.folder.exists()
    if sys.platform == "linux":
        assert converter.most_memory < before + (1 << 30)


def test_what_is_no_file_is_refused(converter: Converter, tmp_path: Path) -> None:
    (tmp_path / "folder.keras").mkdir()
    os.mkfifo(tmp_path / "pipe.h5")
    (tmp_path / "device.keras").symlink_to("/dev/zero")
    (tmp_path / "loop.keras").symlink_to(tmp_path / "loop.keras")
    written(tmp_path / "model.txt", archive())
    with (tmp_path / "large.keras").open("wb") as large:
        large.truncate(10**10)
    for name, said in {
        "missing.keras": "There is no model",
        "folder.keras": "it is a folder",
        "pipe.h5": "it is not a file",
        "device.keras": "it is not a file",
        "loop.keras": "cannot be read",
        "model.txt": "must end in .keras or .h5",
        "large.keras": "is too large",
    }.items():
        assert said in converter.refuse(tmp_path / name)


def test_a_good_file_is_converted_after_all_of_them(
    converter: Converter, tmp_path: Path
) -> None:
    for path in (
        written(tmp_path / "good.keras", archive()),
        written(tmp_path / "good.h5", legacy()),
    ):
        outcome = converter.convert(path)
        assert isinstance(outcome, Converted)
        assert Path(outcome.model).is_file()


def test_a_conversion_can_be_cancelled(converter: Converter, tmp_path: Path) -> None:
    path = written(tmp_path / "good.keras", archive())
    converter.run += 1
    run = converter.run
    converter.process.send(
        Convert(run, str(path), str(tmp_path / "opened")), Cancel(run)
    )
    assert converter.process.read_until(*OUTCOMES)[-1] == Cancelled(run)
    assert not list((tmp_path / "opened").rglob("*.*"))


BUSY = "while True: pass"
IDLE = "import time; time.sleep(60)"
GREEDY = "kept = [b'x' * 10**7 for _ in range(40)]; " + IDLE


@pytest.mark.parametrize(
    ("name", "value", "waste", "said"),
    [
        ("SECONDS", 1.0, BUSY, "more than 1 seconds"),
        ("LONGEST", 2.0, IDLE, "more than 2 seconds"),
        ("MEMORY", 100 << 20, GREEDY, "more than 100 MiB of memory"),
    ],
)
def test_a_limit_that_is_passed_ends_the_worker_with_a_sentence(
    name: str, value: float, waste: str, said: str, tmp_path: Path
) -> None:
    code = WASTEFUL.format(name=name, value=value, waste=waste)
    converter = Converter(tmp_path, code)
    path = written(tmp_path / "mine.keras", archive())
    sentence = converter.refuse(path)
    assert sentence == f"mine.keras cannot be opened: to convert it takes {said}."
    assert converter.process.process.wait(60) == 1
    converter.process.close()


@pytest.mark.skipif(sys.platform != "linux", reason="others bound no reserve")
def test_memory_that_nobody_has_is_not_given(tmp_path: Path) -> None:
    waste = "import numpy; numpy.ones(10**9)"
    code = WASTEFUL.format(name="SECONDS", value=60.0, waste=waste)
    converter = Converter(tmp_path, code)
    path = written(tmp_path / "mine.keras", archive())
    assert "the memory does not suffice" in converter.refuse(path)
    converter.process.close()
