"""`digitpad train` as a process."""

import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from digitpad.core.cards import Card
from digitpad.core.protocol import from_line
from digitpad.core.recognizer import Recognizer
from digitpad.core.records import Batch, Cancelled, Epoch, Learning, Phase, Succeeded
from tests.e2e.programs import DIGITPAD, digitpad

SECONDS = 60
"""Within which a process must end, however busy the machine is."""


@pytest.fixture
def env(env: dict[str, str]) -> dict[str, str]:
    """TensorFlow itself uses what its libraries call outdated."""
    return {name: value for name, value in env.items() if name != "PYTHONWARNINGS"}


def arguments(dataset: Path, *more: object) -> list[str]:
    common = ("train", "--preset", "dense-64-64", "--dataset", dataset)
    return [*map(str, (*common, "--validation-split", 0.2, *more))]


def test_json_prints_the_records_in_order(
    dataset: Path, env: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "new" / "mine.keras"
    done = digitpad(
        *arguments(dataset, "--epochs", 3, "--seed", 4),
        *("--progress", "json", "--out", out),
        env=env,
    )
    assert (done.returncode, done.stderr) == (0, "")
    records = [from_line(line) for line in done.stdout.splitlines()]
    steps = [
        record.name if isinstance(record, Phase) else type(record).__name__
        for record in records
        if not isinstance(record, Batch | Learning)
    ]
    assert sorted(set(steps), key=steps.index) == [
        *("preparing", "fitting", "Epoch", "measuring", "saving", "Succeeded")
    ]
    epochs = [record for record in records if isinstance(record, Epoch)]
    assert [epoch.epoch for epoch in epochs] == [1, 2, 3]
    assert all(epoch.validation_accuracy is not None for epoch in epochs)
    outcome = records[-1]
    assert isinstance(outcome, Succeeded)
    assert outcome.model == str(out)
    assert not outcome.stopped
    card = Card.from_json(out.with_suffix(".json").read_bytes())
    assert card.mnist_test_accuracy == outcome.score.accuracy
    assert (card.config["seed"], card.config["epochs"]) == (4, 3)
    Recognizer.load(out)


def test_the_default_place_is_among_the_user_s_models(
    dataset: Path, env: dict[str, str]
) -> None:
    models = Path(env["XDG_DATA_HOME"]) / "digitpad" / "models"
    models.mkdir(parents=True)
    (models / "dense-64-64.keras").write_bytes(b"an older one")
    done = digitpad(*arguments(dataset, "--epochs", 2), env=env)
    assert done.returncode == 0, done.stderr
    assert [line[:14] for line in done.stderr.splitlines()] == [
        "epoch   1 of 2",
        "epoch   2 of 2",
    ]
    (line,) = done.stdout.splitlines()
    assert line.startswith(f"{models / 'dense-64-64-2.keras'}: ")
    assert "of the MNIST test images" in line
    assert (models / "dense-64-64.keras").read_bytes() == b"an older one"
    Recognizer.load(models / "dense-64-64-2.keras")


def test_none_prints_nothing(dataset: Path, env: dict[str, str]) -> None:
    done = digitpad(*arguments(dataset, "--epochs", 1, "--progress", "none"), env=env)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_missing_dataset_is_one_line(tmp_path: Path, env: dict[str, str]) -> None:
    missing = tmp_path / "none.npz"
    done = digitpad(*arguments(missing, "--progress", "none"), env=env)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"digitpad: There is no file {missing}: check the name.\n"


def test_wrong_usage_is_one_sentence(env: dict[str, str]) -> None:
    done = digitpad("train", "--epochs", "0", env=env)
    assert (done.returncode, done.stdout) == (2, "")
    last = done.stderr.splitlines()[-1]
    assert last == "digitpad train: error: Epochs must be from 1 to 1,000."


@contextmanager
def training(
    dataset: Path, out: Path, env: Mapping[str, str], *more: object
) -> Iterator[subprocess.Popen[str]]:
    """A training that would take very long."""
    command = arguments(dataset, "--epochs", 1000, "--progress", "json", "--out", out)
    process = subprocess.Popen(
        [*DIGITPAD, *command, *map(str, more)],
        env=env,
        cwd=env["HOME"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def read_until(process: subprocess.Popen[str], kind: type) -> Any:
    assert process.stdout is not None
    for line in process.stdout:
        record = from_line(line)
        if isinstance(record, kind):
            return record
    pytest.fail(f"no {kind.__name__} came: {process.communicate()[1]}")


def test_ctrl_c_in_the_first_epoch_saves_nothing(
    dataset: Path, env: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "models" / "mine.keras"
    # Drawing anew takes seconds: long before the first epoch is over.
    more = ("--augmentation", "redraw", "--batch-size", 1)
    with training(dataset, out, env, *more) as process:
        read_until(process, Phase)
        process.send_signal(signal.SIGINT)
        said, noise = process.communicate(timeout=SECONDS)
    assert process.returncode == 130
    assert noise == "digitpad: the training was given up, nothing is saved.\n"
    assert from_line(said.splitlines()[-1]) == Cancelled(1)
    assert list(out.parent.iterdir()) == []


def test_ctrl_c_later_saves_the_best_epoch(
    dataset: Path, env: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "mine.keras"
    with training(dataset, out, env) as process:
        epochs = [read_until(process, Epoch) for _ in range(3)]
        process.send_signal(signal.SIGINT)
        said, noise = process.communicate(timeout=SECONDS)
    assert (process.returncode, noise) == (0, "")
    records = [from_line(line) for line in said.splitlines()]
    epochs += [record for record in records if isinstance(record, Epoch)]
    outcome = records[-1]
    assert isinstance(outcome, Succeeded)
    assert outcome.stopped
    assert outcome.epoch == [epoch.epoch for epoch in epochs if epoch.best][-1]
    Recognizer.load(out)


def test_ctrl_c_while_tensorflow_is_imported_is_heeded_after_it(
    dataset: Path, env: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "mine.keras"
    with training(dataset, out, env) as process:
        while "tensorflow" not in Path(f"/proc/{process.pid}/maps").read_text():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, noise = process.communicate(timeout=SECONDS)
    assert process.returncode == 130
    assert noise == "digitpad: the training was given up, nothing is saved.\n"
    assert not out.exists()
