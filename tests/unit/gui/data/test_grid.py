"""The grid paints the images in sight, selects by keys and pointer, and says which."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from digitpad.core.answers import Answers
from digitpad.core.datasets import MnistPixels, PixelSample
from digitpad.gui.data.grid import ImageGrid
from digitpad.gui.data.parts import Part
from digitpad.gui.data.tiles import TILE, image_rect
from digitpad.gui.theme import DARK, LIGHT
from tests.benchmarks.painted import PaintWatch

KEY = Qt.Key


@pytest.fixture
def sample(mnist: MnistPixels) -> PixelSample:
    return mnist.test


@pytest.fixture
def grid(qtbot: QtBot, sample: PixelSample) -> ImageGrid:
    grid = ImageGrid()
    qtbot.addWidget(grid)
    grid.resize(5 * TILE.width() + 40, 3 * TILE.height() + 30)
    grid.set_images(Part.TEST, sample)
    grid.set_shown(np.arange(len(sample)))
    grid.show()
    qtbot.waitExposed(grid)
    assert grid.columns == 5
    return grid


def painted(grid: ImageGrid, position: int, image: QImage) -> NDArray[np.uint8]:
    """Return the grey values in the middles of an image's squares, uint8 (28, 28)."""
    corner = image_rect(grid.tile_rect(position)).topLeft().toPoint()
    values = [
        [
            image.pixelColor(corner.x() + 2 * x + 1, corner.y() + 2 * y + 1).red()
            for x in range(28)
        ]
        for y in range(28)
    ]
    return np.array(values, np.uint8)


def read(sample: PixelSample, *wrong: int, unsure: tuple[int, ...] = ()) -> Answers:
    """Return answers that are right but for some places."""
    answers = Answers(len(sample), 0.5)
    best = sample.labels.copy()
    best[list(wrong)] = (best[list(wrong)] + 1) % 10
    probabilities = np.zeros((len(sample), 10), np.float32)
    probabilities[np.arange(len(sample)), best] = 1
    probabilities[list(unsure)] *= 0.4
    answers.add(probabilities)
    return answers


@pytest.mark.parametrize("scroll", [0, 1, 137, 10**6])
def test_images_are_painted_where_they_are(
    grid: ImageGrid, sample: PixelSample, scroll: int
) -> None:
    grid.verticalScrollBar().setValue(scroll)
    image = grid.viewport().grab().toImage()
    inside = [
        position
        for position in range(len(sample))
        if grid.viewport().rect().contains(grid.tile_rect(position))
    ]
    assert len(inside) >= 10
    for position in inside:
        # A mark of a mistake would lie on the corner; there is none.
        expected = sample.pixels[position]
        np.testing.assert_array_equal(painted(grid, position, image), expected)


def test_what_is_shown_is_chosen(grid: ImageGrid, sample: PixelSample) -> None:
    grid.set_shown(np.array([7, 200, 299]))
    image = grid.viewport().grab().toImage()
    np.testing.assert_array_equal(painted(grid, 1, image), sample.pixels[200])
    assert grid.verticalScrollBar().maximum() == 0


def test_a_mistake_is_marked_on_its_image_and_a_doubt_is_none(
    grid: ImageGrid, sample: PixelSample
) -> None:
    grid.set_answers(read(sample, 3, unsure=(6,)))
    image = grid.viewport().grab().toImage()
    for position in (2, 3, 6):
        corner = image_rect(grid.tile_rect(position)).topRight().toPoint()
        # Beside the cross in the middle of the mark.
        color = image.pixelColor(corner + QPoint(0, -5))
        assert (color == LIGHT.unsure) == (position == 3)


def test_keys_move_the_selection_and_the_images(
    qtbot: QtBot, grid: ImageGrid, sample: PixelSample
) -> None:
    grid.setFocus()
    told: list[Any] = []
    grid.selected_changed.connect(told.append)
    for key in (KEY.Key_Right, KEY.Key_Down, KEY.Key_Down, KEY.Key_Down, KEY.Key_Left):
        qtbot.keyClick(grid, key)
        assert in_sight(grid)
    assert told == [1, 6, 11, 16, 15]
    assert grid.verticalScrollBar().value() > 0
    qtbot.keyClick(grid, KEY.Key_End)
    assert grid.selected == 299
    assert in_sight(grid)
    assert grid.verticalScrollBar().value() == grid.verticalScrollBar().maximum()
    qtbot.keyClick(grid, KEY.Key_PageUp)
    assert grid.selected == 284, "as far as the three rows in sight"
    qtbot.keyClick(grid, KEY.Key_Home)
    assert grid.selected == 0
    assert grid.verticalScrollBar().value() == 0
    with qtbot.waitSignal(grid.opened):
        qtbot.keyClick(grid, KEY.Key_Enter)


