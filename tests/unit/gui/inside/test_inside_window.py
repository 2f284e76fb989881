"""The window follows the drawing, and explains what is clicked."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from digitpad.core.frame import render
from digitpad.core.paths import bundled_model
from digitpad.core.presets import PRESETS
from digitpad.core.recognizer import Recognizer
from digitpad.core.templates import templates
from digitpad.gui.inside.blocks import Block
from digitpad.gui.inside.flow import Flow
from digitpad.gui.inside.tiles import levels_of
from digitpad.gui.inside.window import InsideWindow
from digitpad.gui.theme import DARK, LIGHT, Theme
from tests.unit.gui.hand import MOVE, PRESS, RELEASE, mouse
from tests.unit.gui.pictures import picture_of

LEFT = Qt.MouseButton.LeftButton


def number_of(flow: Flow, title: str) -> int:
    """Return which block has a title."""
    return next(n for n, block in enumerate(flow.blocks) if block.title == title)


def block_of(flow: Flow, title: str) -> Block:
    return flow.blocks[number_of(flow, title)]


def click(qtbot: QtBot, flow: Flow, title: str, unit: int) -> None:
    rect = flow.place_of(number_of(flow, title), unit)
    qtbot.mouseClick(flow, LEFT, pos=rect.center().toPoint())


def test_it_shows_the_way_from_the_digit_to_the_answer(inside: InsideWindow) -> None:
    titles = [block.title for block in inside.flow.blocks]
    assert titles[0] == "Your digit"
    assert titles[1] == "What it has learned to look for"
    assert titles[-1] == "The answer"
    assert titles.count("Convolution 1") == 1
    assert "Ten digits, and none" in titles


def test_the_answer_is_the_recognizer_s(
    inside: InsideWindow, recognizer: Recognizer
) -> None:
    assert inside.inspection
    answer = inside.flow.blocks[-1].numbers
    read = recognizer.predict(inside.inspection.frame)
    np.testing.assert_allclose(answer, read.probabilities)


def test_a_picture_is_looked_into_as_a_drawing(
    inside: InsideWindow, qtbot: QtBot
) -> None:
    picture = picture_of(5)
    inside.set_drawing(picture)
    qtbot.waitUntil(
        lambda: (
            inside.inspection is not None
            and np.array_equal(inside.inspection.frame, picture.frame)
        )
    )
    inside.small.pad.clear()
    qtbot.waitUntil(lambda: inside.inspection is None)


def test_it_follows_the_drawing(inside: InsideWindow, qtbot: QtBot) -> None:
    before = block_of(inside.flow, "Convolution 3").numbers.copy()
    inside.set_drawing(templates()[0].drawn(5))
    qtbot.waitUntil(
        lambda: (
            not np.array_equal(before, block_of(inside.flow, "Convolution 3").numbers)
        )
    )
    inside.set_drawing(())
    qtbot.waitUntil(inside.empty.isVisible)
    assert inside.inspection is None
    assert inside.empty.text() == "Draw a digit"
    assert inside.verdict.text() == ""
    inside.set_drawing(templates()[0].drawn(5))
    qtbot.waitUntil(lambda: not inside.empty.isVisible())


def test_of_many_drawings_the_newest_is_shown(
    inside: InsideWindow, qtbot: QtBot
) -> None:
    drawings = [template.drawn(5) for template in templates()[:20]]
    for drawing in drawings:
        inside.set_drawing(drawing)
    newest = render(drawings[-1])
    qtbot.waitUntil(
        lambda: (
            inside.inspection is not None
            and np.array_equal(inside.inspection.frame, newest)
        )
    )


def test_a_hidden_window_does_nothing_and_catches_up(
    inside: InsideWindow, qtbot: QtBot
) -> None:
    shown = inside.inspection
    inside.close()
    inside.set_drawing(templates()[0].drawn(5))
    qtbot.wait(50)
    assert inside.inspection is shown
    inside.open()
    assert inside.inspection is not shown


def test_a_click_shows_a_map_large(inside: InsideWindow, qtbot: QtBot) -> None:
    click(qtbot, inside.flow, "Convolution 2", 6)
    assert inside.detail.title.text() == "Convolution 2, map 7 of 32"
    assert inside.detail.map.isVisible()
    assert inside.detail.grids.isVisible()
    assert "Convolution 2, map 7 of 32: from" in inside.foot.text()


def test_a_pixel_s_sum_ends_with_its_number(inside: InsideWindow, qtbot: QtBot) -> None:
    click(qtbot, inside.flow, "Convolution 1", 3)
    numbers = block_of(inside.flow, "Convolution 1").numbers[:, :, 3]
    row, column = np.unravel_index(int(numbers.argmax()), numbers.shape)
    picture = inside.detail.map
    center = picture.pixel_rect(int(row), int(column)).center().toPoint()
    qtbot.mouseClick(picture, LEFT, pos=center)
    assert picture.pixel == (int(row), int(column))
    assert f"{numbers[row, column]:.2f}" in inside.detail.says.text()
    assert f"<b>{numbers[row, column]:.2f}</b>" in inside.detail.sum.text()


def test_the_keys_move_the_pixel(inside: InsideWindow, qtbot: QtBot) -> None:
    click(qtbot, inside.flow, "Convolution 1", 3)
    picture = inside.detail.map
    row, column = picture.pixel
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    qtbot.keyClick(picture, Qt.Key.Key_Up)
    assert picture.pixel == (row - 1, column + 1)
    for _ in range(30):
        qtbot.keyClick(picture, Qt.Key.Key_Up)
    assert picture.pixel == (0, column + 1)


def test_another_input_map_can_be_looked_at(inside: InsideWindow, qtbot: QtBot) -> None:
    click(qtbot, inside.flow, "Convolution 2", 6)
    detail = inside.detail
    assert "adds most" in detail.most.text()
    other = 1 if detail.channel.value() != 1 else 2
    before = detail.sum.text()
    detail.channel.setValue(other)
    assert f"input map {other}" in detail.sum.text()
    assert detail.sum.text() != before
    shown = inside.inspection
    inside.set_drawing(templates()[50].drawn(5))
    qtbot.waitUntil(lambda: inside.inspection is not shown)
    assert detail.channel.value() == other


def test_a_click_on_a_kernel_shows_its_map(inside: InsideWindow, qtbot: QtBot) -> None:
    click(qtbot, inside.flow, "What it has learned to look for", 5)
    assert inside.detail.title.text() == "Convolution 1, map 6 of 32"
    numbers = block_of(inside.flow, "Convolution 1").numbers[:, :, 5]
    assert numbers[inside.detail.map.pixel] == numbers.max()
    assert "its weights" in inside.foot.text()


def test_pooling_tells_its_window(inside: InsideWindow, qtbot: QtBot) -> None:
    click(qtbot, inside.flow, "Pooling 1", 0)
    assert "largest of these 4" in inside.detail.sum.text()


def test_a_dense_unit_shows_its_weights(inside: InsideWindow, qtbot: QtBot) -> None:
    click(qtbot, inside.flow, "Dense layer 1", 2)
    assert inside.detail.title.text() == "Dense layer 1, unit 3 of 48"
    assert inside.detail.weights.isVisible()
    assert not inside.detail.map.isVisible()
    assert "864 inputs" in inside.detail.sum.text()


def test_the_frame_can_be_looked_at(inside: InsideWindow, qtbot: QtBot) -> None:
    click(qtbot, inside.flow, "Your digit", 0)
    assert inside.detail.title.text() == "Your digit"
    assert inside.detail.map.isVisible()
    assert not inside.detail.grids.isVisible()


def test_the_answer_says_which_digit(inside: InsideWindow, qtbot: QtBot) -> None:
    click(qtbot, inside.flow, "The answer", 3)
    assert inside.detail.title.text() == "The answer, the 3"
    click(qtbot, inside.flow, "Ten digits, and none", 10)
    assert inside.detail.title.text() == "Ten digits, and none, no digit"


def test_the_pointer_is_told_what_it_is_on(inside: InsideWindow, qtbot: QtBot) -> None:
    flow = inside.flow
    rect = flow.place_of(number_of(flow, "Convolution 1"), 0)
    inside.foot.setText("")
    qtbot.mouseMove(flow, rect.center().toPoint())
    qtbot.waitUntil(lambda: inside.foot.text().startswith("Convolution 1, map 1 of 32"))
    assert "row 15, column 15" in inside.foot.text()
    qtbot.mouseMove(flow, QPoint(2, 2))
    qtbot.waitUntil(lambda: inside.foot.text().startswith("Point at"))


def test_the_keys_walk_through_all_parts(inside: InsideWindow, qtbot: QtBot) -> None:
    flow = inside.flow
    flow.setFocus()
    qtbot.keyClick(flow, Qt.Key.Key_Home)
    assert inside.detail.title.text() == "Your digit"
    qtbot.keyClick(flow, Qt.Key.Key_Down)
    qtbot.keyClick(flow, Qt.Key.Key_Right)
    assert inside.detail.title.text() == "Convolution 1, map 2 of 32"
    seen = set()
    for _ in range(100):
        qtbot.keyClick(flow, Qt.Key.Key_Down)
        seen.add(inside.detail.title.text().split(",")[0])
    assert {"Convolution 8", "Pooling 2", "Dense layer 1", "The answer"} <= seen
    assert flow.visibleRegion().contains(
        flow.place_of(len(flow.blocks) - 1, 0).toAlignedRect()
    )
    qtbot.keyClick(flow, Qt.Key.Key_Home)
    assert flow.visibleRegion().contains(flow.place_of(0, 0).toAlignedRect())
    qtbot.keyClick(flow, Qt.Key.Key_End)
    assert inside.detail.title.text() == "The answer, the 0"


def test_the_keys_choose_a_map_s_largest_number(
    inside: InsideWindow, qtbot: QtBot
) -> None:
    flow = inside.flow
    flow.setFocus()
    qtbot.keyClick(flow, Qt.Key.Key_End)
    for _ in range(60):
        qtbot.keyClick(flow, Qt.Key.Key_Up)
        if inside.detail.title.text() == "Convolution 3, map 1 of 48":
            break
    one = block_of(flow, "Convolution 3").numbers[:, :, 0]
    assert one[inside.detail.map.pixel] == one.max()


def test_one_can_draw_here_too(inside: InsideWindow, qtbot: QtBot) -> None:
    assert inside.verdict.text().startswith("Three")
    inside.small.pad.clear()
    qtbot.waitUntil(lambda: inside.inspection is None)
    pad = inside.small.pad
    mouse(pad, PRESS, 0.5, 0.2)
    for y in np.arange(0.25, 0.8, 0.05).tolist():
        mouse(pad, MOVE, 0.5, y)
    mouse(pad, RELEASE, 0.5, 0.8)
    qtbot.waitUntil(lambda: inside.verdict.text().startswith("One"))


@pytest.fixture
def average(tmp_path: Path) -> Path:
    """A network that gives the mean of two."""
    import keras

    from digitpad.ml.export import export_twin
    from digitpad.ml.networks import build
    from tests.unit.ml.averages import averaged

    keras.utils.set_random_seed(0)
    model = averaged([build(PRESETS["digitpad-quick"].defaults) for _ in range(2)])
    path = tmp_path / "average.keras"
    model.save(path)
    export_twin(model, path.with_suffix(".tflite"))
    return path


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_each_of_averaged_networks_can_be_looked_at(
    inside: InsideWindow, qtbot: QtBot, average: Path
) -> None:
    assert not inside.network.isVisible()
    twin = average.with_suffix(".tflite").read_bytes()
    inside.set_model(average, Recognizer(twin, 0.5), "average")
    assert inside.network.isVisible()
    click(qtbot, inside.flow, "Convolution 2", 6)
    before = block_of(inside.flow, "Convolution 1").numbers
    inside.network.setCurrentIndex(1)
    assert not np.array_equal(before, block_of(inside.flow, "Convolution 1").numbers)
    assert inside.detail.chosen == (None, None)
    assert len({block.title for block in inside.flow.blocks}) == len(inside.flow.blocks)


def test_the_layers_are_listed(inside: InsideWindow) -> None:
    table: QTableWidget = inside.layers
    assert inside.inspection
    rows = table.rowCount()
    assert rows == len(inside.inspection.layers) + 1
    cells = [table.item(row, 3) for row in range(rows)]
    counts = [int(cell.text().replace(",", "")) for cell in cells if cell]
    assert sum(counts[:-1]) == counts[-1] == 316_457


def test_a_file_that_cannot_be_looked_into_is_told(
    inside: InsideWindow, recognizer: Recognizer, tmp_path: Path
) -> None:
    inside.set_model(tmp_path / "missing.keras", recognizer, "missing")
    assert "cannot be read" in inside.empty.text()
    assert inside.empty.isVisible()
    inside.set_model(bundled_model(), recognizer, "digitpad")
    assert not inside.empty.isVisible()
    assert inside.windowTitle() == "Inside digitpad – Digitpad"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_maps_are_painted_pixel_by_pixel(inside: InsideWindow, theme: Theme) -> None:
    inside.set_theme(theme)
    flow = inside.flow
    block = block_of(flow, "Convolution 1")
    image = flow.grab().toImage()
    levels = levels_of(block.numbers, 0.6)
    for unit in (0, 13, 23):
        rect = flow.place_of(number_of(flow, "Convolution 1"), unit)
        for row, column in ((0, 0), (13, 14), (20, 9)):
            x = int(rect.x() + (column + 0.5) * block.tiling.scale)
            y = int(rect.y() + (row + 0.5) * block.tiling.scale)
            share = (int(levels[row, column, unit]) - 1) / 254
            red = theme.surface.red() * (1 - share) + theme.ink.red() * share
            assert abs(image.pixelColor(x, y).red() - red) <= 1


def test_escape_closes_it(inside: InsideWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(inside, Qt.Key.Key_Escape)
    assert not inside.isVisible()


@pytest.mark.parametrize("size", [(944, 492), (1280, 720), (1920, 1000)])
def test_nothing_is_cut_off(
    inside: InsideWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    inside.resize(*size)
    qtbot.wait(20)
    flow = inside.flow
    around = flow.parentWidget()
    assert around
    assert flow.width() <= around.width()
    for number, block in enumerate(flow.blocks):
        for unit in range(block.tiling.count):
            assert flow.place_of(number, unit).right() < flow.width()
        if block.names:
            assert block.tiling.columns == len(block.names)
