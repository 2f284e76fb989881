"""The canvas takes strokes from every device, one at a time."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import (
    QImage,
    QPaintEvent,
    QRegion,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from digitpad.core.frame import render
from digitpad.core.settings import BRUSHES
from digitpad.core.strokes import Floats
from digitpad.gui.pad import Pad, Tool
from digitpad.gui.startup import draw_with_mouse
from digitpad.gui.theme import DARK
from tests.unit.gui.hand import BAR, MOVE, PRESS, RELEASE, SEVEN, mouse
from tests.unit.gui.pictures import picture_of


def test_the_mouse_draws_a_stroke(pad: Pad, qtbot: QtBot) -> None:
    with qtbot.waitSignals([pad.drawing_changed, pad.gesture_finished]):
        draw_with_mouse(pad, SEVEN)
    (stroke,) = pad.drawing
    np.testing.assert_allclose(stroke[[0, -1]], SEVEN[0][[0, -1]], atol=1e-9)


def test_a_press_alone_is_a_dot(pad: Pad) -> None:
    mouse(pad, PRESS, 0.5, 0.5)
    mouse(pad, RELEASE, 0.5, 0.5)
    assert [stroke.tolist() for stroke in pad.drawing] == [[[0.5, 0.5]]]


def test_the_drawing_is_there_while_it_is_drawn(pad: Pad) -> None:
    mouse(pad, PRESS, 0.2, 0.2)
    mouse(pad, MOVE, 0.4, 0.4)
    assert len(pad.drawing[0]) == 2
    assert not pad.can_undo


def ink_box(pad: Pad) -> Floats:
    """Return left, top, right and bottom of the ink on the screen, in shares."""
    image = pad.grab().toImage()
    paper = image.pixelColor(image.width() // 2, image.height() - 30)
    inked = [
        (x / image.width(), y / image.height())
        for x in range(20, image.width() - 20)
        for y in range(20, image.height() - 20, 2)
        if image.pixelColor(x, y) != paper
    ]
    return np.concatenate([np.min(inked, axis=0), np.max(inked, axis=0)])


def test_resizing_scales_the_drawing(pad: Pad) -> None:
    draw_with_mouse(pad, SEVEN)
    before = ink_box(pad)
    pad.resize(500, 500)
    np.testing.assert_allclose(ink_box(pad), before, atol=0.01)
    pad.resize(300, 300)
    np.testing.assert_allclose(ink_box(pad), before, atol=0.015)


def test_canvas_and_brush_do_not_change_the_frame(pad: Pad) -> None:
    frames = []
    for side, brush in ((300, 0.02), (400, 0.05), (731, 0.036)):
        pad.resize(side, side)
        pad.set_brush(brush)
        draw_with_mouse(pad, SEVEN)
        frames.append(render(pad.drawing))
        pad.clear()
    np.testing.assert_allclose(frames[1], frames[0], atol=0.02)
    np.testing.assert_allclose(frames[2], frames[0], atol=0.02)


def test_undo_redo_and_clear_go_by_strokes(pad: Pad) -> None:
    draw_with_mouse(pad, SEVEN)
    draw_with_mouse(pad, BAR)
    pad.undo()
    assert len(pad.drawing) == 1
    pad.redo()
    assert len(pad.drawing) == 2
    pad.clear()
    assert pad.drawing == ()
    pad.undo()
    assert len(pad.drawing) == 2


def test_clearing_an_empty_canvas_is_no_step(pad: Pad) -> None:
    pad.clear()
    assert not pad.can_undo


def test_undo_in_mid_stroke_takes_that_stroke(pad: Pad) -> None:
    draw_with_mouse(pad, SEVEN)
    mouse(pad, PRESS, 0.2, 0.2)
    mouse(pad, MOVE, 0.4, 0.4)
    pad.undo()
    mouse(pad, MOVE, 0.5, 0.5)
    mouse(pad, RELEASE, 0.5, 0.5)
    assert len(pad.drawing) == 1
    assert pad.can_redo


def test_the_eraser_takes_the_stroke_under_it(pad: Pad) -> None:
    draw_with_mouse(pad, SEVEN)
    draw_with_mouse(pad, BAR)
    pad.set_tool(Tool.ERASER)
    draw_with_mouse(pad, (np.array([[0.3, 0.2], [0.31, 0.2]]),))
    np.testing.assert_allclose(pad.drawing, BAR, atol=1e-9)
    pad.undo()
    assert len(pad.drawing) == 2


def test_the_right_button_erases(pad: Pad) -> None:
    draw_with_mouse(pad, BAR)
    mouse(pad, PRESS, 0.5, 0.5, Qt.MouseButton.RightButton)
    assert pad.drawing == ()
    mouse(pad, RELEASE, 0.5, 0.5, Qt.MouseButton.RightButton)
    assert pad.tool is Tool.PEN


def test_a_lost_release_does_not_go_on_drawing(pad: Pad) -> None:
    mouse(pad, PRESS, 0.2, 0.2)
    mouse(pad, MOVE, 0.4, 0.4)
    mouse(pad, MOVE, 0.9, 0.9, Qt.MouseButton.NoButton)
    assert len(pad.drawing[0]) == 2
    assert pad.can_undo


def test_a_press_after_a_lost_release_begins_a_stroke(pad: Pad) -> None:
    mouse(pad, PRESS, 0.2, 0.2)
    mouse(pad, MOVE, 0.4, 0.4)
    mouse(pad, PRESS, 0.8, 0.8)
    mouse(pad, MOVE, 0.8, 0.4)
    mouse(pad, RELEASE, 0.8, 0.4)
    assert [len(stroke) for stroke in pad.drawing] == [2, 2]


def test_keys_draw(pad: Pad, qtbot: QtBot) -> None:
    pad.setFocus()
    qtbot.keyClick(pad, Qt.Key.Key_Space)
    for _ in range(4):
        qtbot.keyClick(pad, Qt.Key.Key_Right)
    qtbot.keyClick(pad, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(pad, Qt.Key.Key_Space)
    qtbot.keyClick(pad, Qt.Key.Key_Up)
    (stroke,) = pad.drawing
    np.testing.assert_allclose(stroke[0], [0.5, 0.5])
    np.testing.assert_allclose(stroke[-1], [0.6, 0.5 + 1 / 160])


def test_two_arrows_go_aslant(pad: Pad, qtbot: QtBot) -> None:
    pad.setFocus()
    qtbot.keyClick(pad, Qt.Key.Key_Space)
    qtbot.keyPress(pad, Qt.Key.Key_Right)
    qtbot.keyPress(pad, Qt.Key.Key_Down)
    qtbot.keyRelease(pad, Qt.Key.Key_Right)
    qtbot.keyRelease(pad, Qt.Key.Key_Down)
    qtbot.keyClick(pad, Qt.Key.Key_Space)
    np.testing.assert_allclose(pad.drawing[0][-1], [0.55, 0.525])


def test_the_keys_pen_stays_on_the_canvas(pad: Pad, qtbot: QtBot) -> None:
    pad.setFocus()
    qtbot.keyClick(pad, Qt.Key.Key_Space)
    for _ in range(60):
        qtbot.keyClick(pad, Qt.Key.Key_Left)
    qtbot.keyClick(pad, Qt.Key.Key_Space)
    assert pad.drawing[0][-1].tolist() == [0, 0.5]


def test_a_pen_left_down_by_keys_does_not_block_the_mouse(
    pad: Pad, qtbot: QtBot
) -> None:
    pad.setFocus()
    qtbot.keyClick(pad, Qt.Key.Key_Space)
    qtbot.keyClick(pad, Qt.Key.Key_Right)
    draw_with_mouse(pad, SEVEN)
    assert [len(stroke) for stroke in pad.drawing] == [2, 5]


def test_a_canvas_is_the_largest_square(pad: Pad) -> None:
    pad.resize(600, 400)
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(100, 0))
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(500, 400))
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(50, 200))
    np.testing.assert_allclose(np.concatenate(pad.drawing), [[0, 0], [1, 1]])


def test_screen_readers_hear_what_the_canvas_is(pad: Pad) -> None:
    assert pad.accessibleName() == "Canvas"
    assert "arrow keys" in pad.accessibleDescription()


def test_the_pointer_has_the_tools_form(pad: Pad) -> None:
    assert pad.cursor().shape() == Qt.CursorShape.CrossCursor
    pad.set_tool(Tool.ERASER)
    assert pad.cursor().shape() == Qt.CursorShape.BitmapCursor
    pad.set_tool(Tool.PEN)
    assert pad.cursor().shape() == Qt.CursorShape.CrossCursor


@pytest.mark.parametrize("count", [10, 60])
def test_the_brush_may_change_while_the_pointer_is_outside(
    pad: Pad, count: int
) -> None:
    mouse(pad, PRESS, 0.1, 0.5)
    for share in np.linspace(0.1, 0.9, count):
        mouse(pad, MOVE, share, 0.5)
    mouse(pad, MOVE, 1.3, 0.5)
    pad.set_brush(BRUSHES["thick"])
    mouse(pad, MOVE, 0.9, 0.7)
    pad.repaint()
    mouse(pad, MOVE, 0.8, 0.7)
    pad.repaint()
    mouse(pad, RELEASE, 0.8, 0.7)
    pad.repaint()
    assert [len(stroke) for stroke in pad.drawing] == [count + 2, 3]


def test_the_button_that_began_a_stroke_ends_it(pad: Pad) -> None:
    left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
    mouse(pad, PRESS, 0.2, 0.2)
    mouse(pad, PRESS, 0.3, 0.2, right, held=left | right)
    mouse(pad, RELEASE, 0.4, 0.2, left, held=right)
    mouse(pad, MOVE, 0.9, 0.9, right)
    mouse(pad, RELEASE, 0.9, 0.9, right)
    assert len(pad.drawing) == 1
    assert pad.drawing[0].max() < 0.5


def test_moves_outside_do_not_change_the_drawing(pad: Pad, qtbot: QtBot) -> None:
    mouse(pad, PRESS, 0.5, 0.5)
    mouse(pad, MOVE, 1.5, 0.5)
    with qtbot.assertNotEmitted(pad.drawing_changed):
        mouse(pad, MOVE, 1.6, 0.6)
    mouse(pad, RELEASE, 1.6, 0.6)


@pytest.mark.parametrize("brush", BRUSHES)
def test_the_eraser_takes_a_stroke_by_any_of_its_ink(pad: Pad, brush: str) -> None:
    width = BRUSHES[brush]
    pad.set_brush(width)
    draw_with_mouse(pad, BAR)
    pad.set_tool(Tool.ERASER)
    mouse(pad, PRESS, 0.5, 0.5 + width / 2)
    mouse(pad, RELEASE, 0.5, 0.5 + width / 2)
    assert pad.drawing == ()


def test_what_is_painted_part_by_part_is_what_is_painted_at_once(pad: Pad) -> None:
    """A fast hand's curve swings out of the box of its points."""
    turn = np.linspace(0, 2 * np.pi, 9)
    circle = np.stack([0.5 + 0.4 * np.cos(turn), 0.5 + 0.4 * np.sin(turn)], axis=1)
    canvas = QImage(400, 400, QImage.Format.Format_RGB32)
    mouse(pad, PRESS, *circle[0])
    pad.render(canvas)
    for x, y in circle[1:]:
        watcher = PaintedRegion(pad)
        mouse(pad, MOVE, x, y)
        QApplication.processEvents()
        pad.removeEventFilter(watcher)
        part = watcher.region
        pad.render(canvas, part.boundingRect().topLeft(), part)
    whole = QImage(400, 400, QImage.Format.Format_RGB32)
    pad.render(whole)
    mouse(pad, RELEASE, *circle[-1])
    assert canvas == whole


