"""The commands as processes."""

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

import digitpad as package
from tests.e2e.drawings import DIGITS
from tests.e2e.programs import DIGITPAD, SECONDS, digitpad


def picture(path: Path, name: str, *, ink: str = "black", paper: str = "white") -> Path:
    image = Image.new("RGB", (400, 300), paper)
    pen = ImageDraw.Draw(image)
    for stroke in DIGITS[name]:
        points = [(120 + 1.4 * x, 60 + 1.6 * y) for x, y in stroke.tolist()]
        pen.line(points, fill=ink, width=16, joint="curve")
        for x, y in points:
            pen.ellipse((x - 7, y - 7, x + 7, y + 7), fill=ink)
    image.save(path)
    return path


def strokes_file(path: Path, *extra: str) -> Path:
    lines = [
        json.dumps(
            {"label": int(name[0]), "strokes": [s.tolist() for s in DIGITS[name]]}
        )
        for name in DIGITS
    ]
    path.write_bytes(gzip.compress("\n".join([*lines, *extra]).encode()))
    return path


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a command that failed said; it must be one line."""
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("digitpad: ")
    return done.stderr


def test_version(env: dict[str, str]) -> None:
    done = digitpad("--version", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"digitpad {package.__version__}\n"


@pytest.mark.parametrize("command", [(), ("predict",), ("evaluate",), ("models",)])
def test_help(command: tuple[str, ...], env: dict[str, str]) -> None:
    done = digitpad(*command, "--help", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(" ".join(["usage: digitpad", *command]))


def test_predict_reads_pictures(tmp_path: Path, env: dict[str, str]) -> None:
    dark = picture(tmp_path / "three.png", "3")
    light = picture(tmp_path / "five.jpg", "5", ink="#e0e0ff", paper="#203040")
    done = digitpad("predict", dark, light, env=env)
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert re.fullmatch(rf"{dark}: 3 \(3: \d+\.\d\d %, \d: \d+\.\d\d %\)", first)
    assert second.startswith(f"{light}: 5 (5: ")


def test_predict_json_and_a_bad_picture_among_good_ones(
    tmp_path: Path, env: dict[str, str]
) -> None:
    good = [picture(tmp_path / f"{name}.png", name) for name in ("2", "8")]
    bad = tmp_path / "bad.png"
    bad.write_bytes(good[0].read_bytes()[:200])
    done = digitpad("predict", good[0], bad, good[1], "--json", env=env)
    assert str(bad) in one_line(done)
    records = json.loads(done.stdout)
    assert [record["file"] for record in records] == [str(path) for path in good]
    assert [record["verdict"] for record in records] == [2, 8]
    for record in records:
        assert len(record["probabilities"]) == 10
        assert sum(record["probabilities"]) == pytest.approx(1, abs=1e-4)
        best = int(np.argmax(record["probabilities"]))
        assert record["best"] == best != record["second"]


def test_predict_says_what_is_wrong_with_a_picture(
    tmp_path: Path, env: dict[str, str]
) -> None:
    empty, text, blank = (tmp_path / name for name in ("empty", "text", "blank"))
    empty.touch()
    text.write_text("not a picture")
    Image.new("L", (100, 100), 255).save(blank, "PNG")
    animated = tmp_path / "animated.gif"
    frames = [Image.new("L", (9, 9), shade) for shade in (0, 255)]
    frames[0].save(animated, save_all=True, append_images=frames[1:])
    huge = tmp_path / "huge.png"
    Image.new("1", (30_000, 30_000)).save(huge)
    missing = tmp_path / "missing"
    paths = [empty, text, blank, animated, huge, missing, tmp_path]
    done = digitpad("predict", *paths, env=env)
    assert (done.returncode, done.stdout) == (1, "")
    said = done.stderr.splitlines()
    assert len(said) == len(paths)
    for path, line in zip(paths, said, strict=True):
        assert line.startswith("digitpad: ")
        assert path is blank or str(path) in line


def test_evaluate_json(tmp_path: Path, env: dict[str, str]) -> None:
    strokes = strokes_file(tmp_path / "own.jsonl.gz")
    images = tmp_path / "images.npz"
    pictures = [
        np.asarray(Image.open(picture(tmp_path / f"{n}.png", n)).convert("L"))
        for n in ("0", "4")
    ]
    np.savez(images, x=255 - np.stack(pictures), y=np.array([0, 4]))
    other = tmp_path / "other.jsonl.gz"
    other.write_bytes(gzip.compress(b'{"label": "x", "strokes": [[[1, 1], [2, 2]]]}'))
    done = digitpad("evaluate", strokes, images, other, "--json", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    result = json.loads(done.stdout)
    assert set(result) == {"model", "sets"}
    assert {"name", "file", "sha256"} <= set(result["model"])
    own, pictured, others = result["sets"]
    assert [s["name"] for s in result["sets"]] == ["own", "images", "other"]
    assert (own["count"], own["accuracy"]) == (len(DIGITS), 1)
    assert own["per_digit"] == [1] * 10
    assert np.trace(own["confusion"]) == np.sum(own["confusion"]) == len(DIGITS)
    assert own["top2_accuracy"] == 1
    assert 0 <= own["accepted"] <= 1
    assert own["accuracy_of_accepted"] == 1
    assert (pictured["count"], pictured["accuracy"]) == (2, 1)
    assert pictured["per_digit"] == [1, *[None] * 3, 1, *[None] * 5]
    assert others["accuracy"] is others["per_digit"] is others["confusion"] is None
    assert others["accepted"] in (0, 1)


def test_evaluate_reads_the_bundled_mnist(env: dict[str, str]) -> None:
    done = digitpad("evaluate", "mnist-test", "--json", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    (report,) = json.loads(done.stdout)["sets"]
    assert (report["name"], report["count"]) == ("mnist-test", 10_000)
    assert report["accuracy"] >= 0.994
    assert np.sum(report["confusion"], axis=1).tolist() == [
        *(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)
    ]


def test_evaluate_prints_a_text(tmp_path: Path, env: dict[str, str]) -> None:
    strokes = strokes_file(tmp_path / "own.jsonl.gz")
    done = digitpad("evaluate", strokes, env=env)
    assert (done.returncode, done.stderr) == (0, "")
    name, accuracy, top2, accepted, of_accepted, error, *digits = (
        done.stdout.splitlines()
    )
    assert name == f"own: {len(DIGITS)} drawings"
    assert accuracy == "  accuracy: 100.00 %"
    assert top2 == "  top2 accuracy: 100.00 %"
    assert re.fullmatch(r"  accepted: \d+\.\d\d %", accepted)
    assert of_accepted == "  accuracy of accepted: 100.00 %"
    assert re.fullmatch(r"  calibration error: \d+\.\d\d %", error)
    assert digits == [f"  {digit}: 100.00 %" for digit in range(10)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "is not JSON"),
        ('{"strokes": [[[1, 2]]]}', "has no label"),
        ('{"label": 1, "strokes": [[[1, NaN], [2, 3]]]}', "NaN"),
        ('{"label": 1, "strokes": [[]]}', "has no point"),
        ('{"label": 1, "strokes": [[[1, 2, 3]]]}', "no list of [x, y]"),
    ],
)
def test_evaluate_names_the_line_that_is_wrong(
    line: str, said: str, tmp_path: Path, env: dict[str, str]
) -> None:
    strokes = strokes_file(tmp_path / "own.jsonl.gz", line)
    text = one_line(digitpad("evaluate", strokes, "--json", env=env))
    assert f"Line {len(DIGITS) + 1} of {strokes}" in text
    assert said in text


def test_evaluate_refuses_damaged_files(tmp_path: Path, env: dict[str, str]) -> None:
    good = strokes_file(tmp_path / "own.jsonl.gz").read_bytes()
    for name, data in {
        "cut.jsonl.gz": good[:-20],
        "plain.jsonl.gz": b"plain text",
        "empty.jsonl.gz": b"",
        "no.npz": b"PK\3\4 nothing",
        "other.txt": b"",
    }.items():
        path = tmp_path / name
        path.write_bytes(data)
        done = digitpad("evaluate", path, env=env)
        assert str(path) in one_line(done)
        assert done.stdout == ""
    one_line(digitpad("evaluate", tmp_path / "missing.npz", env=env))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has it")
@pytest.mark.parametrize(
    ("argument", "unbuffered"),
    # "" is as if it were unset: what is printed is written at the end.
    [("models", ""), ("models", "1"), ("--version", ""), ("--help", "")],
)
def test_output_onto_a_full_disk_is_told(
    argument: str, unbuffered: str, env: dict[str, str]
) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*DIGITPAD, argument],
            env=env | {"PYTHONUNBUFFERED": unbuffered},
            cwd=env["HOME"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    assert "The output cannot be written: No space left" in one_line(done)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_a_program_without_streams_runs(env: dict[str, str]) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *DIGITPAD, "models"],
        env=env,
        cwd=env["HOME"],
        stderr=subprocess.PIPE,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize("closed", ["2>&-", "<&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["--measure-startup"], 0), (["predict", "missing.png"], 1)],
)
def test_closed_streams_do_not_hang_it(
    closed: str, arguments: list[str], status: int, shown_env: dict[str, str]
) -> None:
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", *DIGITPAD, *arguments],
        env=shown_env,
        cwd=shown_env["HOME"],
        stdout=subprocess.DEVNULL,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == status


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such pipes")
@pytest.mark.parametrize("name", ["pipe.npz", "pipe.jsonl.gz"])
def test_a_pipe_in_a_sets_place_does_not_hang_it(
    name: str, tmp_path: Path, env: dict[str, str]
) -> None:
    os.mkfifo(tmp_path / name)
    assert "not a file" in one_line(digitpad("evaluate", tmp_path / name, env=env))


def test_a_name_that_the_terminal_cannot_show_is_spelled(
    tmp_path: Path, env: dict[str, str]
) -> None:
    good = picture(tmp_path / "日.png", "3")
    missing = tmp_path / "月.png"
    env |= {"PYTHONIOENCODING": "cp1252:strict"}
    done = digitpad("predict", good, missing, env=env)
    assert done.stdout.startswith(f"{tmp_path}/\\u65e5.png: 3 (3: ")
    assert "\\u6708.png" in one_line(done)


def test_output_into_a_pipe_that_nobody_reads_is_no_error(env: dict[str, str]) -> None:
    with subprocess.Popen(
        [*DIGITPAD, "models"],
        env=env,
        cwd=env["HOME"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        errors = process.stderr.read()
        assert process.wait(SECONDS) == 0
    assert errors == ""


def test_the_desktop_s_menu_can_be_entered_and_left(env: dict[str, str]) -> None:
    data = Path(env["XDG_DATA_HOME"])
    done = digitpad("install-desktop", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    entry = data / "applications" / "io.github.digitpad.Digitpad.desktop"
    assert entry.is_file()
    done = digitpad("install-desktop", "--remove", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    assert not entry.exists()
