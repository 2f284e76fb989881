"""Arrow keys move the pen."""

import pytest
from PySide6.QtCore import Qt

from digitpad.gui.keyboard_pen import KeyboardPen


def test_other_keys_are_not_its_own() -> None:
    pen = KeyboardPen()
    assert not pen.press(Qt.Key.Key_A, fine=False)
    assert pen.position == (0.5, 0.5)


def test_two_arrows_move_aslant_until_one_is_released() -> None:
    pen = KeyboardPen()
    pen.press(Qt.Key.Key_Left, fine=False)
    pen.press(Qt.Key.Key_Up, fine=False)
    assert pen.position == pytest.approx((0.45, 0.475))
    pen.release(Qt.Key.Key_Left)
    pen.press(Qt.Key.Key_Up, fine=False)
    assert pen.position == pytest.approx((0.45, 0.45))


def test_fine_steps_are_a_quarter() -> None:
    pen = KeyboardPen()
    pen.press(Qt.Key.Key_Down, fine=True)
    assert pen.position == pytest.approx((0.5, 0.5 + 1 / 160))


def test_keys_held_when_the_keyboard_goes_are_forgotten() -> None:
    pen = KeyboardPen()
    pen.press(Qt.Key.Key_Left, fine=False)
    pen.release_all()
    pen.press(Qt.Key.Key_Down, fine=False)
    assert pen.position == pytest.approx((0.475, 0.525))


def test_it_stays_on_the_canvas() -> None:
    pen = KeyboardPen()
    for _ in range(100):
        pen.press(Qt.Key.Key_Right, fine=False)
    assert pen.position == (1, 0.5)
