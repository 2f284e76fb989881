"""A fault that nobody foresaw leaves the window alive."""

import signal
import subprocess
from pathlib import Path

from tests.e2e.programs import DIGITPAD, SECONDS, python

CODE = """
from PySide6.QtCore import QTimer
from digitpad import app, cli

make_window = app.make_window


def make_failing_window(*arguments, **options):
    window = make_window(*arguments, **options)

    def fail():
        QTimer.singleShot(0, look)
        raise LookupError("no such digit")

    def look():
        print(window.isVisible(), window.notice.text())
        window.close()

    QTimer.singleShot(0, fail)
    return window


app.make_window = make_failing_window
print(cli.main())
"""


def test_it_is_told_and_logged_and_the_window_lives_on(env: dict[str, str]) -> None:
    told, status = python(CODE, env | {"QT_QPA_PLATFORM": "offscreen"}).splitlines()
    assert told.startswith("True Something went wrong that should not.")
    assert status == "0"
    log = Path(env["HOME"]) / ".local/state/digitpad/log/digitpad.log"
    assert "LookupError: no such digit" in log.read_text()


def test_without_a_place_for_a_log_it_is_told_all_the_same(
    env: dict[str, str],
) -> None:
    place = Path(env["HOME"]) / ".local/state"
    place.mkdir(parents=True)
    (place / "digitpad").touch()
    told, status = python(CODE, env | {"QT_QPA_PLATFORM": "offscreen"}).splitlines()
    assert told.startswith("True Something went wrong that should not.")
    assert status == "0"


def test_where_the_worker_crashed_is_in_its_log(
    env: dict[str, str], tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            [*DIGITPAD, "worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            # Libraries that it imports warn.
            env={name: env[name] for name in env if name != "PYTHONWARNINGS"},
        ) as worker,
    ):
        assert worker.stdout
        worker.stdout.readline()  # it is ready
        worker.send_signal(signal.SIGSEGV)
        # Before its input is closed, at which it ends in good order.
        assert worker.wait(SECONDS) == -signal.SIGSEGV
    text = log.read_text(errors="replace")
    assert "Fatal Python error: Segmentation fault" in text
    assert "digitpad/ml/worker.py" in text