def in_sight(grid: ImageGrid) -> bool:
    assert grid.selected is not None
    position = int(np.searchsorted(grid.shown, grid.selected))
    return grid.viewport().rect().contains(grid.tile_rect(position))


def test_the_keys_go_through_what_is_shown(qtbot: QtBot, grid: ImageGrid) -> None:
    grid.set_shown(np.array([7, 200, 299]))
    assert grid.selected == 7
    qtbot.keyClick(grid, KEY.Key_Right)
    assert grid.selected == 200
    grid.step(5)
    assert grid.selected == 299


def test_the_selection_stays_or_goes_to_the_next(grid: ImageGrid) -> None:
    grid.select(100)
    told: list[Any] = []
    grid.selected_changed.connect(told.append)
    grid.set_shown(np.arange(0, 300, 50))
    assert grid.selected == 100
    grid.set_shown(np.arange(0, 300, 150))
    assert grid.selected == 150
    grid.set_shown(np.array([3]))
    assert grid.selected == 3
    grid.set_shown(np.empty(0, np.int64))
    assert grid.selected is None
    assert told == [150, 3, None]


def test_images_that_come_behind_do_not_move_the_others(grid: ImageGrid) -> None:
    grid.set_shown(np.arange(100))
    grid.verticalScrollBar().setValue(333)
    grid.set_shown(np.arange(200))
    assert grid.verticalScrollBar().value() == 333
    grid.set_shown(np.arange(1, 200))
    assert grid.verticalScrollBar().value() == 0


def test_the_pointer_selects_and_opens(qtbot: QtBot, grid: ImageGrid) -> None:
    place = grid.tile_rect(8).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert grid.selected == 8
    with qtbot.waitSignal(grid.opened):
        qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.RightButton, pos=QPoint(9, 9))
    assert grid.selected == 8


@pytest.mark.parametrize("scroll", [0, 77])
def test_images_are_found_where_they_are_painted(grid: ImageGrid, scroll: int) -> None:
    grid.verticalScrollBar().setValue(scroll)
    for position in range(15):
        rect = grid.tile_rect(position)
        assert grid.position_at(rect.center()) == position
        assert grid.position_at(rect.topLeft()) == position
        assert grid.position_at(rect.bottomRight()) == position
    assert grid.position_at(QPoint(-5, 5)) is None


@pytest.mark.parametrize("what", ["key", "answers", "shown", "scroll", "look", "none"])
def test_what_changes_is_painted(
    qtbot: QtBot, grid: ImageGrid, sample: PixelSample, what: str
) -> None:
    QApplication.processEvents()  # what is still to be painted
    watch = PaintWatch(grid.viewport())
    match what:
        case "key":
            grid.step(1)
        case "answers":
            grid.set_answers(read(sample, 3))
        case "shown":
            grid.set_shown(np.arange(0, 300, 2))
        case "scroll":
            grid.verticalScrollBar().setValue(50)
        case "look":
            grid.set_theme(DARK)
    if what == "none":
        qtbot.wait(1)  # no signal tells that nothing is painted
        assert not watch.painted
    else:
        qtbot.waitUntil(lambda: watch.painted)


def test_another_width_keeps_the_images_at_the_top(grid: ImageGrid) -> None:
    grid.verticalScrollBar().setValue(20 * TILE.height())
    grid.resize(8 * TILE.width() + 40, grid.height())
    assert grid.columns == 8
    first = grid.position_at(grid.tile_rect(100).center())
    assert first == 100
    assert -TILE.height() < grid.tile_rect(100).top() <= TILE.height()


def test_what_is_selected_is_said(grid: ImageGrid, sample: PixelSample) -> None:
    label = sample.labels[4]
    grid.select(4)
    assert grid.accessibleDescription() == f"Test image 5: a {label}"
    grid.set_answers(read(sample, 4, unsure=(4,)))
    said = grid.accessibleDescription()
    assert said.endswith(f"read as {(label + 1) % 10} (40 %): wrong, but not sure")


def test_the_pointer_over_an_image_is_told_what_it_is(
    grid: ImageGrid, monkeypatch: pytest.MonkeyPatch, sample: PixelSample
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, *_: told.append(text))
    place = grid.tile_rect(7).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, grid.mapToGlobal(place))
    QApplication.sendEvent(grid.viewport(), event)
    assert told == [f"Test image 8: a {sample.labels[7]}"]


def test_nothing_to_show_is_said(qtbot: QtBot) -> None:
    grid = ImageGrid()
    qtbot.addWidget(grid)
    grid.set_empty_text("There is nothing.")
    grid.resize(400, 300)
    before = grid.grab().toImage()
    grid.set_empty_text("")
    assert grid.grab().toImage() != before
    for key in (KEY.Key_Down, KEY.Key_End, KEY.Key_Home):
        qtbot.keyClick(grid, key)
    assert grid.selected is None
