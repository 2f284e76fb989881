"""Figures are written as people read them."""

import pytest

from digitpad.core.figures import percentage


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (0.0, "0.00 %"),
        (0.98931, "98.93 %"),
        (0.9999, "99.99 %"),
        (0.99996, "99.99 %"),
        (0.999999999, "99.99 %"),
        (1.0, "100.00 %"),
    ],
)
def test_only_what_is_perfect_is_a_hundred_percent(share: float, written: str) -> None:
    assert percentage(share) == written
