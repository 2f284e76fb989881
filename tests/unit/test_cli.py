"""The commands, in this process."""

import json
import re
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import digitpad
from digitpad.cli import main
from digitpad.core.paths import asset


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A test digit as dark ink on light paper."""
    with np.load(asset("mnist.npz")) as mnist:
        image = 255 - mnist["x_test"][0]
    path = tmp_path / "seven.png"
    Image.fromarray(image).resize((280, 280)).save(path)
    return path


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"digitpad {digitpad.__version__}\n"


def test_wrong_usage_is_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--nonsense"])
    assert "usage: digitpad" in capsys.readouterr().err


def test_predict_reads_a_picture(
    picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["predict", str(picture)]) == 0
    assert capsys.readouterr().out.startswith(f"{picture}: 7 (7: ")


def test_predict_prints_json(picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["predict", "--json", str(picture), str(picture)]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert first == second
    assert first["verdict"] == 7
    assert sum(first["probabilities"]) == pytest.approx(1)


def test_a_bad_picture_does_not_hide_the_good_ones(
    picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"not a picture")
    assert main(["predict", str(bad), str(picture)]) == 1
    told = capsys.readouterr()
    assert told.out.startswith(f"{picture}: 7")
    assert told.err.startswith("digitpad: ")
    assert told.err.count("\n") == 1


def test_evaluate_prints_what_the_contract_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with np.load(asset("mnist.npz")) as mnist:
        x, y = mnist["x_test"][:200], mnist["y_test"][:200]
    path = tmp_path / "some.npz"
    np.savez(path, x=x, y=y.astype(np.int64))
    assert main(["evaluate", "--json", str(path)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert set(report) == {"model", "sets"}
    (record,) = report["sets"]
    assert set(record) == {
        "name",
        "count",
        "accuracy",
        "per_digit",
        "confusion",
        "top2_accuracy",
        "accepted",
        "accuracy_of_accepted",
        "calibration_error",
        "accepted_of",
    }
    assert (record["name"], record["count"]) == ("some", 200)
    assert record["accuracy"] >= 0.98


def test_evaluate_prints_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with np.load(asset("mnist.npz")) as mnist:  # there is no 8 among the first
        x, y = mnist["x_test"][:50], mnist["y_test"][:50]
    path = tmp_path / "some.npz"
    np.savez(path, x=x, y=y.astype(np.int64))
    assert main(["evaluate", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:5] == [
        "some: 50 drawings",
        "  accuracy: 100.00 %",
        "  top2 accuracy: 100.00 %",
        "  accepted: 100.00 %",
        "  accuracy of accepted: 100.00 %",
    ]
    assert re.fullmatch(r"  calibration error: \d\.\d\d %", lines[5])
    assert lines[6:] == [
        *(f"  {digit}: 100.00 %" for digit in (0, 1, 2, 3, 4, 5, 6, 7, 9)),
    ]


def test_models_lists_the_bundled_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models"]) == 0
    assert capsys.readouterr().out.startswith("digitpad: 99.")


def test_a_program_without_a_console_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["models"]) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["predict", "missing.png"],
        ["evaluate", "missing.jsonl.gz"],
        ["evaluate", "--model", "missing.keras", "mnist-test"],
        ["--model", "missing.keras", "evaluate", "mnist-test"],
    ],
)
def test_a_missing_file_is_one_line_and_status_1(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("digitpad: ")
    assert told.err.count("\n") == 1
    assert "missing" in told.err
