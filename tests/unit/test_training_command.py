"""`digitpad train`, in this process."""

import argparse
import errno
import io
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from digitpad.cli import main
from digitpad.core.errors import DigitpadError
from digitpad.core.own_drawing import drawn_now, write_drawings
from digitpad.core.presets import PRESETS
from digitpad.core.protocol import from_line
from digitpad.core.recognizer import Recognizer, read_card
from digitpad.core.records import Epoch, Failed, Phase, Succeeded
from digitpad.core.training_config import TrainingConfig
from digitpad.gui.startup import sample_drawing
from digitpad.training_command import add_options, config_of

pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept:DeprecationWarning"
)

Train = Callable[..., int]


@pytest.fixture
def data_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's models lie."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def train(dataset: Path) -> Train:
    """Runs the command on the small dataset."""

    def run(*arguments: str | Path) -> int:
        common = ("train", "--preset", "dense-64-64", "--dataset", dataset)
        return main([*map(str, (*common, "--epochs", "1", *arguments))])

    return run


def parsed(*arguments: str) -> TrainingConfig:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return config_of(parser.parse_args(arguments))


@pytest.mark.parametrize("preset", PRESETS)
def test_without_options_the_preset_is_as_it_is(preset: str) -> None:
    assert parsed("--preset", preset) == PRESETS[preset].defaults


def test_every_setting_has_its_option() -> None:
    config = parsed(
        *("--preset", "dense-512-dropout", "--epochs", "3", "--batch-size", "64"),
        *("--learning-rate", "1e-4", "--optimizer", "sgd", "--activation", "tanh"),
        *("--dense", "128,64", "--dropout", "0.25", "--validation-split", "0.1"),
        *("--seed", "7", "--augmentation", "deform", "--images", "2000"),
        *("--patience", "2", "--drawings", "mine.jsonl.gz"),
    )
    assert config == TrainingConfig(
        preset="dense-512-dropout",
        epochs=3,
        batch_size=64,
        learning_rate=1e-4,
        optimizer="sgd",
        activation="tanh",
        dense=(128, 64),
        dropout=0.25,
        validation_split=0.1,
        seed=7,
        augmentation="deform",
        images=2000,
        patience=2,
        own_drawings=True,
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--preset", "nonsense"], "invalid choice: 'nonsense'"),
        (["--epochs", "0"], "Epochs must be from 1 to 1,000."),
        (["--epochs", "many"], "invalid int value: 'many'"),
        (["--learning-rate", "nan"], "Learning rate must be from 1e-06 to 10."),
        (["--optimizer", "magic"], "invalid choice: 'magic'"),
        (["--dense", "64,wide"], "'64,wide' is no list of widths"),
        (
            ["--dense", "64"],
            "The network digitpad-quick has no dense layers to change.",
        ),
        (["--preset", "dense-64-64", "--dropout", "0.5"], "has no dropout to change."),
        (["--images", "100", "--batch-size", "100"], "make the batch smaller."),
        (["--preset", "dense-64-64", "--patience", "2"], "needs a validation split"),
        (["--progress", "loud"], "invalid choice: 'loud'"),
    ],
)
def test_wrong_usage_is_status_2_and_one_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["train", *arguments])
    assert stop.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err.splitlines()[-1]
    assert err.splitlines()[-1].startswith("digitpad train: error: ")


def test_no_widths_are_no_layers() -> None:
    assert parsed("--preset", "dense-64-64", "--dense", "").dense == ()
    with pytest.raises(DigitpadError, match="at most 4"):
        parsed("--preset", "dense-64-64", "--dense", "1,2,3,4,5")


def test_drawings_are_learned_too(train: Train, tmp_path: Path) -> None:
    strokes = tmp_path / "mine.jsonl.gz"
    write_drawings(strokes, [drawn_now(sample_drawing(), 3)] * 4)
    out = tmp_path / "a.keras"
    arguments = ("--drawings", strokes, "--out", out, "--progress", "none")
    assert train(*arguments) == 0
    card = read_card(out)
    assert card.data[1] == {"name": "own drawings", "count": 4, "licence": "own"}
    assert card.config["own_drawings"] is True


