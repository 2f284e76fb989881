"""A second start hands over to the first; a crash is told at the next start."""

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.e2e.programs import DIGITPAD, SECONDS, digitpad
from tests.e2e.window import WindowProcess


def was_handed_over(done: subprocess.CompletedProcess[str]) -> bool:
    said = "Digitpad is open already: look at its window.\n"
    return (done.returncode, done.stdout, done.stderr) == (0, said, "")


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A file that nobody can open, which the window says."""
    path = tmp_path / "letter.odt"
    path.touch()
    return path


def listening(window: WindowProcess, env: dict[str, str]) -> None:
    """Wait until the window hears of other starts, which is after it is shown."""
    window.wait_for(lambda _: is_heard(env), "an ear for other starts")


def is_heard(env: dict[str, str]) -> bool:
    for place in Path(env["XDG_RUNTIME_DIR"]).glob("digitpad-*"):
        with socket.socket(socket.AF_UNIX) as connection, suppress(OSError):
            connection.connect(str(place))
            return True
    return False


def test_a_second_start_hands_its_file_to_the_first(
    window: WindowProcess, config: Path, shown_env: dict[str, str], letter: Path
) -> None:
    listening(window, shown_env)
    done = digitpad("--config", config, "open", letter, env=shown_env)
    assert was_handed_over(done)
    window.wait_for(lambda shown: str(letter) in shown.notice, "the file's notice")


def test_a_second_start_needs_no_file(
    window: WindowProcess, config: Path, shown_env: dict[str, str]
) -> None:
    listening(window, shown_env)
    for command in ((), ("open",)):
        done = digitpad("--config", config, *command, env=shown_env)
        assert was_handed_over(done)
    assert window.state().notice == ""


def test_the_first_start_opens_its_file_itself(
    config: Path, shown_env: dict[str, str], letter: Path
) -> None:
    with WindowProcess("--config", config, "open", letter, env=shown_env) as window:
        window.wait_for(lambda shown: str(letter) in shown.notice, "the notice")


def test_a_file_alone_is_opened_as_desktops_do(
    shown_env: dict[str, str], letter: Path
) -> None:
    with WindowProcess(letter, env=shown_env) as window:
        window.wait_for(lambda shown: str(letter) in shown.notice, "the notice")


def test_with_other_settings_it_is_another_program(
    window: WindowProcess, tmp_path: Path, shown_env: dict[str, str], letter: Path
) -> None:
    listening(window, shown_env)
    other = tmp_path / "other.json"
    with WindowProcess("--config", other, "open", letter, env=shown_env) as second:
        second.wait_for(lambda shown: str(letter) in shown.notice, "the notice")
    assert window.state().notice == ""


def test_measuring_is_not_handed_over(
    window: WindowProcess, config: Path, shown_env: dict[str, str]
) -> None:
    listening(window, shown_env)
    done = digitpad("--config", config, "--measure-startup", env=shown_env)
    assert done.returncode == 0
    assert "first_bars_ms" in done.stdout


def test_a_first_that_hangs_does_not_hold_up_the_second(
    config: Path, shown_env: dict[str, str]
) -> None:
    with WindowProcess("--config", config, env=shown_env) as window:
        listening(window, shown_env)
        os.kill(window.pid, signal.SIGSTOP)
        start = time.monotonic()
        try:
            done = digitpad("--config", config, env=shown_env)
        finally:
            os.kill(window.pid, signal.SIGCONT)
    assert time.monotonic() - start < SECONDS / 2
    assert (done.returncode, done.stdout) == (1, "")
    assert "does not answer" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_after_a_crash_the_next_start_is_the_first_and_says_so_once(
    number: signal.Signals, config: Path, shown_env: dict[str, str]
) -> None:
    with subprocess.Popen(
        [*DIGITPAD, "--config", str(config)],
        env=shown_env,
        stderr=subprocess.DEVNULL,
    ) as process:
        deadline = time.monotonic() + SECONDS
        while not is_heard(shown_env):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.send_signal(number)
        process.wait(SECONDS)
    # What it heard with is still there.
    assert list(Path(shown_env["XDG_RUNTIME_DIR"]).glob("digitpad-*"))
    notices = []
    for _ in range(2):
        with WindowProcess("--config", config, env=shown_env) as window:
            notices.append(window.state().notice)
            listening(window, shown_env)
            assert was_handed_over(digitpad("--config", config, env=shown_env))
    crashed = number == signal.SIGSEGV  # who was killed has no report
    assert notices[0].startswith("Digitpad ended unexpectedly") == crashed
    assert notices[1] == ""
    logs = Path(shown_env["HOME"]) / ".local/state/digitpad/log"
    reports = list(logs.glob("crash *.log"))
    assert len(reports) == crashed
    assert all("Segmentation fault" in report.read_text() for report in reports)
    assert all(str(report) in notices[0] for report in reports)
