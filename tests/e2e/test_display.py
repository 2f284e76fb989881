"""Where no window can be opened, one sentence says why: no core dump, no traceback."""

from pathlib import Path

import pytest

from tests.e2e.programs import digitpad


def refusal(*arguments: str | Path, env: dict[str, str]) -> str:
    """Return the one line that the pad says instead of opening."""
    done = digitpad(*arguments, env=env)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("digitpad: ")
    assert len(done.stderr.splitlines()) == 1
    assert not list(Path(env["HOME"]).glob("core*"))
    return done.stderr


@pytest.mark.parametrize("arguments", [(), ("--measure-startup",)])
def test_no_display(arguments: tuple[str, ...], env: dict[str, str]) -> None:
    said = refusal(*arguments, env=env)
    assert "There is no display" in said
    assert "xvfb" in said
    assert "libxcb-icccm4" in said


@pytest.mark.parametrize("display", [":54321", "nonsense", "127.0.0.1:54321"])
def test_a_display_that_does_not_answer(display: str, env: dict[str, str]) -> None:
    said = refusal(env=env | {"DISPLAY": display})
    assert f"'{display}' does not answer" in said


def test_a_platform_that_qt_does_not_know(shown_env: dict[str, str]) -> None:
    said = refusal(env=shown_env | {"QT_QPA_PLATFORM": "nonsense"})
    assert "'nonsense'" in said
    assert "offscreen" in said


def test_a_platform_that_does_not_answer(env: dict[str, str]) -> None:
    said = refusal(env=env | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":54321"})
    assert "does not answer" in said


@pytest.mark.parametrize("platform", ["off", "xc"])
def test_a_part_of_a_platforms_name(platform: str, shown_env: dict[str, str]) -> None:
    said = refusal(env=shown_env | {"QT_QPA_PLATFORM": platform})
    assert f"'{platform}'" in said


def test_a_list_of_platforms_of_which_one_works(
    config: Path, env: dict[str, str]
) -> None:
    env |= {"QT_QPA_PLATFORM": "xcb;offscreen", "DISPLAY": ":54321"}
    done = digitpad("--config", config, "--measure-startup", env=env)
    assert done.returncode == 0
    assert "first_bars_ms" in done.stdout


def test_a_wayland_display_that_does_not_answer(env: dict[str, str]) -> None:
    refusal(env=env | {"WAYLAND_DISPLAY": "wayland-54321"})
    # Without the folder that its socket would be in, libwayland complains itself.
    del env["XDG_RUNTIME_DIR"]
    refusal(env=env | {"WAYLAND_DISPLAY": "wayland-54321"})


def test_offscreen_needs_no_display(config: Path, env: dict[str, str]) -> None:
    env |= {"QT_QPA_PLATFORM": "offscreen"}
    done = digitpad("--config", config, "--measure-startup", env=env)
    assert done.returncode == 0
    # The one thing that this platform says of every window.
    assert "propagateSizeHints" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [("--nonsense",), ("nonsense",), ("predict",), ("--lang", "xx"), ("evaluate",)],
)
def test_wrong_usage(arguments: tuple[str, ...], env: dict[str, str]) -> None:
    done = digitpad(*arguments, env=env)
    assert done.returncode == 2
    assert "usage: digitpad" in done.stderr
    assert "Traceback" not in done.stderr
