"""What belongs together is in the trash together, or not at all."""

from pathlib import Path

import pytest

from digitpad.gui.trash import move_to_trash


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The trash of a home of its own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "Trash"


def test_files_go_to_the_trash(tmp_path: Path, trash: Path) -> None:
    paths = [tmp_path / "a.keras", tmp_path / "a.json"]
    for path in paths:
        path.write_text(path.name)
    assert move_to_trash(paths)
    assert not any(path.exists() for path in paths)
    kept = {path.name: path.read_text() for path in (trash / "files").iterdir()}
    assert kept == {"a.keras": "a.keras", "a.json": "a.json"}
    assert len(list((trash / "info").iterdir())) == 2


def test_if_one_cannot_go_none_does(tmp_path: Path, trash: Path) -> None:
    there, gone = tmp_path / "a.keras", tmp_path / "a.json"
    there.write_text("whole")
    assert not move_to_trash([there, gone])
    assert there.read_text() == "whole"
    assert not list((trash / "files").iterdir())
    assert not list((trash / "info").iterdir())
