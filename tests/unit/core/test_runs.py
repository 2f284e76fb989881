"""Finished trainings are kept, listed, discarded and deleted."""

import json
import os
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from digitpad.core.errors import DigitpadError
from digitpad.core.presets import PRESETS
from digitpad.core.records import Epoch, Score
from digitpad.core.runs import (
    Run,
    clear_leftovers,
    delete_run,
    discard_model,
    load_run,
    load_runs,
    new_folder,
    save_run,
)

NOW = datetime(2026, 1, 31, 12, 0, 5)
SCORE = Score(0.9, 0.25, tuple((1,) * 10 for _ in range(10)))
EPOCHS = (
    Epoch(1, 1, 2, 0.5, 0.75, 0.6, 0.7, seconds=1.5, best=True),
    Epoch(1, 2, 2, 0.4, 0.85, None, None, seconds=1.5, best=False),
)


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "runs"


def make(runs: Path, started: str = "2026-01-31T12:00:05") -> Run:
    config = PRESETS["digitpad"].defaults
    folder = new_folder(runs, config.preset, NOW)
    return Run(folder, started, config, EPOCHS, 2, SCORE, 12.5)


def test_a_run_survives_a_restart(runs: Path) -> None:
    run = make(runs)
    save_run(run)
    assert load_runs(runs) == (run,)


def test_the_newest_comes_first(runs: Path) -> None:
    days = ("2026-01-02", "2026-03-01", "2025-12-31")
    made = {day: make(runs, f"{day}T10:00:00") for day in days}
    for run in made.values():
        save_run(run)
    assert load_runs(runs) == tuple(made[day] for day in sorted(days, reverse=True))


def test_each_folder_is_another(runs: Path) -> None:
    folders = [new_folder(runs, "digitpad", NOW) for _ in range(3)]
    assert [folder.name for folder in folders] == [
        "digitpad 2026-01-31 12.00.05",
        "digitpad 2026-01-31 12.00.05 2",
        "digitpad 2026-01-31 12.00.05 3",
    ]


def test_no_folder_is_made_where_none_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DigitpadError, match=r"kept in .*file.*allow writing"):
        new_folder(tmp_path / "file" / "runs", "digitpad", NOW)
    with pytest.raises(DigitpadError, match="cannot be kept"):
        new_folder(tmp_path / "file", "digitpad", NOW)


def test_a_record_that_cannot_be_written_is_told(runs: Path) -> None:
    run = make(runs)
    (run.folder / "run.json").mkdir()
    with pytest.raises(DigitpadError, match="cannot be kept"):
        save_run(run)


def test_no_runs_are_no_error(tmp_path: Path) -> None:
    assert load_runs(tmp_path / "nowhere") == ()
    (tmp_path / "file").touch()
    assert load_runs(tmp_path / "file") == ()


def test_what_is_no_run_is_passed_over(runs: Path) -> None:
    run = make(runs)
    save_run(run)
    make(runs)  # a training that has not ended
    (runs / "file").touch()
    (make(runs).folder / "run.json").mkdir()
    assert load_runs(runs) == (run,)


@pytest.mark.parametrize(
    "values",
    [
        {"format": 2},
        {"started": "yesterday"},
        {"started": 5},
        {"config": {}},
        {"config": None},
        {"epochs": None},
        {"epochs": [3]},
        {"epochs": [{"run": 1}]},
        {"kept": "2"},
        {"kept": None},
        {"score": None},
        {"score": {"accuracy": 2, "loss": 1, "confusion": [[1] * 10] * 10}},
        {"score": {"accuracy": 1, "loss": 1, "confusion": [[None] * 10] * 10}},
        {"seconds": "long"},
        {"seconds": float("nan")},
    ],
)
def test_a_damaged_record_is_passed_over(runs: Path, values: dict[str, Any]) -> None:
    run = make(runs)
    record = json.loads(run.to_json())
    (run.folder / "run.json").write_text(json.dumps(record | values))
    assert load_runs(runs) == ()


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b"\xff", b"[" * 100_000, b"0"])
def test_what_is_no_record_is_passed_over(runs: Path, text: bytes) -> None:
    (make(runs).folder / "run.json").write_bytes(text)
    assert load_runs(runs) == ()


def test_discarding_removes_the_model_and_keeps_the_record(runs: Path) -> None:
    run = make(runs)
    save_run(run)
    for suffix in (".keras", ".json", ".tflite"):
        run.model.with_suffix(suffix).touch()
    discard_model(run)
    discard_model(run)  # twice does no harm
    assert [path.name for path in run.folder.iterdir()] == ["run.json"]
    assert load_runs(runs) == (run,)


def test_a_model_that_cannot_be_removed_is_told(runs: Path) -> None:
    run = make(runs)
    run.model.mkdir()
    with pytest.raises(DigitpadError, match="cannot be removed"):
        discard_model(run)


def test_deleting_leaves_nothing(runs: Path) -> None:
    run, other = make(runs), make(runs)
    save_run(run)
    save_run(other)
    run.model.touch()
    delete_run(run.folder)
    delete_run(run.folder)  # twice does no harm
    assert list(runs.iterdir()) == [other.folder]


def test_a_folder_that_cannot_be_deleted_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DigitpadError, match="cannot be removed"):
        delete_run(tmp_path / "file")


def test_the_model_lies_in_the_folder(runs: Path) -> None:
    run = make(runs)
    assert run.model == run.folder / f"{run.folder.name}.keras"
    assert replace(run, folder=runs).model == runs / f"{runs.name}.keras"


def test_one_run_is_loaded_alone(runs: Path) -> None:
    run = make(runs)
    assert load_run(run.folder) is None
    save_run(run)
    assert load_run(run.folder) == run
    (run.folder / "run.json").write_text("{}")
    assert load_run(run.folder) is None
    assert load_run(runs / "nowhere") is None


DAY = 24 * 60 * 60


def age(folder: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(folder, (then, then))


def test_only_old_folders_without_record_and_model_are_cleared(runs: Path) -> None:
    kept = make(runs)
    save_run(kept)
    modelled, left, young, running = (make(runs).folder for _ in range(4))
    (modelled / "mine.keras").touch()
    (left / "mine.tflite").touch()
    (left / ".mine.keras.abc").touch()
    own = runs / "my own folder"
    own.mkdir()
    for folder in (kept.folder, modelled, left, own):
        age(folder, DAY + 60)
    age(young, DAY - 60)
    clear_leftovers(runs, DAY)
    assert set(runs.iterdir()) == {kept.folder, modelled, young, running, own}


@pytest.mark.skipif(os.name == "nt", reason="needs a right on Windows")
def test_links_are_not_followed_to_clear(runs: Path, tmp_path: Path) -> None:
    inside = make(runs).folder
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "letter").touch()
    (inside / "link").symlink_to(elsewhere)
    link = runs / "digitpad 2026-01-31 12.00.05 9"
    link.symlink_to(elsewhere)
    for folder in (inside, elsewhere):
        age(folder, 2 * DAY)
    clear_leftovers(runs, DAY)
    assert list(runs.iterdir()) == [link]
    assert (elsewhere / "letter").exists()


def test_clearing_never_fails(
    runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clear_leftovers(tmp_path / "nowhere", DAY)
    (tmp_path / "file").touch()
    clear_leftovers(tmp_path / "file", DAY)
    folder = make(runs).folder
    age(folder, 2 * DAY)

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(os, "rmdir", refuse)
        clear_leftovers(runs, DAY)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "glob", refuse)
        clear_leftovers(runs, DAY)
    assert folder.exists()
