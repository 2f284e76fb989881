"""The window reads what is drawn, and its menus do what they say."""

import sys

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.core.errors import DigitpadError
from digitpad.core.frame import render
from digitpad.core.recognizer import Recognizer
from digitpad.core.settings import Settings
from digitpad.gui.pad import Tool
from digitpad.gui.screens import available_size
from digitpad.gui.startup import draw_with_mouse, sample_drawing
from digitpad.gui.theme import DARK
from digitpad.gui.window import MainWindow
from tests.unit.gui.hand import BAR, MOVE, PRESS, RELEASE, SEVEN, mouse


def action(window: MainWindow, text: str) -> QAction:
    """Find an action by its text in the menus, as a user would."""
    found = [a for a in window.findChildren(QAction) if a.text() == text]
    assert len(found) == 1, (text, found)
    return found[0]


def draw(window: MainWindow, qtbot: QtBot, *drawings: tuple[np.ndarray, ...]) -> None:
    for drawing in drawings:
        with qtbot.waitSignal(window.read):
            draw_with_mouse(window.stage.pad, drawing)


def test_a_drawing_is_read_as_the_recognizer_reads_it(
    window: MainWindow, qtbot: QtBot, recognizer: Recognizer
) -> None:
    draw(window, qtbot, sample_drawing())
    expected = recognizer.predict(render(sample_drawing()))
    shown = window.stage.bars.prediction
    assert shown is not None
    np.testing.assert_allclose(shown.probabilities, expected.probabilities, atol=0.02)
    assert window.prediction is shown
    assert shown.verdict == expected.verdict == 3


def test_it_is_read_while_it_is_drawn(window: MainWindow, qtbot: QtBot) -> None:
    pad = window.stage.pad
    with qtbot.waitSignal(window.read):
        mouse(pad, PRESS, 0.2, 0.2)
    first = window.prediction
    assert first is not None
    with qtbot.waitSignal(window.read):
        mouse(pad, MOVE, 0.6, 0.2)
    assert window.prediction is not first
    mouse(pad, RELEASE, 0.6, 0.2)


def test_an_empty_canvas_has_no_verdict(window: MainWindow, qtbot: QtBot) -> None:
    draw(window, qtbot, SEVEN)
    with qtbot.waitSignal(window.read):
        action(window, "&Clear").trigger()
    assert window.prediction is None
    assert window.stage.bars.prediction is None


def test_actions_are_enabled_when_they_can_do_something(
    window: MainWindow, qtbot: QtBot
) -> None:
    names = ("&Undo", "&Redo", "&Clear")

    def enabled() -> list[bool]:
        return [action(window, name).isEnabled() for name in names]

    assert enabled() == [False, False, False]
    draw(window, qtbot, SEVEN)
    assert enabled() == [True, False, True]
    with qtbot.waitSignal(window.read):
        action(window, "&Undo").trigger()
    assert enabled() == [False, True, False]


def test_standard_keys_work(window: MainWindow, qtbot: QtBot) -> None:
    pad = window.stage.pad
    draw(window, qtbot, SEVEN, BAR)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, Qt.Key.Key_Z, control)
    assert len(pad.drawing) == 1
    qtbot.keyClick(window, Qt.Key.Key_Y, control)
    assert len(pad.drawing) == 2
    qtbot.keyClick(window, Qt.Key.Key_Delete)
    assert pad.drawing == ()
    qtbot.keyClick(window, Qt.Key.Key_E)
    assert pad.tool is Tool.ERASER
    qtbot.keyClick(window, Qt.Key.Key_E)
    assert pad.tool is Tool.PEN


def test_full_screen_and_back(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F11)
    qtbot.waitUntil(window.isFullScreen)
    assert not window.menuBar().isVisible()
    assert not window.stage.preview.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isFullScreen())
    assert window.menuBar().isVisible()
    assert window.stage.preview.isVisible()


def test_a_maximised_window_is_maximised_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.showMaximized()
    qtbot.waitUntil(window.isMaximized)
    qtbot.keyClick(window, Qt.Key.Key_F11)
    qtbot.waitUntil(window.isFullScreen)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isFullScreen())
    assert window.isMaximized()


def test_undo_works_in_full_screen(window: MainWindow, qtbot: QtBot) -> None:
    action(window, "&Full screen").trigger()
    qtbot.waitUntil(window.isFullScreen)
    draw(window, qtbot, SEVEN)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.stage.pad.drawing == ()


def test_the_pad_clears_itself_in_full_screen_alone(
    window: MainWindow, qtbot: QtBot
) -> None:
    action(window, "After 3 seconds").trigger()
    draw(window, qtbot, SEVEN)
    assert not window.is_about_to_clear
    action(window, "&Full screen").trigger()
    qtbot.waitUntil(window.isFullScreen)
    draw(window, qtbot, BAR)
    assert window.is_about_to_clear
    pad = window.stage.pad
    qtbot.waitUntil(lambda: pad.drawing == (), timeout=6000)
    pad.undo()
    assert len(pad.drawing) == 2


def test_entering_full_screen_with_a_drawing_clears_it_too(
    window: MainWindow, qtbot: QtBot
) -> None:
    action(window, "After 3 seconds").trigger()
    draw(window, qtbot, SEVEN)
    action(window, "&Full screen").trigger()
    qtbot.waitUntil(window.isFullScreen)
    assert window.is_about_to_clear