class PaintedRegion(QObject):
    """Notes what Qt paints of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def test_a_heavy_scribble_is_stretched_while_the_window_is_dragged(
    pad: Pad, qtbot: QtBot
) -> None:
    turns = np.linspace(0, 60, 5000)
    circle = np.stack([0.5 + 0.3 * np.cos(turns), 0.5 + 0.3 * np.sin(turns)], axis=1)
    draw_with_mouse(pad, (circle,))
    before = ink_box(pad)
    pad.resize(500, 500)
    stretched = pad.grab().toImage()
    np.testing.assert_allclose(ink_box(pad), before, atol=0.01)
    qtbot.waitUntil(lambda: pad.grab().toImage() != stretched)
    np.testing.assert_allclose(ink_box(pad), before, atol=0.01)


def test_a_picture_can_be_undone_and_done_again(pad: Pad) -> None:
    shown = picture_of(3)
    draw_with_mouse(pad, SEVEN)
    pad.set_drawing(shown)
    assert pad.content is shown
    assert pad.drawing == ()
    pad.undo()
    assert len(pad.drawing) == 1
    pad.redo()
    assert pad.content is shown
    pad.clear()
    assert not pad.content
    pad.undo()
    assert pad.content is shown


def test_drawing_on_a_picture_replaces_it_at_once(pad: Pad) -> None:
    shown = picture_of(3)
    pad.set_drawing(shown)
    before = pad.grab().toImage()
    mouse(pad, PRESS, 0.3, 0.5)
    assert len(pad.drawing) == 1
    mouse(pad, MOVE, 0.7, 0.5)
    mouse(pad, RELEASE, 0.7, 0.5)
    (stroke,) = pad.drawing
    assert len(stroke) == 2
    pad.undo()
    assert pad.content is shown
    assert pad.grab().toImage() == before


@pytest.mark.parametrize("by_tool", [True, False])
def test_the_eraser_takes_a_picture(pad: Pad, by_tool: bool) -> None:
    shown = picture_of(3)
    pad.set_drawing(shown)
    if by_tool:
        pad.set_tool(Tool.ERASER)
    button = Qt.MouseButton.LeftButton if by_tool else Qt.MouseButton.RightButton
    mouse(pad, PRESS, 0.5, 0.5, button)
    mouse(pad, RELEASE, 0.5, 0.5, button)
    assert not pad.content
    pad.undo()
    assert pad.content is shown


def test_a_picture_is_painted_and_goes_without_a_trace(pad: Pad) -> None:
    empty = pad.grab().toImage()
    pad.set_drawing(picture_of(3))
    assert pad.grab().toImage() != empty
    pad.clear()
    assert pad.grab().toImage() == empty


def test_a_picture_takes_the_theme_and_the_size(pad: Pad) -> None:
    pad.set_drawing(picture_of(3))
    light = pad.grab().toImage()
    pad.set_theme(DARK)
    dark = pad.grab().toImage()
    assert dark != light
    pad.resize(500, 300)
    assert pad.grab().toImage().pixelColor(250, 5) == DARK.surface
    pad.resize(400, 400)
    assert pad.grab().toImage() == dark
