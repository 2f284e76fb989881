"""A conversion ends in exactly one way, whatever its worker does."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.core.presets import preset_named
from digitpad.core.records import Phase
from digitpad.gui.converting.converter import Converter
from tests.unit.gui.fake_worker import fake_worker

CONVERT = """
say("ready")
order = hear()
run = order["run"]
for name in ("reading", "trying", "measuring", "compiling"):
    say("phase", run=run, name=name, share=0.5)
say("converted", run=run, model=order["folder"] + "/" + order["record"] + ".keras")
hear()
"""
SILENT = """
say("ready")
say("phase", run=hear()["run"], name="reading", share=None)
signal.pause()
"""


class Told:
    """A converter and all that it told."""

    def __init__(self, converter: Converter, qtbot: QtBot) -> None:
        self.converter = converter
        self.phases: list[Phase] = []
        self.ends: list[Any] = []
        self._qtbot = qtbot
        converter.progressed.connect(self.phases.append)
        converter.converted.connect(self.ends.append)
        converter.failed.connect(self.ends.append)
        converter.cancelled.connect(lambda: self.ends.append("cancelled"))

    def end(self) -> Any:
        """Wait for the end; return it."""
        self._qtbot.waitUntil(lambda: bool(self.ends), timeout=10_000)
        self.converter.shut_down()  # nobody is left to say more
        QApplication.processEvents()
        assert len(self.ends) == 1
        assert not self.converter.is_busy
        return self.ends.pop()

    def wait_for_phase(self) -> None:
        self._qtbot.waitUntil(lambda: bool(self.phases), timeout=10_000)


Open = Callable[..., Told]


@pytest.fixture
def convert(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    converters = []

    def convert(body: str, import_seconds: float = 30, seconds: float = 30) -> Told:
        converter = Converter(
            fake_worker(tmp_path, body),
            tmp_path / "opening.log",
            import_seconds=import_seconds,
            seconds=seconds,
        )
        converters.append(converter)
        told = Told(converter, qtbot)
        converter.convert(tmp_path / "a.h5", tmp_path / "opened")
        assert converter.is_busy
        return told

    yield convert
    for converter in converters:
        converter.shut_down()


def is_alive(pid: int | None) -> bool:
    assert pid
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_file_is_converted(convert: Open, tmp_path: Path) -> None:
    told = convert(CONVERT)
    assert told.end() == tmp_path / "opened" / "convert.keras"
    names = [phase.name for phase in told.phases]
    assert names == ["reading", "trying", "measuring", "compiling"]


def test_the_order_names_file_folder_and_preset(
    qtbot: QtBot, convert: Open, tmp_path: Path
) -> None:
    told = convert(
        "say('ready'); order = hear(); "
        "say('failed', run=order['run'], sentence=json.dumps(order))"
    )
    assert '"config": null' in told.end()
    config = preset_named("dense-64-64").defaults
    told.converter.convert(tmp_path / "a.weights.h5", tmp_path / "opened", config)
    order = told.end()
    assert f'"source": "{tmp_path}/a.weights.h5"' in order
    assert f'"folder": "{tmp_path}/opened"' in order
    assert '"preset": "dense-64-64"' in order


def test_the_worker_s_sentence_is_told(convert: Open) -> None:
    told = convert("say('ready'); say('failed', run=hear()['run'], sentence='No.')")
    assert told.end() == "No."


def test_a_worker_that_cannot_begin_says_why(convert: Open) -> None:
    told = convert("say('failed', run=0, sentence='No TensorFlow.'); hear()")
    assert told.end() == "No TensorFlow."


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "has ended by itself"),
        ("say('ready'); hear()", "has ended by itself"),
        ("say('ready'); hear(); os.kill(os.getpid(), 9)", "ended from outside"),
        ("say('ready'); hear(); print('hello', flush=True); hear()", "nonsense"),
    ],
    ids=["at the start", "at the order", "killed", "rubbish"],
)
def test_a_worker_that_fails_is_told_of(convert: Open, body: str, said: str) -> None:
    sentence = convert(body).end()
    assert said in sentence
    assert "training" not in sentence


def test_a_program_that_is_missing_is_told_of(qtbot: QtBot, tmp_path: Path) -> None:
    converter = Converter(["/nowhere/digitpad"], tmp_path / "opening.log")
    told = Told(converter, qtbot)
    converter.convert(tmp_path / "a.h5", tmp_path)
    assert "cannot be started" in told.end()
    converter.shut_down()


def test_a_worker_that_takes_too_long_is_killed(convert: Open) -> None:
    told = convert(SILENT, seconds=0.2)
    told.wait_for_phase()
    pid = told.converter.worker_pid
    assert "takes more than 0.2 seconds" in told.end()
    told.converter.shut_down()
    assert not is_alive(pid)


def test_one_that_never_begins_is_killed(convert: Open) -> None:
    assert "does not start" in convert("signal.pause()", import_seconds=0.2).end()


def test_no_progress_prolongs_its_time(convert: Open) -> None:
    told = convert(
        """
say("ready")
run = hear()["run"]
while True:
    say("phase", run=run, name="reading", share=None)
    time.sleep(0.02)  # the worker's pace, not a wait of the test
""",
        seconds=0.3,
    )
    assert "takes more than" in told.end()
    assert len(told.phases) > 2


def test_a_cancel_is_immediate(convert: Open) -> None:
    told = convert(SILENT)
    told.wait_for_phase()
    pid, began = told.converter.worker_pid, time.monotonic()
    told.converter.cancel()
    assert told.ends == ["cancelled"]
    assert told.end() == "cancelled"
    told.converter.shut_down()
    assert time.monotonic() - began < 5
    assert not is_alive(pid)
    told.converter.cancel()
    assert told.ends == []


def test_another_file_ends_the_conversion_of_the_first(
    convert: Open, tmp_path: Path
) -> None:
    told = convert(SILENT)
    told.wait_for_phase()
    fake_worker(tmp_path, CONVERT)  # the same program, with other words
    told.converter.convert(tmp_path / "b.h5", tmp_path / "opened")
    assert told.ends.pop(0) == "cancelled"
    assert told.end() == tmp_path / "opened" / "convert.keras"


def test_what_another_conversion_says_is_not_heard(convert: Open) -> None:
    told = convert(
        """
say("ready")
run = hear()["run"]
say("converted", run=run + 1, model="other.keras")
say("failed", run=run + 1, sentence="Other.")
fit(run)
say("converted", run=run, model="/own.keras")
hear()
"""
    )
    assert told.end() == Path("/own.keras")
