"""All models are listed that can be read, and copies are known as such."""

import os
from pathlib import Path

import pytest

from digitpad.core.errors import DigitpadError
from digitpad.core.model_list import ListedModel, find_models, list_models
from digitpad.core.models import copy_model
from digitpad.core.paths import bundled_model, kept_runs, opened_models, saved_models


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


def test_without_any_of_their_own_it_is_the_bundled_one(home: Path) -> None:
    (only,) = list_models()
    assert only.path == bundled_model()
    assert only.kind == "bundled"
    assert only.name == "digitpad"


def test_saved_ones_come_by_name_and_trainings_the_newest_first(home: Path) -> None:
    for name in ("b", "a"):
        copy_model(bundled_model(), saved_models() / f"{name}.keras")
    for age, name in enumerate(("new", "old")):
        path = copy_model(bundled_model(), kept_runs() / name / f"{name}.keras")
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    listed = [(model.name, model.kind) for model in list_models()]
    assert listed[1:] == [
        *(("a", "saved"), ("b", "saved")),
        *(("new", "training"), ("old", "training")),
    ]


def test_opened_ones_come_by_name_between_saved_ones_and_trainings(home: Path) -> None:
    for digest, name in (("1" * 64, "b"), ("2" * 64, "a")):
        copy_model(bundled_model(), opened_models() / digest / f"{name}.keras")
    copy_model(bundled_model(), saved_models() / "z.keras")
    copy_model(bundled_model(), kept_runs() / "new" / "new.keras")
    listed = [(model.name, model.kind) for model in list_models()]
    assert listed[1:] == [
        *(("z", "saved"), ("a", "opened"), ("b", "opened"), ("new", "training"))
    ]


def test_what_cannot_be_read_is_passed_over(home: Path) -> None:
    path = copy_model(bundled_model(), saved_models() / "mine.keras")
    path.with_suffix(".json").write_text("{}")
    assert len(list_models()) == 1
    (problem,) = find_models().problems
    assert "mine.json is damaged" in problem
    with pytest.raises(DigitpadError, match="damaged"):
        ListedModel.read(path, "file")


def test_copies_have_one_key(home: Path) -> None:
    copy_model(bundled_model(), saved_models() / "mine.keras")
    bundled, mine = list_models()
    assert bundled.key == mine.key
    assert bundled != mine


def test_the_size_is_that_of_all_parts(home: Path) -> None:
    path = copy_model(bundled_model(), saved_models() / "mine.keras")
    sizes = [part.stat().st_size for part in path.parent.iterdir()]
    assert len(sizes) == 3
    assert ListedModel.read(path, "saved").size == sum(sizes)
