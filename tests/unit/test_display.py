"""Whether a window can be opened is known before Qt would abort."""

import sys

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
