"""Other people's models in the commands."""

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import monotonic

import numpy as np
import pytest
from PIL import Image

from digitpad.core.paths import asset
from tests.e2e.programs import DIGITPAD, digitpad
from tests.unit.core.foreign.files import archive, legacy, written

SECONDS = 120
"""For TensorFlow to start and a model to be converted, on a busy machine."""


@pytest.fixture
def env(env: dict[str, str]) -> dict[str, str]:
    """TensorFlow itself uses what its libraries call outdated."""
    return {name: value for name, value in env.items() if name != "PYTHONWARNINGS"}


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    with np.load(asset("mnist.npz")) as mnist:
        image = 255 - mnist["x_test"][0]
    path = tmp_path / "seven.png"
    Image.fromarray(image).resize((280, 280)).save(path)
    return path


def test_a_model_of_keras_2_reads_a_picture(
    picture: Path, tmp_path: Path, env: dict[str, str]
) -> None:
    model = written(tmp_path / "their model.h5", legacy())
    done = digitpad("predict", "--model", model, picture, env=env, seconds=SECONDS)
    assert done.returncode == 0, done.stderr
    assert "(7: " in done.stdout
    (line,) = done.stderr.splitlines()
    assert line.startswith("digitpad: their model.h5 was converted: frame float32")
    assert "of the MNIST test images." in line
    again = digitpad("predict", "--model", model, picture, env=env)
    assert (again.stdout, again.stderr) == (done.stdout, "")


def test_modules_beside_a_file_are_not_run(
    picture: Path, tmp_path: Path, env: dict[str, str]
) -> None:
    model = written(tmp_path / "their.keras", archive())
    for name in ("keras", "h5py", "tensorflow", "json", "digitpad"):
        (Path(env["HOME"]) / f"{name}.py").write_text("open('canary', 'w')")
    program = [*DIGITPAD[:1], "-P", *DIGITPAD[1:]]
    done = subprocess.run(
        [*program, "predict", "--model", str(model), str(picture)],
        env=env,
        cwd=env["HOME"],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.rglob("canary"))


def test_a_model_that_does_not_read_digits_is_one_line_and_status_1(
    picture: Path, tmp_path: Path, env: dict[str, str]
) -> None:
    config = json.dumps({"class_name": "Evil", "config": {}})
    model = written(tmp_path / "their.keras", archive(config))
    done = digitpad("predict", "--model", model, picture, env=env, seconds=SECONDS)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "digitpad: their.keras cannot be opened: it is no Sequential or functional "
        "model: save one that is made of layers.\n"
    )


def until(holds: Callable[[], object]) -> bool:
    """Wait until something holds that no signal tells of."""
    end = monotonic() + SECONDS
    while not holds():
        if monotonic() > end:
            return False
        Event().wait(0.02)
    return True


def is_gone(group: int) -> bool:
    """Tell whether all processes of a group have ended."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
def heeding_ctrl_c() -> Iterator[None]:
    """Of tests in the background Ctrl+C is ignored, and so by what they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such signal")
@pytest.mark.usefixtures("heeding_ctrl_c")
def test_ctrl_c_ends_it_and_leaves_nothing(
    picture: Path, tmp_path: Path, env: dict[str, str]
) -> None:
    model = written(tmp_path / "their.keras", archive())
    log = Path(env["HOME"]) / ".local/state/digitpad/log/worker.log"
    with subprocess.Popen(
        [*DIGITPAD, "predict", "--model", str(model), str(picture)],
        env=env | {"XDG_STATE_HOME": str(Path(env["HOME"]) / ".local/state")},
        cwd=env["HOME"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert until(lambda: log.exists() and log.stat().st_size)  # TensorFlow greets
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, out, err) == (130, "", "")
    assert until(lambda: is_gone(process.pid))
    assert not (Path(env["XDG_DATA_HOME"]) / "digitpad").exists()
