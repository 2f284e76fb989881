"""Whether a window can be opened is known before Qt would abort."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from digitpad.display import NoDisplayError, check_display

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems always have a display"
)


def test_offscreen_needs_no_display() -> None:
    check_display({"QT_QPA_PLATFORM": "offscreen"})


def test_no_display_is_told_with_the_packages() -> None:
    with pytest.raises(NoDisplayError, match=r"no display.*libxcb-cursor0"):
        check_display({})


@pytest.mark.parametrize(
    "asked", ["OffScreen", ":offscreen", "offscreen:size=9x9", "nonsense;offscreen"]
)
def test_platforms_are_named_as_qt_reads_them(asked: str) -> None:
    check_display({"QT_QPA_PLATFORM": asked})


@pytest.mark.parametrize("asked", ["off", "xc", "wayland-", "xcb/../q", "*"])
def test_a_part_of_a_platforms_name_is_unknown(asked: str) -> None:
    with pytest.raises(NoDisplayError, match="which Qt does not know here"):
        check_display({"QT_QPA_PLATFORM": asked, "DISPLAY": ":0"})


@pytest.mark.parametrize("asked", [";", ":", ":;:"])
def test_a_list_of_no_platforms_is_told(asked: str) -> None:
    with pytest.raises(NoDisplayError, match="names no platform"):
        check_display({"QT_QPA_PLATFORM": asked, "DISPLAY": ":0"})


@pytest.mark.parametrize("asked", ["wayland", "wayland-egl"])
@pytest.mark.parametrize("file", ["wayland", "wayland-egl", "wayland-generic"])
def test_waylands_plugin_is_found_in_older_and_newer_qt(
    asked: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Qt" / "plugins" / "platforms"
    folder.mkdir(parents=True)
    plugin = folder / f"libq{file}.so"
    plugin.touch()
    package = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: package)
    loaded: list[str] = []
    monkeypatch.setattr("ctypes.CDLL", loaded.append)
    monkeypatch.setattr("digitpad.display._check_wayland", lambda _environment: None)
    check_display({"QT_QPA_PLATFORM": asked})
    assert loaded == [str(plugin)]


def test_an_unknown_platform_is_told_with_the_known_ones() -> None:
    with pytest.raises(NoDisplayError, match=r"'fridge'.*offscreen.*xcb"):
        check_display({"QT_QPA_PLATFORM": "fridge", "DISPLAY": ":0"})


def test_a_display_that_does_not_answer_is_told() -> None:
    with pytest.raises(NoDisplayError, match=r"does not answer|without"):
        check_display({"DISPLAY": ":4321"})


def test_one_platform_that_works_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(environment: object) -> None:
        raise NoDisplayError("the X server does not answer")

    monkeypatch.setattr("digitpad.display._check_x_server", answers)
    monkeypatch.setattr("digitpad.display._check_wayland", lambda _environment: None)
    monkeypatch.setattr("digitpad.display._check_plugin", lambda _platform: None)
    check_display({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"})
    check_display({"QT_QPA_PLATFORM": "xcb;wayland", "DISPLAY": ":0"})
    with pytest.raises(NoDisplayError, match="the X server does not answer"):
        check_display({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":0"})
