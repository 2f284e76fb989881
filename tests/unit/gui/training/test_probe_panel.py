"""Drawing while a network learns."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSlider, QWidget
from pytestqt.qtbot import QtBot

from digitpad.core.frame import render
from digitpad.core.prediction import Prediction
from digitpad.gui.training.probe_panel import ProbePanel
from tests.unit.gui.hand import BAR, MOVE, PRESS, RELEASE, SEVEN, mouse
from tests.unit.gui.pictures import picture_of


@pytest.fixture
def panel(qtbot: QtBot) -> ProbePanel:
    panel = ProbePanel()
    qtbot.addWidget(panel)
    panel.resize(300, 640)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def prediction(digit: int, probability: float) -> Prediction:
    probabilities = np.full(10, (1 - probability) / 9, dtype=np.float32)
    probabilities[digit] = probability
    return Prediction(probabilities, 0.7)


def slider_of(panel: ProbePanel) -> QSlider:
    return panel.findChildren(QSlider)[0]


def texts(panel: ProbePanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_a_drawing_is_told_as_its_frame(qtbot: QtBot, panel: ProbePanel) -> None:
    with qtbot.waitSignal(panel.frame_changed) as told:
        panel.set_drawing(SEVEN)
    assert told.args is not None
    np.testing.assert_array_equal(told.args[0], render(SEVEN))
    assert panel.frame is told.args[0]


def test_a_picture_is_told_as_its_frame(qtbot: QtBot, panel: ProbePanel) -> None:
    picture = picture_of(3)
    with qtbot.waitSignal(panel.frame_changed) as told:
        panel.set_drawing(picture)
    assert told.args
    np.testing.assert_array_equal(told.args[0], picture.frame)


def test_many_points_at_once_are_told_once(qtbot: QtBot, panel: ProbePanel) -> None:
    frames: list[object] = []
    panel.frame_changed.connect(frames.append)
    mouse(panel.pad, PRESS, 0.3, 0.3)
    for x in np.linspace(0.3, 0.7, 20):
        mouse(panel.pad, MOVE, x, 0.4)
    mouse(panel.pad, RELEASE, 0.7, 0.4)
    qtbot.waitUntil(lambda: bool(frames))
    assert len(frames) == 1


def test_an_empty_canvas_is_told_as_none(qtbot: QtBot, panel: ProbePanel) -> None:
    with qtbot.waitSignal(panel.frame_changed):
        panel.set_drawing(SEVEN)
    with qtbot.waitSignal(panel.frame_changed) as told:
        panel.pad.clear()
    assert told.args == [None]
    assert panel.frame is None


def test_a_taken_over_drawing_can_be_undone(panel: ProbePanel) -> None:
    panel.set_drawing(BAR)
    panel.set_drawing(SEVEN)
    panel.pad.undo()
    np.testing.assert_array_equal(panel.pad.drawing[0], BAR[0])


def test_a_taken_over_drawing_is_a_copy(panel: ProbePanel) -> None:
    stroke = BAR[0].copy()
    panel.set_drawing((stroke,))
    stroke += 1
    np.testing.assert_array_equal(panel.pad.drawing[0], BAR[0])


def test_both_readings_have_bars_and_a_verdict(panel: ProbePanel) -> None:
    assert texts(panel).count("–") == 2
    panel.set_learning(prediction(7, 0.6))
    panel.set_in_use(prediction(7, 0.9))
    assert texts(panel) == ["Learning now", "not sure", "Model in use", "7"]
    panel.set_learning_title("After epoch 3")
    assert "After epoch 3" in texts(panel)


def test_the_slider_appears_with_the_stages(panel: ProbePanel) -> None:
    slider = slider_of(panel)
    assert not slider.isVisible()
    panel.set_stages((1, 2, 5))
    assert slider.isVisible()
    assert panel.stage == 0
    assert "Stage: the finished network" in texts(panel)
    panel.set_stages(())
    assert not slider.isVisible()


def test_moving_the_slider_tells_the_epoch(qtbot: QtBot, panel: ProbePanel) -> None:
    panel.set_stages((1, 2, 5))
    slider = slider_of(panel)
    told: list[int] = []
    panel.stage_changed.connect(told.append)
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert told == [5, 1, 0]


def test_new_stages_stand_at_the_finished_network_untold(
    qtbot: QtBot, panel: ProbePanel
) -> None:
    panel.set_stages((1, 2, 5))
    slider_of(panel).setValue(0)
    with qtbot.assertNotEmitted(panel.stage_changed):
        panel.set_stages((1, 2, 3, 4))
    assert panel.stage == 0


def test_buttons_can_be_pressed_when_there_is_something_to_do(
    panel: ProbePanel,
) -> None:
    undo, clear = panel.small.buttons
    assert not undo.isEnabled()
    assert not clear.isEnabled()
    panel.set_drawing(SEVEN)
    assert undo.isEnabled()
    clear.click()
    assert panel.pad.drawing == ()
    undo.click()
    assert len(panel.pad.drawing) == 1


@pytest.mark.parametrize("stages", [(), (1, 2, 3)], ids=["none", "three"])
@pytest.mark.parametrize("height", [520, 640])
def test_all_parts_fit(panel: ProbePanel, stages: tuple[int, ...], height: int) -> None:
    panel.set_stages(stages)
    panel.resize(300, height)
    assert panel.width() == 300
    assert panel.height() == height
    for part in panel.children():
        if isinstance(part, QWidget) and part.isVisible():
            assert panel.rect().contains(part.geometry())
