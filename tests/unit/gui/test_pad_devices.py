"""Fingers and pens draw on the pad, one at a time."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QInputDevice,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.gui.pad import Pad
from digitpad.gui.startup import draw_with_mouse
from tests.unit.gui.hand import BAR, MOVE, PRESS, RELEASE, SEVEN, at, mouse
from tests.unit.gui.pictures import picture_of


@pytest.fixture(scope="module")
def touch_screen() -> QPointingDevice:
    return QTest.createTouchDevice()


def test_a_finger_draws(pad: Pad, touch_screen: QPointingDevice) -> None:
    QTest.touchEvent(pad, touch_screen).press(0, at(pad, 0.2, 0.2)).commit()
    QTest.touchEvent(pad, touch_screen).move(0, at(pad, 0.5, 0.5)).commit()
    QTest.touchEvent(pad, touch_screen).release(0, at(pad, 0.5, 0.5)).commit()
    (stroke,) = pad.drawing
    # QTest's touches are off by the offscreen platform's window frame of 2 px.
    np.testing.assert_allclose(stroke[[0, -1]], [[0.2, 0.2], [0.5, 0.5]], atol=0.01)


def test_a_second_finger_draws_nothing(pad: Pad, touch_screen: QPointingDevice) -> None:
    QTest.touchEvent(pad, touch_screen).press(0, at(pad, 0.2, 0.2)).commit()
    second = QTest.touchEvent(pad, touch_screen)
    second.stationary(0).press(1, at(pad, 0.9, 0.9)).commit()
    both = QTest.touchEvent(pad, touch_screen)
    both.move(0, at(pad, 0.3, 0.3)).move(1, at(pad, 0.8, 0.9)).commit()
    lifted = QTest.touchEvent(pad, touch_screen)
    lifted.stationary(0).release(1, at(pad, 0.8, 0.9)).commit()
    QTest.touchEvent(pad, touch_screen).move(0, at(pad, 0.4, 0.3)).commit()
    QTest.touchEvent(pad, touch_screen).release(0, at(pad, 0.4, 0.3)).commit()
    (stroke,) = pad.drawing
    assert stroke.max() < 0.5


def test_a_touch_that_comes_again_as_mouse_is_one_stroke(
    pad: Pad, touch_screen: QPointingDevice
) -> None:
    QTest.touchEvent(pad, touch_screen).press(0, at(pad, 0.2, 0.2)).commit()
    QTest.touchEvent(pad, touch_screen).move(0, at(pad, 0.5, 0.5)).commit()
    QTest.touchEvent(pad, touch_screen).release(0, at(pad, 0.5, 0.5)).commit()
    copied = Qt.MouseEventSource.MouseEventSynthesizedBySystem
    for kind in (PRESS, MOVE, RELEASE):
        mouse(pad, kind, 0.5, 0.5, source=copied)
    assert len(pad.drawing) == 1


def test_the_mouse_draws_nothing_while_a_finger_does(
    pad: Pad, touch_screen: QPointingDevice
) -> None:
    QTest.touchEvent(pad, touch_screen).press(0, at(pad, 0.2, 0.2)).commit()
    draw_with_mouse(pad, BAR)
    QTest.touchEvent(pad, touch_screen).release(0, at(pad, 0.2, 0.2)).commit()
    (stroke,) = pad.drawing
    np.testing.assert_allclose(stroke, [[0.2, 0.2]], atol=0.01)


def test_a_finger_whose_release_was_lost_does_not_block(
    pad: Pad, touch_screen: QPointingDevice
) -> None:
    QTest.touchEvent(pad, touch_screen).press(0, at(pad, 0.2, 0.2)).commit()
    QApplication.sendEvent(pad, QEvent(QEvent.Type.WindowDeactivate))
    draw_with_mouse(pad, SEVEN)
    assert [len(stroke) for stroke in pad.drawing] == [1, 5]
    QTest.touchEvent(pad, touch_screen).release(0, at(pad, 0.2, 0.2)).commit()


def pen_event(
    pad: Pad,
    kind: QEvent.Type,
    x: float,
    y: float,
    pointer: QPointingDevice.PointerType = QPointingDevice.PointerType.Pen,
) -> None:
    stylus = QPointingDevice(
        "stylus",
        7,
        QInputDevice.DeviceType.Stylus,
        pointer,
        QInputDevice.Capability.Position,
        1,
        1,
    )
    place = QPointF(at(pad, x, y))
    released = kind == QEvent.Type.TabletRelease
    button = Qt.MouseButton.LeftButton
    event = QTabletEvent(
        kind,
        stylus,
        place,
        QPointF(pad.mapToGlobal(place)),
        0.0 if released else 0.7,
        0,
        0,
        0,
        0,
        0,
        Qt.KeyboardModifier.NoModifier,
        button,
        Qt.MouseButton.NoButton if released else button,
    )
    QApplication.sendEvent(pad, event)
    assert event.isAccepted()


def test_a_pen_draws_and_its_other_end_erases(pad: Pad) -> None:
    pen_event(pad, QEvent.Type.TabletPress, 0.2, 0.5)
    pen_event(pad, QEvent.Type.TabletMove, 0.8, 0.5)
    pen_event(pad, QEvent.Type.TabletRelease, 0.8, 0.5)
    (stroke,) = pad.drawing
    np.testing.assert_allclose(stroke, [[0.2, 0.5], [0.8, 0.5]])
    eraser = QPointingDevice.PointerType.Eraser
    pen_event(pad, QEvent.Type.TabletPress, 0.5, 0.5, eraser)
    pen_event(pad, QEvent.Type.TabletRelease, 0.5, 0.5, eraser)
    assert pad.drawing == ()


def test_a_pen_whose_release_was_lost_begins_a_new_stroke(pad: Pad) -> None:
    pen_event(pad, QEvent.Type.TabletPress, 0.1, 0.1)
    pen_event(pad, QEvent.Type.TabletMove, 0.2, 0.1)
    pen_event(pad, QEvent.Type.TabletPress, 0.9, 0.8)
    pen_event(pad, QEvent.Type.TabletRelease, 0.9, 0.8)
    assert [len(stroke) for stroke in pad.drawing] == [2, 1]


def test_a_cancelled_touch_leaves_no_ink(
    pad: Pad, touch_screen: QPointingDevice, qtbot: QtBot
) -> None:
    draw_with_mouse(pad, SEVEN)
    QTest.touchEvent(pad, touch_screen).press(0, at(pad, 0.2, 0.2)).commit()
    QTest.touchEvent(pad, touch_screen).move(0, at(pad, 0.4, 0.2)).commit()
    with qtbot.waitSignals([pad.drawing_changed, pad.gesture_finished]):
        cancel = QTouchEvent(QEvent.Type.TouchCancel, touch_screen)
        QApplication.sendEvent(pad, cancel)
    assert len(pad.drawing) == 1
    QTest.touchEvent(pad, touch_screen).release(0, at(pad, 0.4, 0.2)).commit()
    assert len(pad.drawing) == 1


@pytest.mark.parametrize("count", [2, 20, 34, 60, 200])
def test_a_long_trembling_tap_is_a_dot(
    pad: Pad, touch_screen: QPointingDevice, count: int
) -> None:
    QTest.touchEvent(pad, touch_screen).press(0, at(pad, 0.5, 0.5)).commit()
    for number in range(count):
        place = at(pad, 0.5, 0.5) + QPoint(number % 3, number % 2)
        QTest.touchEvent(pad, touch_screen).move(0, place).commit()
        pad.repaint()
    QTest.touchEvent(pad, touch_screen).release(0, at(pad, 0.5, 0.5)).commit()
    pad.repaint()
    assert [len(stroke) for stroke in pad.drawing] == [1]


def test_a_cancelled_touch_gives_the_picture_back(
    pad: Pad, touch_screen: QPointingDevice
) -> None:
    shown = picture_of(3)
    pad.set_drawing(shown)
    before = pad.grab().toImage()
    QTest.touchEvent(pad, touch_screen).press(0, at(pad, 0.5, 0.5)).commit()
    assert len(pad.drawing) == 1
    cancel = QTouchEvent(QEvent.Type.TouchCancel, touch_screen)
    QApplication.sendEvent(pad, cancel)
    assert pad.content is shown
    assert pad.grab().toImage() == before
    QTest.touchEvent(pad, touch_screen).release(0, at(pad, 0.5, 0.5)).commit()
