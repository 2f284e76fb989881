"""Models that are missing, damaged or mixed up are refused in one sentence."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from digitpad.core.paths import bundled_model
from tests.e2e.programs import digitpad


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A copy of the bundled model, its twin and its card."""
    for suffix in (".keras", ".tflite", ".json"):
        source = bundled_model().with_suffix(suffix)
        shutil.copy(source, tmp_path / f"copy{suffix}")
    return tmp_path / "copy.keras"


def missing(model: Path) -> None:
    model.unlink()


def changed(model: Path) -> None:
    model.write_bytes(model.read_bytes() + b"\0")


def card_missing(model: Path) -> None:
    model.with_suffix(".json").unlink()


def card_broken(model: Path) -> None:
    model.with_suffix(".json").write_text("{")


def card_incomplete(model: Path) -> None:
    write_card(model, threshold=None)


def twin_missing(model: Path) -> None:
    model.with_suffix(".tflite").unlink()


def twin_changed(model: Path) -> None:
    twin = model.with_suffix(".tflite")
    twin.write_bytes(twin.read_bytes()[:-1000])


def twin_of_nonsense(model: Path) -> None:
    """Write what is no network, with the right digest in the card."""
    nonsense = b"nonsense" * 1000
    model.with_suffix(".tflite").write_bytes(nonsense)
    write_card(model, twin_sha256=hashlib.sha256(nonsense).hexdigest())


def write_card(model: Path, **values: object) -> None:
    card = model.with_suffix(".json")
    card.write_text(json.dumps(json.loads(card.read_text()) | values))


def test_a_good_model_is_taken(
    model: Path, config: Path, shown_env: dict[str, str]
) -> None:
    done = digitpad(
        *("--model", model, "--config", config, "--measure-startup"), env=shown_env
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (missing, "There is no model"),
        (changed, "is not the file its card describes"),
        (card_missing, "has no card"),
        (card_broken, "is damaged"),
        (card_incomplete, "'threshold' is not as it must be"),
        (twin_missing, "cannot be read"),
        (twin_changed, "is not the file its card describes"),
        (twin_of_nonsense, "cannot be run"),
    ],
    ids=lambda value: getattr(value, "__name__", "told"),
)
def test_a_bad_model_is_refused(
    spoil: Callable[[Path], None], said: str, model: Path, shown_env: dict[str, str]
) -> None:
    spoil(model)
    for command in ((), ("evaluate", "mnist-test")):
        done = digitpad(*command, "--model", model, env=shown_env)
        assert done.returncode == 1, done.stderr
        assert done.stdout == ""
        assert done.stderr.startswith("digitpad: ")
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_a_file_of_another_kind_is_refused(
    tmp_path: Path, shown_env: dict[str, str]
) -> None:
    done = digitpad("--model", tmp_path / "model.h5", env=shown_env)
    assert done.returncode == 1
    assert "must end in .keras" in done.stderr


def test_models_lists_the_bundled_and_the_saved(
    model: Path, env: dict[str, str]
) -> None:
    saved = Path(env["XDG_DATA_HOME"]) / "digitpad" / "models"
    saved.mkdir(parents=True)
    write_card(model, name="mine", mnist_test_accuracy=0.5)
    for suffix in (".keras", ".tflite", ".json"):
        shutil.copy(model.with_suffix(suffix), saved)
    done = digitpad("models", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    bundled, mine = done.stdout.splitlines()
    assert bundled.startswith("digitpad: 99.")
    assert mine.startswith("mine: 50.00 %")
    assert mine.endswith(str(saved / "copy.keras"))

    (saved / "copy.json").unlink()
    done = digitpad("models", env=env)
    assert (done.returncode, done.stdout.splitlines()) == (1, [bundled])
    assert len(done.stderr.splitlines()) == 1
