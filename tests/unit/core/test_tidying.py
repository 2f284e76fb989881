"""What kills have left is cleared up in the user's folders."""

import json
import os
from pathlib import Path

import pytest

from digitpad.core.models import copy_model
from digitpad.core.paths import bundled_model, opened_models, saved_models
from digitpad.core.recognizer import Recognizer
from digitpad.core.tidying import tidy


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def part(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f".{name}.abcdefgh.part"
    path.write_bytes(b"half")
    os.utime(path, (0, 0))
    return path


def test_old_parts_are_cleared_up(tmp_path: Path) -> None:
    settings = tmp_path / "documents" / "settings.json"
    parts = [
        part(settings.parent, "settings.json"),
        part(saved_models(), "mine.keras"),
        part(saved_models().parent, "drawings.jsonl.gz"),
        part(opened_models() / "0123", "theirs.tflite"),
    ]
    tidy(settings)
    assert [path for path in parts if path.exists()] == []


def test_what_may_be_somebody_else_s_stays(tmp_path: Path) -> None:
    settings = tmp_path / "documents" / "settings.json"
    other = part(settings.parent, "thesis.odt")
    tidy(settings)
    assert other.exists()


def test_a_model_that_was_half_saved_is_whole(tmp_path: Path) -> None:
    model = copy_model(bundled_model(), saved_models() / "mine.keras")
    names = [f".mine{suffix}.abcdefgh.part" for suffix in (".tflite", ".json")]
    for name in names:  # as after the first of three has its name
        model.with_name(name[1:-14]).rename(model.with_name(name))
    promise = model.with_name(".mine.promise")
    promise.write_text(json.dumps(names))
    tidy(tmp_path / "settings.json")
    Recognizer.load(model)
    assert not promise.exists()


def test_where_nothing_is_nothing_happens(tmp_path: Path) -> None:
    tidy(tmp_path / "none" / "settings.json")
    assert list(tmp_path.iterdir()) == []