def test_a_file_without_drawings_is_told(
    train: Train, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.jsonl.gz"
    arguments = ("--out", tmp_path / "a.keras", "--progress", "none")
    assert train("--drawings", missing, *arguments) == 1
    assert "There is no file" in capsys.readouterr().err


def test_none_prints_nothing_and_saves(
    train: Train, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train("--out", tmp_path / "new" / "a.keras", "--progress", "none") == 0
    assert capsys.readouterr() == ("", "")
    Recognizer.load(tmp_path / "new" / "a.keras")


def test_json_prints_the_worker_s_records(
    train: Train, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.keras"
    assert train("--epochs", "3", "--out", out, "--progress", "json") == 0
    said, noise = capsys.readouterr()
    assert noise == ""
    records = [from_line(line) for line in said.splitlines()]
    assert isinstance(records[0], Phase)
    epochs = [record.epoch for record in records if isinstance(record, Epoch)]
    assert epochs == [1, 2, 3]
    assert isinstance(records[-1], Succeeded)
    assert records[-1].model == str(out)


def test_without_a_terminal_each_epoch_is_a_line(
    train: Train, data_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    models = data_home / "digitpad" / "models"
    for name in ("dense-64-64", "dense-64-64-2"):
        assert train("--epochs", "2", "--validation-split", "0.2") == 0
        said, progress = capsys.readouterr()
        (line,) = said.splitlines()
        assert line.startswith(f"{models / name}.keras: ")
        assert re.search(r": \d+\.\d\d % of the MNIST test images, loss ", line)
        first, second = progress.splitlines()
        assert first.startswith("epoch   1 of 2   loss ")
        assert re.search(r"   accuracy \d+\.\d\d %   validation loss ", second)
    assert len(list(models.iterdir())) == 6


def test_the_default_name_is_not_that_of_other_files(
    train: Train, data_home: Path
) -> None:
    models = data_home / "digitpad" / "models"
    models.mkdir(parents=True)
    (models / "dense-64-64.json").write_text("notes")
    assert train("--progress", "none") == 0
    assert (models / "dense-64-64.json").read_text() == "notes"
    Recognizer.load(models / "dense-64-64-2.keras")


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("model.h5", "must end in .keras"),
        ("folder.keras", "is a folder"),
        ("file/model.keras", "Nothing can be written to"),
        ("/proc/model.keras", "Nothing can be written to"),
        ("notes.keras", "notes.json is not part of a model"),
    ],
)
def test_an_impossible_place_is_told_before_the_training(
    out: str,
    said: str,
    train: Train,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("digitpad.training_command._run", None)  # must not be reached
    (tmp_path / "folder.keras").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "notes.json").write_text("{}")
    assert train("--out", tmp_path / out) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("digitpad: ")
    assert told.err.count("\n") == 1
    assert said in told.err


@pytest.mark.parametrize("progress", ["bar", "json", "none"])
@pytest.mark.parametrize("content", [None, b"no archive"])
def test_a_bad_dataset_is_one_line_and_status_1(
    content: bytes | None,
    progress: str,
    train: Train,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "data.npz"
    if content is not None:
        path.write_bytes(content)
    out = tmp_path / "a.keras"
    assert train("--dataset", path, "--out", out, "--progress", progress) == 1
    told = capsys.readouterr()
    assert told.err.startswith("digitpad: ")
    assert str(path) in told.err
    assert told.err.count("\n") == 1
    if progress == "json":
        failed = from_line(told.out.splitlines()[-1])
        assert isinstance(failed, Failed)
        assert failed.sentence in told.err
    else:
        assert told.out == ""
    assert not out.exists()


@pytest.mark.parametrize("progress", ["bar", "json"])
def test_output_that_cannot_be_written_is_told(
    progress: str,
    train: Train,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Full(io.StringIO):
        def flush(self) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(sys, "stdout", Full())
    assert train("--out", tmp_path / "a.keras", "--progress", progress) == 1
    monkeypatch.undo()
    assert capsys.readouterr().err.splitlines()[-1] == (
        "digitpad: The output cannot be written: No space left on device."
    )


def test_what_nobody_foresaw_is_a_sentence(
    train: Train,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_arguments: object, **_more: object) -> None:
        raise MemoryError

    monkeypatch.setattr("digitpad.ml.session.train", fail)
    assert train("--out", tmp_path / "a.keras", "--progress", "json") == 1
    told = capsys.readouterr()
    assert "memory does not suffice" in told.err
    assert json.loads(told.out)["record"] == "failed"
