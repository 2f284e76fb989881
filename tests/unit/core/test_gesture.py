"""What a pointer does from press to release."""

import numpy as np

from digitpad.core.gesture import DrawGesture, EraseGesture


def draw(*points: tuple[float, float], slop: float = 0.0) -> DrawGesture:
    gesture = DrawGesture((), slop)
    for point in points:
        gesture.move(point)
    return gesture


def test_points_become_a_stroke() -> None:
    (stroke,) = draw((0.1, 0.1), (0.5, 0.6), (0.7, 0.2)).release()
    assert stroke.tolist() == [[0.1, 0.1], [0.5, 0.6], [0.7, 0.2]]


def test_a_stroke_ends_at_the_edge_and_another_begins_there() -> None:
    gesture = draw((0.5, 0.5), (1.5, 0.5), (1.5, 0.8), (0.5, 0.8))
    first, second = gesture.release()
    np.testing.assert_allclose(first, [[0.5, 0.5], [1, 0.5]])
    np.testing.assert_allclose(second, [[1, 0.8], [0.5, 0.8]])


def test_outside_nothing_grows() -> None:
    gesture = draw((0.5, 0.5), (1.5, 0.5))
    assert gesture.growing is None
    assert len(gesture.drawing) == 1


def test_a_press_outside_draws_from_the_edge_on() -> None:
    (stroke,) = draw((-0.5, 0.5), (0.5, 0.5)).release()
    np.testing.assert_allclose(stroke, [[0, 0.5], [0.5, 0.5]])


def test_a_tap_is_a_dot_though_the_hand_trembles() -> None:
    (stroke,) = draw((0.5, 0.5), (0.503, 0.5), (0.5, 0.504), slop=0.01).release()
    assert stroke.tolist() == [[0.5, 0.5]]


def test_a_small_stroke_is_no_dot() -> None:
    (stroke,) = draw((0.5, 0.5), (0.52, 0.5), slop=0.01).release()
    assert len(stroke) == 2


def test_the_released_stroke_does_not_change_any_more() -> None:
    gesture = draw((0.1, 0.1), (0.2, 0.2))
    view = gesture.growing
    drawing = gesture.release()
    assert view is not None
    view[:] = 9
    assert drawing[0].max() < 1


UPPER = np.array([[0.2, 0.2], [0.8, 0.2]])
LOWER = np.array([[0.2, 0.8], [0.8, 0.8]])
DOT = np.array([[0.5, 0.5]])


def test_the_eraser_takes_what_it_touches() -> None:
    gesture = EraseGesture((UPPER, DOT, LOWER), 0.02)
    gesture.move((0.5, 0.51))
    assert len(gesture.drawing) == 2
    gesture.move((0.5, 0.79))
    assert [stroke is UPPER for stroke in gesture.release()] == [True]


def test_a_flick_does_not_jump_over_strokes() -> None:
    gesture = EraseGesture((UPPER, LOWER), 0.02)
    gesture.move((0.5, 0.0))
    gesture.move((0.5, 1.0))
    assert gesture.release() == ()


def test_the_eraser_leaves_what_is_farther_than_its_reach() -> None:
    gesture = EraseGesture((UPPER,), 0.02)
    gesture.move((0.5, 0.23))
    assert len(gesture.release()) == 1
