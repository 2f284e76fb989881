"""A model is copied with its card and its twin, or not at all."""

import shutil
from pathlib import Path

import pytest

from digitpad.core import files
from digitpad.core.errors import DigitpadError
from digitpad.core.models import SUFFIXES, check_target, copy_model
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer, read_card


@pytest.fixture
def model(tmp_path: Path) -> Path:
    for suffix in SUFFIXES:
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


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_leaves_the_old_model_whole(
    suffix: str, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = copy_model(model, tmp_path / "old" / "mine.keras")
    before = content(old.parent)
    write_beside = files._write_beside

    def write(path: Path, data: bytes) -> Path:
        if path.suffix == suffix:
            raise OSError(28, "No space left on device")
        return write_beside(path, data)

    monkeypatch.setattr(files, "_write_beside", write)
    with pytest.raises(DigitpadError, match="No space left on device"):
        copy_model(model, old)
    assert content(old.parent) == before


@pytest.mark.parametrize("suffix", [".keras", ".tflite"])
def test_a_damaged_model_is_not_copied(
    suffix: str, model: Path, tmp_path: Path
) -> None:
    with model.with_suffix(suffix).open("ab") as file:
        file.write(b"more")
    with pytest.raises(DigitpadError, match="damaged or replaced"):
        copy_model(model, tmp_path / "copies" / "copy.keras")
    assert not (tmp_path / "copies").exists()


def test_a_model_is_replaced(model: Path, tmp_path: Path) -> None:
    copy = copy_model(model, tmp_path / "copy.keras")
    copy.with_suffix(".tflite").write_bytes(b"damaged")
    check_target(copy)
    Recognizer.load(copy_model(model, copy))


@pytest.mark.parametrize(
    "names", [["notes.json"], ["notes.tflite"], ["notes.json", "notes.keras"]]
)
def test_files_of_something_else_are_not_overwritten(
    names: list[str], model: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in names:
        (folder / name).write_text('{"shopping": ["milk"]}')
    before = content(folder)
    with pytest.raises(DigitpadError, match=f"{names[0]} is not part of a model"):
        check_target(folder / "notes.keras")
    with pytest.raises(DigitpadError, match="choose another name"):
        copy_model(model, folder / "notes")
    assert content(folder) == before


def test_a_folder_in_the_way_is_told(model: Path, tmp_path: Path) -> None:
    copy = copy_model(model, tmp_path / "copy.keras")
    copy.with_suffix(".json").unlink()
    copy.with_suffix(".json").mkdir()
    with pytest.raises(DigitpadError, match=r"copy\.json is not part of a model"):
        check_target(copy)
