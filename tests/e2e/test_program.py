"""The program itself on a display: opening, painting and closing."""

import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ImageGrab

from tests.e2e.pointer import Pointer, wait_for_window
from tests.e2e.programs import DIGITPAD, SECONDS, digitpad

_LOOK_AGAIN = 0.02
"""Seconds between looks at the screen: X tells nobody what another window shows."""


@contextmanager
def started(
    *arguments: str | Path, env: Mapping[str, str]
) -> Iterator[subprocess.Popen[str]]:
    """Run the pad; it is killed if the test leaves it open."""
    process = subprocess.Popen(
        [*DIGITPAD, *map(str, arguments)],
        env=env,
        cwd=env["HOME"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def screenshot(display: str) -> NDArray[np.int_]:
    """Return the screen's pixels, shape (height, width, 3), 0 to 255."""
    with ImageGrab.grab(xdisplay=display) as picture:
        return np.asarray(picture.convert("RGB")).astype(np.int_)


def wait_for_screen(
    display: str, condition: Callable[[NDArray[np.int_]], bool], what: str
) -> NDArray[np.int_]:
    deadline = time.monotonic() + SECONDS
    while not condition(pixels := screenshot(display)):
        assert time.monotonic() < deadline, f"waited for {what}"
        time.sleep(_LOOK_AGAIN)
    return pixels


def dark(pixels: NDArray[np.int_]) -> int:
    return int((pixels.sum(axis=-1) < 150).sum())


@pytest.fixture
def light_config(config: Path) -> Path:
    config.write_text(json.dumps({"format": 1, "appearance": "light"}))
    return config


def is_painted(pixels: NDArray[np.int_]) -> bool:
    return bool((pixels[420:520, 100:200] == 255).all())


def test_ctrl_q_closes_the_window(
    config: Path, shown_env: dict[str, str], display: str, pointer: Pointer
) -> None:
    with started("--config", config, env=shown_env) as process:
        pointer.focus(wait_for_window(display))
        pointer.keys("ctrl+q")
        output, errors = process.communicate(timeout=SECONDS)
    assert (process.returncode, output, errors) == (0, "", "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_window_and_keeps_the_settings(
    number: signal.Signals, config: Path, shown_env: dict[str, str], display: str
) -> None:
    with started("--config", config, env=shown_env) as process:
        wait_for_window(display)
        process.send_signal(number)
        output, errors = process.communicate(timeout=SECONDS)
    assert (process.returncode, output, errors) == (0, "", "")
    assert json.loads(config.read_text())["geometry"]


def test_ink_follows_the_pointer_and_the_bars_change(
    light_config: Path, shown_env: dict[str, str], display: str, pointer: Pointer
) -> None:
    with started("--config", light_config, env=shown_env):
        wait_for_window(display)
        empty = wait_for_screen(display, is_painted, "the canvas")
        assert dark(empty[100:560, 290:310]) == 0
        pointer.press((300, 200))
        pointer.move((300, 300), (300, 400), (300, 500))
        # Ink stands along the pointer's way before the button is released.
        pixels = wait_for_screen(
            display, lambda pixels: dark(pixels[200:500, 300]) >= 300, "the ink"
        )
        assert dark(pixels[100:180, 290:310]) == 0
        reading = empty[:, 640:]
        wait_for_screen(
            display,
            lambda pixels: int((pixels[:, 640:] != reading).sum()) > 5000,
            "the reading",
        )
        pointer.release()


def test_a_chosen_brush_inks_wider(
    config: Path, shown_env: dict[str, str], display: str, pointer: Pointer
) -> None:
    widths = {}
    for brush in ("thin", "thick"):
        config.write_text(
            json.dumps({"format": 1, "appearance": "light", "brush": brush})
        )
        with started("--config", config, env=shown_env):
            wait_for_window(display)
            wait_for_screen(display, is_painted, "the canvas")
            pointer.draw([(300, 200), (300, 300), (300, 400)])
            pixels = wait_for_screen(
                display, lambda pixels: dark(pixels[200:400, 300]) >= 200, "the ink"
            )
            widths[brush] = dark(pixels[300, 250:350])
    assert widths["thick"] > 2 * widths["thin"] > 0


def test_measure_startup_prints_timings_and_keeps_no_settings(
    config: Path, shown_env: dict[str, str]
) -> None:
    done = digitpad("--config", config, "--measure-startup", env=shown_env)
    assert (done.returncode, done.stderr) == (0, "")
    timings = json.loads(done.stdout)
    assert (
        0
        < timings["recognizer_ready_ms"]
        <= timings["window_shown_ms"]
        <= timings["first_bars_ms"]
    )
    assert not config.exists()
