"""Every pixel has the colour of its evidence, and ink against is striped."""

import math

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from digitpad.gui.images import color_image_of
from digitpad.gui.theme import DARK, LIGHT, Theme
from digitpad.gui.why.colors import STRONGEST, strength
from digitpad.gui.why.legend import Legend
from digitpad.gui.why.picture import EvidencePicture

SQUARE = 12
"""Pixels of the screen for one of the frame."""


def rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()


def shown(
    qtbot: QtBot, frame: np.ndarray | None, strengths: np.ndarray, theme: Theme
) -> QImage:
    picture = EvidencePicture()
    qtbot.addWidget(picture)
    picture.resize(28 * SQUARE + 2, 28 * SQUARE + 2)
    picture.set_theme(theme)
    picture.set_evidence(frame, strengths)
    return picture.grab().toImage()


def corner(image: QImage, row: int, column: int) -> tuple[int, int, int]:
    """Return the colour of a pixel where no line runs through it."""
    x, y = 1 + column * SQUARE + 2, 1 + row * SQUARE + 2
    return rgb(image.pixelColor(x, y))


def middle(image: QImage, row: int, column: int) -> tuple[int, int, int]:
    x, y = 1 + column * SQUARE + SQUARE // 2, 1 + row * SQUARE + SQUARE // 2 - 1
    return rgb(image.pixelColor(x, y))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_ink_has_the_colour_of_what_it_speaks_for(qtbot: QtBot, theme: Theme) -> None:
    frame, strengths = np.zeros((28, 28), np.float32), np.zeros((28, 28))
    for column, strength_there in enumerate((1, -1, 0, 0.5)):
        frame[10, column], strengths[10, column] = 1, strength_there
    frame[20, 20], strengths[20, 20] = 0.5, 1
    image = shown(qtbot, frame, strengths, theme)
    pro, contra, neutral, paper = (
        rgb(color) for color in (theme.accent, theme.unsure, theme.other, theme.surface)
    )
    assert corner(image, 10, 0) == pro
    assert corner(image, 10, 1) == contra
    assert corner(image, 10, 2) == neutral
    half = np.add(pro, neutral) / 2
    np.testing.assert_allclose(corner(image, 10, 3), half, atol=1)
    np.testing.assert_allclose(corner(image, 20, 20), np.add(pro, paper) / 2, atol=1)
    assert corner(image, 3, 3) == paper


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_only_ink_against_is_striped(qtbot: QtBot, theme: Theme) -> None:
    frame, strengths = np.ones((28, 28), np.float32), np.zeros((28, 28))
    strengths[:, :10], strengths[:, 10:20] = -1, 1
    image = shown(qtbot, frame, strengths, theme)
    striped = middle(image, 5, 5)
    assert np.abs(np.subtract(striped, rgb(theme.unsure))).max() > 60
    assert middle(image, 5, 15) == rgb(theme.accent)
    assert middle(image, 5, 25) == rgb(theme.other)


def test_the_soft_edge_of_a_line_is_not_striped(qtbot: QtBot) -> None:
    frame, strengths = np.full((28, 28), 0.2, np.float32), np.full((28, 28), -1.0)
    image = shown(qtbot, frame, strengths, LIGHT)
    assert middle(image, 5, 5) == corner(image, 5, 5)


def test_an_empty_picture_asks_for_a_digit(qtbot: QtBot) -> None:
    image = shown(qtbot, None, np.zeros((28, 28)), LIGHT)
    colors = {image.pixelColor(x, image.height() // 2).name() for x in range(50, 280)}
    assert len(colors) > 1  # there is a text


def test_strength_is_full_at_ten_times_the_odds() -> None:
    found = strength(np.array([0, STRONGEST, -STRONGEST, 9, -9, math.log(10) / 2]))
    np.testing.assert_allclose(found, [0, 1, -1, 1, -1, 0.5])


def test_colours_cross_to_qt_unchanged() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (3, 5, 3), np.uint8)
    image = color_image_of(pixels)
    for row in range(3):
        for column in range(5):
            assert rgb(image.pixelColor(column, row)) == tuple(pixels[row, column])


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_legend_goes_from_against_to_for(qtbot: QtBot, theme: Theme) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.set_theme(theme)
    legend.resize(404, legend.sizeHint().height())
    image = legend.grab().toImage()
    y = 22
    np.testing.assert_allclose(rgb(image.pixelColor(402, y)), rgb(theme.accent), atol=6)
    np.testing.assert_allclose(rgb(image.pixelColor(202, y)), rgb(theme.other), atol=6)
    np.testing.assert_allclose(rgb(image.pixelColor(2, y)), rgb(theme.unsure), atol=6)
