"""What a pointer does from press to release."""

import numpy as np

from digitpad.core.canvas import PictureInk, strokes_of
from digitpad.core.gesture import DrawGesture, EraseGesture


def draw(*points: tuple[float, float], slop: float = 0.0) -> DrawGesture:
    gesture = DrawGesture((), slop)
    for point in points:
        gesture.move(point)
    return gesture


def test_points_become_a_stroke() -> None:
    (stroke,) = strokes_of(draw((0.1, 0.1), (0.5, 0.6), (0.7, 0.2)).release())
    assert stroke.tolist() == [[0.1, 0.1], [0.5, 0.6], [0.7, 0.2]]


def test_a_stroke_ends_at_the_edge_and_another_begins_there() -> None:
    gesture = draw((0.5, 0.5), (1.5, 0.5), (1.5, 0.8), (0.5, 0.8))
    first, second = strokes_of(gesture.release())
    np.testing.assert_allclose(first, [[0.5, 0.5], [1, 0.5]])
    np.testing.assert_allclose(second, [[1, 0.8], [0.5, 0.8]])


def test_outside_nothing_grows() -> None:
    gesture = draw((0.5, 0.5), (1.5, 0.5))
    assert gesture.growing is None
    assert len(gesture.drawing) == 1


def test_a_press_outside_draws_from_the_edge_on() -> None:
    (stroke,) = strokes_of(draw((-0.5, 0.5), (0.5, 0.5)).release())
    np.testing.assert_allclose(stroke, [[0, 0.5], [0.5, 0.5]])


def test_a_tap_is_a_dot_though_the_hand_trembles() -> None:
    gesture = draw((0.5, 0.5), (0.503, 0.5), (0.5, 0.504), slop=0.01)
    (stroke,) = strokes_of(gesture.release())
    assert stroke.tolist() == [[0.5, 0.5]]


def test_a_small_stroke_is_no_dot() -> None:
    (stroke,) = strokes_of(draw((0.5, 0.5), (0.52, 0.5), slop=0.01).release())
    assert len(stroke) == 2


def test_the_released_stroke_does_not_change_any_more() -> None:
    gesture = draw((0.1, 0.1), (0.2, 0.2))
    view = gesture.growing
    drawing = strokes_of(gesture.release())
    assert view is not None
    view[:] = 9
    assert drawing[0].max() < 1


UPPER = np.array([[0.2, 0.2], [0.8, 0.2]])
LOWER = np.array([[0.2, 0.8], [0.8, 0.8]])
DOT = np.array([[0.5, 0.5]])


def test_the_eraser_takes_what_it_touches() -> None:
    gesture = EraseGesture((UPPER, DOT, LOWER), 0.02)
    gesture.move((0.5, 0.51))
    assert len(strokes_of(gesture.content)) == 2
    gesture.move((0.5, 0.79))
    assert [stroke is UPPER for stroke in strokes_of(gesture.release())] == [True]


def test_a_flick_does_not_jump_over_strokes() -> None:
    gesture = EraseGesture((UPPER, LOWER), 0.02)
    gesture.move((0.5, 0.0))
    gesture.move((0.5, 1.0))
    assert gesture.release() == ()


def test_the_eraser_leaves_what_is_farther_than_its_reach() -> None:
    gesture = EraseGesture((UPPER,), 0.02)
    gesture.move((0.5, 0.23))
    assert len(strokes_of(gesture.release())) == 1


def picture() -> PictureInk:
    """Return a picture that covers the middle half of the canvas, top to bottom."""
    ink = np.full((40, 20), 200, np.uint8)
    return PictureInk(ink, ink, np.zeros((28, 28), np.float32))


def test_the_first_point_takes_the_place_of_a_picture() -> None:
    shown = picture()
    gesture = DrawGesture(shown, 0)
    gesture.move((-0.5, 0.5))
    assert gesture.content is shown
    gesture.move((0.5, 0.5))
    assert len(strokes_of(gesture.content)) == 1
    assert len(strokes_of(gesture.release())) == 1


def test_a_gesture_beside_the_canvas_leaves_what_there_is() -> None:
    shown, strokes = picture(), (UPPER,)
    for content in (shown, strokes, ()):
        drawing, erasing = DrawGesture(content, 0), EraseGesture(content, 0.02)
        for gesture in (drawing, erasing):
            gesture.move((-0.5, -0.5))
            gesture.move((-0.5, 0.5))
            assert gesture.release() is content


def test_the_eraser_takes_a_picture_where_it_touches_it() -> None:
    shown = picture()
    gesture = EraseGesture(shown, 0.02)
    assert not gesture.move((0.1, 0.5))
    assert gesture.content is shown
    assert gesture.move((0.9, 0.5))  # a flick right across
    assert gesture.release() == ()
