"""Settings are validated, and a damaged file is put aside."""

import json
import os
from pathlib import Path

import pytest

from digitpad.core.errors import DigitpadError
from digitpad.core.settings import Settings, load_settings, save_settings


def test_settings_survive_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    recent = ("/b.h5", "/a.keras")
    settings = Settings(
        *("00ff", "dark", "thick", 5, "/drawings"),
        *("/a.keras", recent, "00", "ff"),
    )
    save_settings(path, settings)
    assert load_settings(path) == (settings, None)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == (Settings(), None)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "\x00",
        '{"format": 1, "appearance": "pink"}',
        '{"format": 1, "appearance": []}',
        '{"format": 1, "brush": ["thin"]}',
        '{"format": 1, "geometry": "zz"}',
        '{"format": 1, "geometry": 3}',
        '{"format": 1, "clear_after": true}',
        '{"format": 1, "clear_after": 4}',
        '{"format": 1, "folder": 1}',
        '{"format": 1, "folder": "a\\u0000b"}',
        '{"format": 1, "library_geometry": "zz"}',
        '{"format": 1, "library_columns": 3}',
        '{"format": 1, "default_model": 3}',
        '{"format": 1, "default_model": "a\\u0000"}',
        '{"format": 1, "recent_models": "a.keras"}',
        '{"format": 1, "recent_models": [""]}',
        '{"format": 1, "recent_models": [1]}',
        '{"format": 1, "recent_models": ["1","2","3","4","5","6","7","8","9"]}',
        "[" * 100_000,
    ],
)
def test_a_damaged_file_is_put_aside_and_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)
    settings, notice = load_settings(path)
    assert settings == Settings()
    aside = tmp_path / "settings.damaged.json"
    assert aside.read_text() == text
    assert notice is not None
    assert str(aside) in notice


@pytest.mark.parametrize(
    "text",
    ["{}", '{"name": "somebody else\'s"}', '{"format": 2}', '{"format": true}'],
)
def test_an_object_of_somebody_else_is_put_aside(tmp_path: Path, text: str) -> None:
    path = tmp_path / "package.json"
    path.write_text(text)
    settings, notice = load_settings(path)
    assert settings == Settings()
    aside = tmp_path / "package.damaged.json"
    assert notice is not None
    assert str(aside) in notice
    save_settings(path, settings)
    assert aside.read_text() == text


def test_nothing_that_was_put_aside_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    names = ["settings.damaged.json", "settings.damaged-2.json"]
    for number, name in enumerate([*names, "settings.damaged-3.json"]):
        path.write_text(f"[{number}]")
        _, notice = load_settings(path)
        assert notice is not None
        assert str(tmp_path / name) in notice
        assert (tmp_path / name).read_text() == f"[{number}]"
    assert [(tmp_path / name).read_text() for name in names] == ["[0]", "[1]"]


def test_what_cannot_be_put_aside_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.json"
    path.write_text("[]")

    def refused(_path: Path, _target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "replace", refused)
    settings, notice = load_settings(path)
    assert settings == Settings()
    assert notice == f"The settings {path} are damaged: it is not a JSON object."
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text() == "[]"


def test_names_of_a_later_version_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"format": 1, "brush": "thin", "sound": "loud"}))
    assert load_settings(path) == (Settings(brush="thin"), None)


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    settings, notice = load_settings(tmp_path)
    assert settings == Settings()
    assert notice is not None
    assert "cannot be read" in notice


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such device")
def test_an_endless_device_is_told_and_left_alone(tmp_path: Path) -> None:
    device = tmp_path / "settings.json"
    device.symlink_to("/dev/zero")
    settings, notice = load_settings(device)
    assert settings == Settings()
    assert notice is not None
    assert "not a file" in notice
    assert device.is_symlink()


def test_what_cannot_be_saved_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DigitpadError, match="cannot be saved"):
        save_settings(tmp_path / "file" / "settings.json", Settings())
