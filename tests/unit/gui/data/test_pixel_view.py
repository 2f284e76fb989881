"""A large image: its squares, its numbers where there is room, one pointed at."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from digitpad.core.datasets import MnistPixels, Pixels
from digitpad.gui.data.pixel_view import VALUES_FROM, PixelView

KEY = Qt.Key


@pytest.fixture
def pixels(mnist: MnistPixels) -> Pixels:
    image: Pixels = mnist.test.pixels[60]
    return image


@pytest.fixture
def view(qtbot: QtBot, pixels: Pixels) -> PixelView:
    view = PixelView()
    qtbot.addWidget(view)
    view.resize(400, 360)
    view.set_pixels(pixels)
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.mark.parametrize("size", [(220, 160), (400, 360), (700, 500)], ids=str)
def test_every_pixel_is_a_square_of_its_grey(
    view: PixelView, pixels: Pixels, size: tuple[int, int]
) -> None:
    view.resize(*size)
    image = view.grab().toImage()
    assert view.image_rect().width() % 28 == 0
    for row in range(28):
        for column in range(28):
            # The far corner of a square, where no line is painted.
            at = view.cell_rect(row, column).bottomRight().toPoint()
            grey = image.pixelColor(at.x() - 1, at.y() - 1).red()
            assert grey == pixels[row, column]


def test_numbers_are_written_where_there_is_room(
    view: PixelView, pixels: Pixels
) -> None:
    for square, written in ((VALUES_FROM - 1, False), (VALUES_FROM, True)):
        view.resize(square * 28 + 60, square * 28 + 10)
        assert view.shows_values == written
        image = view.grab().toImage()
        row, column = np.unravel_index(int(pixels.argmax()), pixels.shape)
        area = view.cell_rect(int(row), int(column)).toRect().adjusted(3, 3, -3, -3)
        greys = {
            image.pixelColor(x, y).red()
            for x in range(area.left(), area.right())
            for y in range(area.top(), area.bottom())
        }
        assert (len(greys) > 1) == written


@pytest.mark.parametrize("size", [(220, 160), (400, 360), (700, 500)], ids=str)
def test_pixels_are_found_where_they_are_painted(
    view: PixelView, size: tuple[int, int]
) -> None:
    view.resize(*size)
    for row in (0, 13, 27):
        for column in (0, 5, 27):
            rect = view.cell_rect(row, column)
            assert view.cell_at(rect.center()) == (row, column)
            assert view.rect().contains(rect.toAlignedRect())
    assert view.cell_at(QPointF(view.width() - 5, 50)) is None


def test_the_pointer_reads_a_number(
    qtbot: QtBot, view: PixelView, pixels: Pixels
) -> None:
    told: list[Any] = []
    view.cell_changed.connect(told.append)
    qtbot.mouseMove(view, view.cell_rect(9, 4).center().toPoint())
    assert view.cell == (9, 4)
    assert view.describe_cell() == f"row 10, column 5: {pixels[9, 4]}"
    assert view.accessibleDescription() == view.describe_cell()
    qtbot.mouseMove(view, view.rect().bottomRight())
    assert view.cell is None
    assert view.describe_cell() == ""
    assert told == [(9, 4), None]


def test_the_keys_read_numbers_and_stay_in_the_image(
    qtbot: QtBot, view: PixelView
) -> None:
    view.setFocus()
    qtbot.keyClick(view, KEY.Key_Right)
    assert view.cell == (14, 15)
    for _ in range(40):
        qtbot.keyClick(view, KEY.Key_Down)
        qtbot.keyClick(view, KEY.Key_Left)
    assert view.cell == (27, 0)
    with qtbot.waitSignal(view.step_requested) as asked:
        qtbot.keyClick(view, KEY.Key_PageUp)
    assert asked.args == [-1]
    view.clearFocus()
    assert view.cell is None


def test_another_image_is_read_at_the_same_place(
    qtbot: QtBot, view: PixelView, mnist: MnistPixels
) -> None:
    view.setFocus()
    qtbot.keyClick(view, KEY.Key_Up)
    other = mnist.test.pixels[8]
    with qtbot.waitSignal(view.cell_changed):
        view.set_pixels(other)
    assert view.describe_cell() == f"row 14, column 15: {other[13, 14]}"
    view.set_pixels(None)
    assert view.cell is None
    qtbot.keyClick(view, KEY.Key_Up)
    assert view.describe_cell() == ""


def test_the_focus_is_seen(view: PixelView) -> None:
    view.clearFocus()
    before = view.grab().toImage()
    view.setFocus()
    assert view.grab().toImage() != before


def test_the_pixel_pointed_at_is_seen_in_the_image_and_on_the_scale(
    qtbot: QtBot, view: PixelView
) -> None:
    before = view.grab().toImage()
    qtbot.mouseMove(view, view.cell_rect(0, 0).center().toPoint())
    after = view.grab().toImage()
    edge = view.image_rect().right() + 4
    changed = {
        x < edge
        for x in range(view.width())
        for y in range(view.height())
        if before.pixel(x, y) != after.pixel(x, y)
    }
    assert changed == {True, False}
