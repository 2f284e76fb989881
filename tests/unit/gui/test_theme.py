"""Text stands out from what it is written on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication

from digitpad.gui.theme import DARK, LIGHT, Theme, theme_for


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of WCAG 2.2."""

    def luminance(color: QColor) -> float:
        def linear(share: float) -> float:
            return (
                share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
            )

        red, green, blue = map(linear, (color.redF(), color.greenF(), color.blueF()))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["text", "quiet", "accent", "unsure"])
def test_text_is_legible(theme: Theme, name: str) -> None:
    for surface in (theme.background, theme.surface):
        assert contrast(getattr(theme, name), surface) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["accent", "runner_up", "other", "unsure"])
def test_bars_stand_out_from_their_track(theme: Theme, name: str) -> None:
    assert contrast(getattr(theme, name), theme.track) >= 3


def test_the_system_decides_if_nobody_else_does(qapp: QGuiApplication) -> None:
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert theme_for("system") is (DARK if dark else LIGHT)
    assert theme_for("light") is LIGHT
    assert theme_for("dark") is DARK
