"""A model is copied with its card and its twin, or not at all."""

import shutil
from pathlib import Path

import pytest

from digitpad.core.errors import DigitpadError
from digitpad.core.models import copy_model
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer, read_card


@pytest.fixture
def model(tmp_path: Path) -> Path:
    for suffix in (".keras", ".json", ".tflite"):
        source = bundled_model().with_suffix(suffix)
        shutil.copy(source, tmp_path / f"mine{suffix}")
    return tmp_path / "mine.keras"


def test_the_copy_is_a_model_of_its_own_name(model: Path, tmp_path: Path) -> None:
    copy = copy_model(model, tmp_path / "deep" / "sevens.keras")
    assert copy == tmp_path / "deep" / "sevens.keras"
    assert read_card(copy).name == "sevens"
    Recognizer.load(copy)


def test_a_missing_suffix_is_added(model: Path, tmp_path: Path) -> None:
    assert copy_model(model, tmp_path / "v1.2").name == "v1.2.keras"


def test_the_bundled_model_is_never_replaced(model: Path) -> None:
    with pytest.raises(DigitpadError, match="program's own folder"):
        copy_model(model, bundled_model())


def test_a_model_is_not_copied_onto_itself(model: Path) -> None:
    with pytest.raises(DigitpadError, match="the model itself"):
        copy_model(model, model.parent / "." / model.name)


def test_a_place_that_cannot_be_written_is_named(model: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DigitpadError, match="cannot be saved as"):
        copy_model(model, tmp_path / "file" / "a.keras")


def test_a_model_without_a_card_is_not_copied(model: Path, tmp_path: Path) -> None:
    model.with_suffix(".json").unlink()
    with pytest.raises(DigitpadError, match="has no card"):
        copy_model(model, tmp_path / "other.keras")
    assert not (tmp_path / "other.keras").exists()