def test_the_reading_is_announced_once_a_stroke_ends(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: spoken.append(event.message())
    )
    pad = window.stage.pad
    with qtbot.waitSignal(window.read):
        mouse(pad, PRESS, 0.3, 0.2)
        mouse(pad, MOVE, 0.7, 0.2)
    assert spoken == []
    with qtbot.waitSignal(window.read):
        mouse(pad, RELEASE, 0.7, 0.2)
    assert spoken == [window.stage.readout.accessibleName()]
    action(window, "&Eraser").trigger()
    mouse(pad, PRESS, 0.9, 0.9)
    mouse(pad, RELEASE, 0.9, 0.9)
    action(window, "&Eraser").trigger()
    with qtbot.waitSignal(window.read):
        mouse(pad, PRESS, 0.3, 0.5)
    assert len(spoken) == 1
    mouse(pad, RELEASE, 0.3, 0.5)


def test_tab_walks_through_canvas_and_buttons(window: MainWindow, qtbot: QtBot) -> None:
    draw(window, qtbot, SEVEN)
    window.activateWindow()
    window.stage.pad.setFocus()
    names = []
    for _ in range(4):
        qtbot.keyClick(window, Qt.Key.Key_Tab)
        focus = window.focusWidget()
        assert focus is not None
        names.append(focus.accessibleName())
    assert names == ["Undo", "Eraser", "Clear", "Canvas"]


def test_drawing_on_puts_the_clearing_off(window: MainWindow, qtbot: QtBot) -> None:
    action(window, "After 3 seconds").trigger()
    action(window, "&Full screen").trigger()
    qtbot.waitUntil(window.isFullScreen)
    draw(window, qtbot, SEVEN)
    mouse(window.stage.pad, PRESS, 0.2, 0.2)
    assert not window.is_about_to_clear
    mouse(window.stage.pad, RELEASE, 0.2, 0.2)
    assert window.is_about_to_clear


def test_choices_are_saved(
    window: MainWindow, saved: list[Settings], qtbot: QtBot
) -> None:
    action(window, "Thick").trigger()
    action(window, "Dark").trigger()
    action(window, "After 5 seconds").trigger()
    last = saved[-1]
    assert (last.brush, last.appearance, last.clear_after) == ("thick", "dark", 5)
    assert QApplication.palette().window().color() == DARK.background


def test_the_size_is_remembered(
    window: MainWindow, saved: list[Settings], qtbot: QtBot, recognizer: Recognizer
) -> None:
    window.resize(700, 600)
    window.close()
    again = MainWindow(recognizer, "", saved[-1], saved.append)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (700, 600)


def test_closing_in_full_screen_remembers_the_window(
    window: MainWindow, saved: list[Settings], qtbot: QtBot, recognizer: Recognizer
) -> None:
    window.resize(700, 600)
    action(window, "&Full screen").trigger()
    qtbot.waitUntil(window.isFullScreen)
    window.close()
    again = MainWindow(recognizer, "", saved[-1], saved.append)
    qtbot.addWidget(again)
    assert not again.isFullScreen()
    assert (again.width(), again.height()) == (700, 600)


def test_settings_that_cannot_be_saved_are_told(
    qtbot: QtBot, recognizer: Recognizer
) -> None:
    def full_disk(_settings: Settings) -> None:
        raise DigitpadError("The settings cannot be saved: the disk is full.")

    window = MainWindow(recognizer, "", Settings(), full_disk)
    qtbot.addWidget(window)
    window.show()
    action(window, "Thick").trigger()
    assert window.notice.isVisible()
    assert "disk is full" in window.notice.text()


def test_qt_keeps_its_hands_off_none(window: MainWindow) -> None:
    """Some PySide6 releases lose a reference to None with every call."""
    before = sys.getrefcount(None)
    for _ in range(2000):
        window.notice.setText("x")
    assert abs(sys.getrefcount(None) - before) < 1000


def test_the_first_window_fits_the_screen(
    window: MainWindow, recognizer: Recognizer
) -> None:
    available = available_size()
    fresh = MainWindow(recognizer, "", Settings(), lambda _settings: None)
    assert fresh.width() <= available.width()
    assert fresh.height() <= available.height()
    fresh.deleteLater()


def test_train_is_in_the_menu_and_on_ctrl_t(window: MainWindow, qtbot: QtBot) -> None:
    train = action(window, "&Train…")
    assert train.shortcut().toString() == "Ctrl+T"
    with qtbot.waitSignal(window.training_requested):
        train.trigger()


def test_a_status_is_shown_opens_the_training_and_goes(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert not window.status.isVisible()
    window.set_status("Training digitpad: epoch 1 of 8")
    assert window.status.isVisible()
    with qtbot.waitSignal(window.training_requested):
        window.status.click()
    action(window, "&Full screen").trigger()
    assert not window.status.isVisible()  # it is the visitors' there
    action(window, "&Full screen").trigger()
    assert window.status.isVisible()
    window.set_status("")
    assert not window.status.isVisible()


def test_the_window_stays_if_the_guard_says_so(
    window: MainWindow, qtbot: QtBot, saved: list[Settings]
) -> None:
    window.set_close_guard(lambda: False)
    window.close()
    assert window.isVisible()
    assert saved == []
    window.set_close_guard(lambda: True)
    with qtbot.waitSignal(window.closed):
        window.close()
    assert len(saved) == 1


def test_another_look_is_told(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.theme_changed) as told:
        action(window, "Dark").trigger()
    assert told.args == [DARK]
    assert window.theme is DARK
