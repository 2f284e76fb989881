"""Settings are remembered, and nothing that is wrong with them stops the pad."""

import json
from pathlib import Path

import pytest

from digitpad.core.strokes import Drawing
from tests.e2e.drawings import DIGITS, draw
from tests.e2e.pointer import Pointer
from tests.e2e.window import WindowProcess

NO_FILE_MAY_GROW = ("sh", "-c", 'ulimit -f 0 && exec "$@"', "sh")
"""As on a full disk: every write to a file fails."""


def test_the_size_of_the_window_is_remembered(
    config: Path, shown_env: dict[str, str], pointer: Pointer
) -> None:
    with WindowProcess("--config", config, env=shown_env) as window:
        first = window.state()
        pointer.resize(first.window, 1000, 600)
        window.wait_for(lambda shown: shown.size == [1000, 600], "the new size")
    assert first.size != [1000, 600]
    with WindowProcess("--config", config, env=shown_env) as window:
        assert window.state().size == [1000, 600]


def test_after_closing_in_full_screen_the_window_is_as_it_was_before(
    config: Path, shown_env: dict[str, str], pointer: Pointer
) -> None:
    with WindowProcess("--config", config, env=shown_env) as window:
        number = window.state().window
        pointer.resize(number, 1000, 600)
        window.wait_for(lambda shown: shown.size == [1000, 600], "the new size")
        pointer.focus(number)
        pointer.keys("F11")
        window.wait_for(lambda shown: shown.full_screen, "full screen")
        pointer.keys("ctrl+q")
        assert window.wait_for_exit() == 0
    with WindowProcess("--config", config, env=shown_env) as window:
        shown = window.state()
        assert (shown.full_screen, shown.size) == (False, [1000, 600])


def test_settings_lie_in_the_platforms_place(shown_env: dict[str, str]) -> None:
    with WindowProcess(env=shown_env):
        pass
    settings = Path(shown_env["XDG_CONFIG_HOME"]) / "digitpad" / "settings.json"
    assert json.loads(settings.read_text())["geometry"]


def test_what_was_chosen_survives_closing(
    config: Path, shown_env: dict[str, str]
) -> None:
    chosen = {"format": 1, "appearance": "dark", "brush": "thick", "clear_after": 5}
    config.write_text(json.dumps(chosen))
    with WindowProcess("--config", config, env=shown_env):
        pass
    saved = json.loads(config.read_text())
    assert {name: saved[name] for name in chosen} == chosen


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"format": 1, "brush": "wide"}',
        '{"format": 1, "geometry": "no"}',
        "\0" * 100,
        '{"brush": "thin"}',
    ],
    ids=["cut off", "no object", "wrong value", "geometry", "zeros", "another's"],
)
def test_damaged_settings_are_put_aside(
    text: str, config: Path, shown_env: dict[str, str]
) -> None:
    config.write_text(text)
    with WindowProcess("--config", config, env=shown_env) as window:
        shown = window.state()
    aside = config.with_suffix(".damaged.json")
    assert aside.read_text() == text
    assert str(aside) in shown.notice
    assert json.loads(config.read_text())["brush"] == "medium"


def test_a_geometry_of_nonsense_does_no_harm(
    config: Path, shown_env: dict[str, str]
) -> None:
    with WindowProcess("--config", config, env=shown_env) as window:
        usual = window.state().size
    config.write_text(json.dumps({"format": 1, "geometry": "00ff" * 20}))
    with WindowProcess("--config", config, env=shown_env) as window:
        assert window.state().size == usual


@pytest.mark.parametrize("place", ["a file", "a folder"])
def test_without_a_place_for_settings_the_pad_opens_and_says_so(
    place: str,
    config: Path,
    shown_env: dict[str, str],
    pointer: Pointer,
) -> None:
    if place == "a file":
        config.write_text("{}")
        path = config / "settings.json"
    else:
        config.mkdir()
        path = config
    with WindowProcess("--config", path, env=shown_env) as window:
        notice = window.state().notice
        assert notice.startswith(f"The settings {path} cannot be read")
        assert draw(window, pointer, _small("8")).verdict == 8
        errors = window.end()
    assert errors.startswith(f"The settings cannot be saved to {path}")
    assert len(errors.splitlines()) == 1


def test_on_a_full_disk_the_pad_works_and_the_old_settings_stay(
    config: Path, shown_env: dict[str, str], pointer: Pointer
) -> None:
    old = json.dumps({"format": 1, "brush": "thin"})
    config.write_text(old)
    with WindowProcess(
        "--config", config, env=shown_env, prefix=NO_FILE_MAY_GROW
    ) as window:
        assert draw(window, pointer, _small("9")).verdict == 9
        errors = window.end()
    assert errors.startswith(f"The settings cannot be saved to {config}")
    assert len(errors.splitlines()) == 1
    assert config.read_text() == old
    assert list(config.parent.glob(".settings*")) == []


def _small(name: str) -> Drawing:
    """Return a digit amid the canvas, clear of what lies over its foot."""
    return tuple(0.25 + stroke / 250 for stroke in DIGITS[name])
