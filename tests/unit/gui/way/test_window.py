"""The steps shown are those of the core, of the newest drawing, while it is seen."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from digitpad.core.canvas import PictureInk
from digitpad.core.datasets import load_mnist_test
from digitpad.core.frame import render, shrink, steps
from digitpad.core.paths import bundled_model
from digitpad.core.picture import ink_steps, shrink_ink
from digitpad.core.recognizer import Recognizer
from digitpad.core.strokes import Drawing
from digitpad.gui.way.window import WayWindow
from tests.unit.gui.drawings import DOT, SCRIBBLE, drawn
from tests.unit.gui.pictures import picture_of


@pytest.fixture
def window(qtbot: QtBot, recognizer: Recognizer) -> Iterator[WayWindow]:
    window = WayWindow()
    window.set_model(bundled_model(), recognizer, "the bundled one")
    yield window
    window.close()
    window.deleteLater()


def show(window: WayWindow, qtbot: QtBot, drawing: Drawing) -> None:
    window.open()
    window.set_drawing(drawing)
    qtbot.waitUntil(lambda: not window.is_waiting)


def small(digit: int) -> Drawing:
    """Return a digit in a corner of the canvas."""
    return tuple(0.75 + (stroke - 0.2) * 0.3 for stroke in drawn(digit))


@pytest.mark.parametrize("digit", range(10))
def test_the_steps_are_the_core_s(
    window: WayWindow, qtbot: QtBot, recognizer: Recognizer, digit: int
) -> None:
    drawing = small(digit)
    show(window, qtbot, drawing)
    way = steps(drawing)
    for shown, expected in zip(window.small.drawing, drawing, strict=True):
        np.testing.assert_array_equal(shown, expected)
    for shown, expected in zip(window.boxed.strokes, way.boxed, strict=True):
        np.testing.assert_array_equal(shown, expected)
    np.testing.assert_array_equal(window.inked.frame, way.inked)
    np.testing.assert_array_equal(window.centred.frame, render(drawing))
    for step, frame in zip(window.read_steps, (way.inked, way.frame), strict=True):
        read = step.prediction
        assert read is not None
        whole = recognizer.predict(frame).probabilities
        np.testing.assert_allclose(read.probabilities, whole, atol=1e-6)


def test_the_cross_moves_into_the_middle(window: WayWindow, qtbot: QtBot) -> None:
    show(window, qtbot, drawn(7))
    assert window.inked.centre is not None
    assert window.centred.centre is not None
    assert np.abs(window.inked.centre - 14).max() > 0.5
    np.testing.assert_allclose(window.centred.centre, 14, atol=0.05)


def test_without_centring_the_whole_canvas_is_read_and_fails(
    window: WayWindow, qtbot: QtBot, recognizer: Recognizer
) -> None:
    drawing = small(3)
    show(window, qtbot, drawing)
    window.centring.click()
    assert window.shrunk.isVisible()
    assert not any(
        picture.isVisible() for picture in (window.boxed, window.inked, window.centred)
    )
    np.testing.assert_array_equal(window.shrunk.frame, shrink(drawing))
    (step,) = window.read_steps
    read = step.prediction
    assert read is not None
    expected = recognizer.predict(shrink(drawing)).probabilities
    np.testing.assert_allclose(read.probabilities, expected, atol=1e-6)
    assert read.verdict != 3
    assert window.sentence.text().startswith("Without it the network")
    window.centring.click()
    assert window.centred.isVisible()
    assert not window.shrunk.isVisible()


def test_the_switch_is_reached_by_keys(window: WayWindow, qtbot: QtBot) -> None:
    show(window, qtbot, drawn(3))
    window.centring.setFocus()
    qtbot.keyClick(window.centring, Qt.Key.Key_Space)
    assert not window.centring.isChecked()
    assert "off" in window.centring.text()


def test_an_empty_canvas_shows_nothing(window: WayWindow, qtbot: QtBot) -> None:
    show(window, qtbot, drawn(3))
    show(window, qtbot, ())
    assert not window.boxed.strokes
    assert window.inked.frame is None
    assert window.centred.frame is None
    assert "Draw a digit" in window.sentence.text()
    assert [step.prediction for step in window.read_steps] == [None, None]


def test_a_hidden_window_does_no_work_and_shows_the_newest_when_shown(
    window: WayWindow, qtbot: QtBot
) -> None:
    window.set_drawing(drawn(3))
    assert not window.is_waiting
    assert window.centred.frame is None
    window.set_drawing(drawn(5))
    window.open()
    np.testing.assert_array_equal(window.centred.frame, render(drawn(5)))
    window.close()
    window.set_drawing(drawn(6))
    assert not window.is_waiting
    np.testing.assert_array_equal(window.centred.frame, render(drawn(5)))
    window.centring.click()
    assert window.shrunk.frame is None
    window.open()
    np.testing.assert_array_equal(window.shrunk.frame, shrink(drawn(6)))


def test_drawings_between_two_events_are_shown_once_the_newest(
    window: WayWindow, qtbot: QtBot
) -> None:
    window.open()
    for digit in range(10):
        window.set_drawing(drawn(digit))
    assert window.centred.frame is None
    qtbot.waitUntil(lambda: not window.is_waiting)
    np.testing.assert_array_equal(window.centred.frame, render(drawn(9)))


@pytest.mark.parametrize("drawing", [DOT, SCRIBBLE], ids=["dot", "scribble"])
@pytest.mark.parametrize("centring", [True, False])
def test_a_dot_and_a_scribble_are_shown(
    window: WayWindow, qtbot: QtBot, drawing: Drawing, centring: bool
) -> None:
    show(window, qtbot, drawing)
    window.centring.setChecked(centring)
    picture = window.centred if centring else window.shrunk
    expected = render(drawing) if centring else shrink(drawing)
    np.testing.assert_array_equal(picture.frame, expected)
    window.grab()


@pytest.mark.parametrize("key", ["Ctrl+W", "Esc"])
def test_keys_close_the_window(window: WayWindow, qtbot: QtBot, key: str) -> None:
    window.open()
    qtbot.waitUntil(window.isActiveWindow)
    if key == "Esc":
        qtbot.keyClick(window, Qt.Key.Key_Escape)
    else:
        qtbot.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()


@pytest.mark.parametrize(
    ("width", "height", "columns"), [(1080, 520, 4), (700, 860, 2), (624, 312, 2)]
)
def test_steps_are_stacked_in_a_narrow_window_and_texts_fit(
    window: WayWindow, qtbot: QtBot, width: int, height: int, columns: int
) -> None:
    show(window, qtbot, drawn(3))
    window.resize(width, height)
    QApplication.processEvents()
    pictures = (window.small, window.boxed, window.inked, window.centred)
    places = [picture.mapTo(window, picture.rect().topLeft()) for picture in pictures]
    assert len({place.x() for place in places}) == columns
    assert len({place.y() for place in places}) == 4 // columns
    assert places[0].y() + window.small.height() <= places[-1].y() or columns == 4
    assert window.small.pad.geometry().bottom() < window.small.buttons[0].y()
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width())


def test_a_picture_s_ink_goes_the_same_way(
    window: WayWindow, qtbot: QtBot, recognizer: Recognizer
) -> None:
    picture = picture_of(3)
    window.open()
    window.set_drawing(picture)
    qtbot.waitUntil(lambda: not window.is_waiting)
    way = ink_steps(picture.ink)
    np.testing.assert_array_equal(window.boxed.ink, way.boxed)
    np.testing.assert_array_equal(window.inked.frame, way.inked)
    np.testing.assert_array_equal(window.centred.frame, picture.frame)
    read = window.read_steps[-1].prediction
    assert read
    assert read.best == 3
    said = [label.text() for label in window.findChildren(QLabel)]
    assert "a picture, and the ink found in it" in said
    window.boxed.grab()
    window.centring.setChecked(False)
    np.testing.assert_array_equal(window.shrunk.frame, shrink_ink(picture.ink))
    window.centring.setChecked(True)
    show(window, qtbot, drawn(7))
    assert window.boxed.ink is None
    assert window.boxed.strokes
    said = [label.text() for label in window.findChildren(QLabel)]
    assert "where and how large you drew it" in said


def test_an_image_of_mnist_is_a_frame_already(window: WayWindow, qtbot: QtBot) -> None:
    picture = PictureInk.of_frame(load_mnist_test().pixels[0])
    window.open()
    window.set_drawing(picture)
    qtbot.waitUntil(lambda: not window.is_waiting)
    np.testing.assert_array_equal(window.inked.frame, picture.frame)
    np.testing.assert_array_equal(window.centred.frame, picture.frame)
    assert "a frame already" in window.sentence.text()
    window.centring.setChecked(False)
    assert window.shrunk.frame is not None
    assert np.abs(window.shrunk.frame - picture.frame).max() < 0.01
