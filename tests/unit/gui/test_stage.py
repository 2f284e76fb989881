"""Nothing overlaps or is cut off, at any size."""

from itertools import combinations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from digitpad.core.canvas import Content, frame_of
from digitpad.gui.buttons import ActionButton
from digitpad.gui.stage import Stage
from digitpad.gui.window import MainWindow
from tests.unit.gui.drawings import drawn
from tests.unit.gui.pictures import picture_of

SIZES = [(640, 360), (800, 600), (960, 540), (1280, 720), (1920, 1080), (2560, 1080)]


def shown_parts(stage: Stage) -> list[QWidget]:
    return [part for part in stage.findChildren(QWidget) if part.isVisible()]


@pytest.mark.parametrize("full_screen", [False, True], ids=["window", "full"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_parts_stand_side_by_side(
    window: MainWindow, size: tuple[int, int], full_screen: bool
) -> None:
    window.resize(*size)
    stage = window.stage
    stage.set_full_screen(full_screen)
    parts = shown_parts(stage)
    assert stage.pad in parts
    assert stage.bars in parts
    for part in parts:
        assert stage.rect().contains(part.geometry()), part
        assert part.width() > 0
        assert part.height() > 0
    for one, other in combinations(parts, 2):
        assert not one.geometry().intersects(other.geometry()), (one, other)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_canvas_is_square_and_large(
    window: MainWindow, size: tuple[int, int]
) -> None:
    window.resize(*size)
    pad = window.stage.pad
    assert pad.width() == pad.height()
    assert pad.height() >= min(0.65 * size[1], 0.4 * size[0])


@pytest.mark.parametrize("width", range(1000, 1008))
def test_all_buttons_have_one_width(window: MainWindow, width: int) -> None:
    window.resize(width, 640)
    buttons = window.stage.findChildren(ActionButton)
    assert len({button.width() for button in buttons}) == 1
    pad = window.stage.pad.geometry()
    assert buttons[0].x() == pad.x()
    assert buttons[-1].geometry().right() == pad.right()


@pytest.mark.parametrize("is_picture", [False, True], ids=["strokes", "picture"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_words_are_not_cut_off(
    window: MainWindow, size: tuple[int, int], is_picture: bool
) -> None:
    window.resize(*size)
    window.stage.set_about("Model: digitpad, right on 99.66 % of the MNIST test digits")
    content: Content = picture_of(3) if is_picture else drawn(3)
    window.stage.set_frame(frame_of(content), content)
    for label in window.stage.findChildren(QLabel):
        if label.isVisible():
            needed = QFontMetrics(label.font()).boundingRect(
                label.rect(), int(label.alignment()) | 0x1000, label.text()
            )
            assert needed.height() <= label.height(), label.text()
            assert needed.width() <= label.width(), label.text()


def test_full_screen_shows_the_pad_and_its_reading_alone(window: MainWindow) -> None:
    stage = window.stage
    stage.set_full_screen(True)
    assert set(shown_parts(stage)) == {stage.pad, stage.readout, stage.bars}


def test_a_notice_finds_room_in_a_small_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(624, 312)
    window.tell("The settings cannot be saved: there is no room on the disk. " * 2)
    stage = window.stage
    qtbot.waitUntil(lambda: stage.height() < 260)
    assert window.height() == 312
    for part in shown_parts(stage):
        assert stage.rect().contains(part.geometry()), part
    for one, other in combinations(shown_parts(stage), 2):
        assert not one.geometry().intersects(other.geometry()), (one, other)
