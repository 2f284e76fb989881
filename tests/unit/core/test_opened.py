"""Of a file that somebody names it is known whether it may be run as it is."""

import hashlib
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from digitpad.core import opened
from digitpad.core.cards import Card, Origin
from digitpad.core.errors import DigitpadError
from digitpad.core.models import SUFFIXES, copy_model
from digitpad.core.opened import has_weights_only, name_of, ready_model
from digitpad.core.paths import bundled_model, kept_runs, opened_models, saved_models
from digitpad.core.recognizer import read_card


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


@pytest.fixture
def foreign(home: Path) -> Path:
    """A file of somebody else."""
    path = home / "their.h5"
    path.write_bytes(b"as far as the copies are concerned")
    return path


def convert(path: Path) -> Path:
    """Leave what a conversion of the file would: here, the bundled model."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    folder = opened_models() / digest
    model = copy_model(bundled_model(), folder / f"{name_of(path)}.keras")
    card = replace(read_card(model), origin=Origin(path.name, digest))
    model.with_suffix(".json").write_text(card.to_json())
    return model


def test_models_in_the_program_s_and_the_user_s_folders_are_ready(home: Path) -> None:
    assert ready_model(bundled_model()) == bundled_model()
    for folder in (saved_models(), kept_runs() / "a", opened_models() / ("0" * 64)):
        model = copy_model(bundled_model(), folder / "mine.keras")
        assert ready_model(model) == model


def test_a_model_elsewhere_is_not_run_with_the_twin_beside_it(home: Path) -> None:
    model = copy_model(bundled_model(), home / "downloads" / "mine.keras")
    assert ready_model(model) is None
    # Nor if a link of the user's leads there.
    saved_models().mkdir(parents=True)
    for suffix in SUFFIXES:
        link = saved_models() / f"link{suffix}"
        link.symlink_to(model.with_suffix(suffix))
    assert ready_model(saved_models() / "link.keras") is None


def test_a_file_without_a_card_is_not_ready_wherever_it_lies(home: Path) -> None:
    saved_models().mkdir(parents=True)
    path = saved_models() / "their.keras"
    shutil.copy(bundled_model(), path)
    assert ready_model(path) is None


def test_a_converted_file_is_known_by_its_bytes(foreign: Path, home: Path) -> None:
    assert ready_model(foreign) is None
    model = convert(foreign)
    assert model.name == "their.keras"
    assert ready_model(foreign) == model
    moved = foreign.rename(home / "renamed.hdf5")
    assert ready_model(moved) == model
    moved.write_bytes(b"something else")
    assert ready_model(moved) is None


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_a_damaged_copy_is_as_none(suffix: str, damage: str, foreign: Path) -> None:
    part = convert(foreign).with_suffix(suffix)
    if damage == "missing":
        part.unlink()
    else:
        part.write_bytes(b"changed")
    assert ready_model(foreign) is None


def test_a_copy_of_another_file_is_none_of_this_one(foreign: Path) -> None:
    model = convert(foreign)
    card = Card.from_json(model.with_suffix(".json").read_text())
    other = replace(card, origin=Origin("other.h5", "0" * 64))
    model.with_suffix(".json").write_text(other.to_json())
    assert ready_model(foreign) is None


@pytest.mark.parametrize("name", ["model", "model.txt", "model.keras.zip", ".keras"])
def test_another_name_is_refused(name: str, home: Path) -> None:
    (home / name).touch()
    with pytest.raises(DigitpadError, match=r"must end in \.keras or \.h5\.$"):
        ready_model(home / name)


def test_what_cannot_be_read_gets_a_sentence_of_its_own(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "folder.keras").mkdir()
    (home / "loop.h5").symlink_to(home / "loop.h5")
    os.mkfifo(home / "pipe.h5")
    (home / "device.keras").symlink_to("/dev/zero")
    (home / "large.h5").write_bytes(bytes(1001))
    monkeypatch.setattr(opened, "LARGEST", 1000)
    for name, said in {
        "missing.keras": "There is no model .*missing.keras: check the name",
        "folder.keras": "it is a folder",
        "pipe.h5": "it is not a file",
        "device.keras": "it is not a file",
        "loop.h5": "cannot be read: ",
        "large.h5": "too large",
    }.items():
        with pytest.raises(DigitpadError, match=f"{said}.*\\.$"):
            ready_model(home / name)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("mnist_cnn.keras", "mnist_cnn"),
        ("model.v2.h5", "model.v2"),
        ("cnn.weights.h5", "cnn"),
        ("CNN.WEIGHTS.H5", "CNN"),
        (f"{'x' * 200}.keras", "x" * 60),
        (".weights.h5", "model"),
    ],
)
def test_a_copy_is_called_like_its_file(file: str, name: str) -> None:
    assert name_of(Path(file)) == name
    assert has_weights_only(Path(file)) == ("weights" in file.lower())
