"""A model is copied with its card and its twin, or not at all."""

import shutil
from pathlib import Path

import pytest

from digitpad.core import files
from digitpad.core.errors import DigitpadError
from digitpad.core.models import (
    SUFFIXES,
    check_name,
    check_target,
    copy_model,
    delete_model,
    is_same,
    parts_of,
    rename_model,
    retitle_model,
)
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


def test_a_model_is_renamed_with_all_its_parts(model: Path) -> None:
    before = content(model.parent)
    renamed = rename_model(model, "sevens v1.2")
    assert renamed == model.with_name("sevens v1.2.keras")
    after = content(model.parent)
    assert set(after) == {f"sevens v1.2{suffix}" for suffix in SUFFIXES}
    assert after["sevens v1.2.keras"] == before["mine.keras"]
    assert read_card(renamed).name == "sevens v1.2"
    Recognizer.load(renamed)


def test_the_own_name_only_goes_into_the_card(model: Path) -> None:
    assert read_card(model).name == "digitpad"
    assert rename_model(model, "mine") == model
    assert read_card(model).name == "mine"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_name_that_is_taken_is_refused(model: Path, suffix: str) -> None:
    model.with_name(f"other{suffix}").write_text("somebody's")
    before = content(model.parent)
    with pytest.raises(DigitpadError, match=f"other{suffix} already"):
        rename_model(model, "other")
    assert content(model.parent) == before


@pytest.mark.parametrize(
    "name",
    ["", " ", ".", "..", ".hidden", "a/b", "a\\b", "a:b", "a\nb", "a ", "a.", "x" * 61],
)
def test_what_is_no_name_is_refused(model: Path, name: str) -> None:
    before = content(model.parent)
    for change in (rename_model, retitle_model):
        with pytest.raises(DigitpadError):
            change(model, name)
    assert content(model.parent) == before


def test_names_in_all_scripts_are_names() -> None:
    for name in ("7", "Ziffern für Ömer", "数字", "a" * 60):
        check_name(name)


def test_a_damaged_model_is_not_renamed(model: Path) -> None:
    model.with_suffix(".tflite").write_bytes(b"damaged")
    before = content(model.parent)
    with pytest.raises(DigitpadError, match="damaged or replaced"):
        rename_model(model, "other")
    assert content(model.parent) == before


def test_a_model_that_cannot_go_keeps_its_name(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(model.parent)
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.stem == "mine":
            raise OSError(13, "Permission denied")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(DigitpadError, match="cannot be renamed: Permission denied"):
        rename_model(model, "other")
    assert content(model.parent) == before


def test_the_card_alone_can_bear_another_name(model: Path) -> None:
    retitle_model(model, "the first")
    assert read_card(model).name == "the first"
    Recognizer.load(model)
    model.with_suffix(".json").unlink()
    with pytest.raises(DigitpadError, match="has no card"):
        retitle_model(model, "the second")


def test_a_model_is_deleted_with_all_its_parts(model: Path) -> None:
    (model.parent / "other.txt").touch()
    model.with_suffix(".tflite").unlink()
    assert parts_of(model) == (model, model.with_suffix(".json"))
    delete_model(model)
    assert list(content(model.parent)) == ["other.txt"]
    delete_model(model)


def test_paths_to_one_model_are_the_same(model: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    assert is_same(model, tmp_path / "link" / model.name)
    assert is_same(model, model)
    assert not is_same(model, tmp_path / "other.keras")
    assert not is_same(model, tmp_path / "folder" / model.name)
    assert not is_same(model, None)
