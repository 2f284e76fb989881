"""Maps lie where the picture shows them, in colours that tell their numbers."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from digitpad.gui.images import indexed_image
from digitpad.gui.inside.tiles import (
    GAP,
    Place,
    Tiling,
    color_tables,
    is_signed,
    levels_of,
)
from digitpad.gui.theme import DARK, LIGHT, Theme


def numbers(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.random.default_rng(0).random(shape, dtype=np.float32)


@pytest.mark.parametrize(
    ("shape", "scale"), [((28, 28, 5), 2), ((14, 14, 5), 3), ((3, 3, 5), 6), ((7,), 20)]
)
def test_small_maps_are_shown_larger(shape: tuple[int, ...], scale: int) -> None:
    assert Tiling.of(numbers(*shape), 400).scale == scale


def test_rows_are_as_long_as_there_is_room_for() -> None:
    tiling = Tiling.of(numbers(14, 14, 30), room=10 * 42 + 9 * GAP)
    assert tiling.columns == 10
    assert tiling.size == (10 * 42 + 9 * GAP, 3 * 42 + 2 * GAP)
    assert Tiling.of(numbers(14, 14, 30), room=1).columns == 1
    assert Tiling.of(numbers(14, 14, 3), room=2000).columns == 3


@pytest.mark.parametrize("shape", [(7, 5, 11), (11,)])
def test_every_number_is_found_where_it_is_painted(shape: tuple[int, ...]) -> None:
    tiling = Tiling.of(numbers(*shape), 150)
    for unit in range(tiling.count):
        for row, column in np.ndindex(tiling.height, tiling.width):
            corner = tiling.rect(unit).topLeft()
            point = corner + QPointF(column + 0.5, row + 0.5) * tiling.scale
            assert tiling.place_at(point) == Place(unit, row, column)


def test_between_and_beside_the_maps_is_nothing() -> None:
    tiling = Tiling.of(numbers(7, 7, 5), 100)
    assert tiling.columns == 2
    rect = tiling.rect(0)
    for point in (
        QPointF(rect.right() + 1, 5),
        QPointF(5, rect.bottom() + 1),
        QPointF(-1, 5),
        QPointF(5, -1),
        tiling.rect(4).center() + QPointF(rect.width() + GAP, 0),
        QPointF(5, tiling.size[1] + 5),
        QPointF(tiling.size[0] + GAP + 5, 5),
    ):
        assert tiling.place_at(point) is None


def test_the_picture_has_each_map_in_its_place() -> None:
    given = numbers(3, 2, 5)
    tiling = Tiling(5, 3, 2, scale=4, columns=3)
    levels = levels_of(given)
    picture = tiling.mosaic(levels)
    assert picture.shape == tiling.size[::-1]
    covered = np.zeros(picture.shape, dtype=bool)
    for unit in range(5):
        rect = tiling.rect(unit).toRect()
        part = np.s_[rect.y() : rect.y() + 12, rect.x() : rect.x() + 8]
        expected = levels[:, :, unit].repeat(4, axis=0).repeat(4, axis=1)
        np.testing.assert_array_equal(picture[part], expected)
        covered[part] = True
    assert (picture[~covered] == 0).all()


def test_levels_go_from_nothing_to_the_largest() -> None:
    levels = levels_of(np.array([0, 0.5, 1], dtype=np.float32))
    assert levels.tolist() == [1, 128, 255]
    raised = levels_of(np.array([0, 0.5, 1], dtype=np.float32), power=0.5)
    assert raised.tolist() == [1, 181, 255]
    signed = levels_of(np.array([-2, 0, 1], dtype=np.float32))
    assert signed.tolist() == [1, 128, 192]
    assert levels_of(np.zeros(3, dtype=np.float32)).tolist() == [1, 1, 1]
    odd = np.array([np.nan, np.inf, 1], dtype=np.float32)
    assert levels_of(odd).tolist() == [1, 1, 1]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_go_from_paper_to_ink_or_from_hue_to_hue(theme: Theme) -> None:
    ink, signed = color_tables(theme)
    for table in (ink, signed):
        assert len(table) == 256
        assert QColor.fromRgba(table[0]).alpha() == 0
    assert ink[1] == theme.surface.rgba()
    assert ink[255] == theme.ink.rgba()
    assert signed[1] == theme.unsure.rgba()
    assert signed[128] == theme.surface.rgba()
    assert signed[255] == theme.accent.rgba()


def test_an_indexed_picture_has_its_pixels() -> None:
    colors = [QColor("#102030").rgba(), QColor("#aabbcc").rgba()]
    pixels = np.array([[0, 1, 1], [1, 0, 0]], dtype=np.uint8)
    image = indexed_image(pixels, colors)
    assert (image.width(), image.height()) == (3, 2)
    for row, column in np.ndindex(2, 3):
        assert image.pixelColor(column, row).rgba() == colors[pixels[row, column]]


def test_signed_numbers_are_known() -> None:
    assert is_signed(np.array([0, -1e-9], dtype=np.float32))
    assert not is_signed(np.array([0, 3], dtype=np.float32))
