"""A file is converted by a worker of its own, which is gone afterwards."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from digitpad import conversion
from digitpad.conversion import convert, usable_model
from digitpad.core.cards import Origin
from digitpad.core.errors import DigitpadError
from digitpad.core.models import copy_model
from digitpad.core.paths import bundled_model, opened_models
from digitpad.core.presets import preset_named
from digitpad.core.recognizer import read_card
from digitpad.core.records import Phase, Ready, Record
from tests.unit.core.foreign.files import archive, written
from tests.unit.gui.fake_worker import fake_worker

READY = """
open("pid", "w").write(str(os.getpid()))
say("ready")
order = hear()
"""

Make = Callable[[str], None]


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Let workers run some lines of Python."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)

    def make(body: str) -> None:
        command = fake_worker(tmp_path, body)
        monkeypatch.setattr(conversion, "worker_command", lambda: command)

    return make


@pytest.fixture
def their(tmp_path: Path) -> Path:
    return written(tmp_path / "their.keras", archive())


def is_gone() -> bool:
    try:
        os.kill(int(Path("pid").read_text()), 0)
    except ProcessLookupError:
        return True
    return False


def test_the_worker_is_told_what_to_do_and_says_how_far_it_is(
    worker: Make, their: Path, tmp_path: Path
) -> None:
    worker(
        READY
        + """
open("order", "w").write(json.dumps(order))
say("phase", run=order["run"], name="trying", share=0.5)
say("converted", run=order["run"], model="made.keras")
"""
    )
    records: list[Record] = []
    config = preset_named("cnn-4-8-12").defaults
    model = convert(their, config, tmp_path / "opened", records.append)
    assert model == Path("made.keras")
    assert records[:2] == [Ready(), Phase(1, "trying", 0.5)]
    order = Path("order").read_text()
    assert f'"source": "{their}"' in order
    assert f'"folder": "{tmp_path / "opened"}"' in order
    assert '"preset": "cnn-4-8-12"' in order
    assert is_gone()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            'say("failed", run=1, sentence="It is damaged: copy it again.")',
            "It is damaged: copy it again.",
        ),
        ("sys.exit(3)", "their.keras cannot be opened: the process that converts it"),
        ("os.kill(os.getpid(), 11)", "the process that converts it has ended"),
        ('print("nonsense", flush=True); hear()', "has ended by itself"),
        ('print("x" * 3_000_000, flush=True); hear()', "has ended by itself"),
        ('say("cancelled", run=1)', "has ended by itself"),
        ("hear()", "it takes too long"),
        ("time.sleep(60)", "it takes too long"),
    ],
)
def test_a_worker_that_fails_is_told_in_a_sentence(
    body: str,
    said: str,
    worker: Make,
    their: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seconds = 1.0 if "too long" in said else 30.0
    monkeypatch.setattr(conversion, "CONVERSION_SECONDS", seconds)
    worker(READY + body)
    with pytest.raises(DigitpadError, match=said):
        convert(their)
    assert is_gone()


def test_a_worker_that_never_gets_ready_is_ended(
    worker: Make, their: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "_START_SECONDS", 1.0)
    worker('open("pid", "w").write(str(os.getpid())); time.sleep(60)')
    with pytest.raises(DigitpadError, match="it takes too long"):
        convert(their)
    assert is_gone()


def test_a_worker_that_cannot_be_started_is_told(
    worker: Make, their: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker("")
    monkeypatch.setattr(conversion, "worker_command", lambda: ("/no/such/program",))
    with pytest.raises(DigitpadError, match="install digitpad again"):
        convert(their)


def test_ctrl_c_cancels_and_ends_the_worker(worker: Make, their: Path) -> None:
    worker(
        READY
        + """
say("phase", run=1, name="trying", share=0.0)
open("told", "w").write(json.dumps(hear()))
time.sleep(60)
"""
    )

    def show(record: Record) -> None:
        if isinstance(record, Phase):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert(their, show=show)
    assert '"record": "cancel"' in Path("told").read_text()
    assert is_gone()


def test_a_whole_model_is_used_as_it_is(worker: Make, tmp_path: Path) -> None:
    worker("sys.exit()")
    model = copy_model(bundled_model(), tmp_path / "given" / "mine.keras")
    assert usable_model(model) == model


def test_another_is_converted_once_and_it_is_said_what_it_takes(
    worker: Make, their: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = copy_model(bundled_model(), opened_models() / "made" / "their.keras")
    card = replace(
        read_card(made),
        preprocessing="paper is 0, ink is 255, 28×28",
        mnist_test_accuracy=0.98765,
        origin=Origin("their.keras", "0" * 64),
    )
    made.with_suffix(".json").write_text(card.to_json())
    worker(READY + f'say("converted", run=1, model={str(made)!r})')
    assert usable_model(their) == made
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        "digitpad: their.keras was converted: paper is 0, ink is 255, 28×28; it reads "
        "98.77 % of the MNIST test images.\n"
    )


def test_without_a_console_nothing_is_said(
    worker: Make, their: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = copy_model(bundled_model(), opened_models() / "made" / "their.keras")
    worker(READY + f'say("converted", run=1, model={str(made)!r})')
    monkeypatch.setattr(sys, "stderr", None)
    assert usable_model(their) == made


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing.keras", "There is no model"),
        ("their.txt", "must end in .keras"),
    ],
)
def test_what_is_no_model_starts_no_worker(
    name: str, said: str, worker: Make, tmp_path: Path
) -> None:
    worker('open("started", "w")')
    with pytest.raises(DigitpadError, match=said):
        usable_model(tmp_path / name)
    assert not Path("started").exists()
