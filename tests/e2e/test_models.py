"""Models that are missing, damaged or mixed up are refused in one sentence."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from digitpad.core.paths import asset, bundled_model
from tests.e2e.programs import digitpad

CONVERSION = 120
"""Seconds for TensorFlow to start and a model to be converted, on a busy machine."""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A copy of the bundled model, its twin and its card."""
    for suffix in (".keras", ".tflite", ".json"):
        source = bundled_model().with_suffix(suffix)
        shutil.copy(source, tmp_path / f"copy{suffix}")
    return tmp_path / "copy.keras"


def missing(model: Path) -> None:
    model.unlink()


def truncated(model: Path) -> None:
    model.write_bytes(model.read_bytes()[:-1000])


def replaced(model: Path) -> None:
    model.write_bytes(b"not a model")


def card_missing(model: Path) -> None:
    model.with_suffix(".json").unlink()


def card_broken(model: Path) -> None:
    model.with_suffix(".json").write_text("{")


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
        (truncated, "only a part of one"),
        (replaced, "is no model of Keras"),
        (twin_of_nonsense, "cannot be run"),
    ],
    ids=lambda value: getattr(value, "__name__", "told"),
)
def test_a_bad_model_is_refused(
    spoil: Callable[[Path], None], said: str, model: Path, shown_env: dict[str, str]
) -> None:
    spoil(model)
    for command in ((), ("evaluate", "mnist-test")):
        done = digitpad(*command, "--model", model, env=shown_env, seconds=CONVERSION)
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
    assert "There is no model" in done.stderr
    done = digitpad("--model", tmp_path / "model.txt", env=shown_env)
    assert done.returncode == 1
    assert "must end in .keras or .h5" in done.stderr


@pytest.mark.parametrize(
    "spoil", [card_missing, card_broken, twin_changed], ids=lambda spoil: spoil.__name__
)
def test_what_is_missing_beside_a_model_is_made_anew(
    spoil: Callable[[Path], None], model: Path, env: dict[str, str]
) -> None:
    spoil(model)
    small = model.with_name("small.npz")
    with np.load(asset("mnist.npz")) as mnist:
        np.savez(small, x=mnist["x_test"][:100], y=mnist["y_test"][:100])
    # TensorFlow itself uses what its libraries call outdated.
    del env["PYTHONWARNINGS"]
    done = digitpad(
        *("evaluate", "--json", "--model", model, small), env=env, seconds=CONVERSION
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("digitpad: copy.keras was converted: frame ")
    report = json.loads(done.stdout)
    assert Path(report["model"]["file"]).is_relative_to(
        Path(env["XDG_DATA_HOME"]) / "digitpad" / "opened"
    )
    assert report["sets"][0]["accuracy"] >= 0.99
    # Now it is known.
    again = digitpad("evaluate", "--json", "--model", model, small, env=env)
    assert (again.returncode, again.stderr) == (0, "")
    assert json.loads(again.stdout) == report


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
