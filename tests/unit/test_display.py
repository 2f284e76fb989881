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
