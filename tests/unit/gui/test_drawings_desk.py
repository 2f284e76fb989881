"""Drawings are kept from the pad, with what they are of, and taken back."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from digitpad.core.own_drawing import NO_DIGIT, OwnDrawing
from digitpad.core.strokes import Drawing
from digitpad.gui.drawings_desk import DrawingsDesk
from digitpad.gui.views import View
from digitpad.gui.window import MainWindow
from tests.unit.gui.hand import BAR, SEVEN
from tests.unit.gui.pictures import picture_of

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(qtbot: QtBot) -> dict[str, View]:
    return {}


@pytest.fixture
def desk(
    qtbot: QtBot, window: MainWindow, shown: dict[str, View], tmp_path: Path
) -> DrawingsDesk:
    def show(name: str, make: Callable[[], View]) -> View:
        if name not in shown:
            shown[name] = made = make()
            assert isinstance(made, QWidget)
            qtbot.addWidget(made)
        shown[name].open()
        return shown[name]

    return DrawingsDesk(window, show, tmp_path / "drawings.jsonl.gz")


@pytest.fixture
def kept(desk: DrawingsDesk) -> Callable[[], tuple[OwnDrawing, ...]]:
    return lambda: desk.store.own.read()


Kept = Callable[[], tuple[OwnDrawing, ...]]


def draw(qtbot: QtBot, window: MainWindow, drawing: Drawing = SEVEN) -> None:
    with qtbot.waitSignal(window.read):
        window.stage.pad.set_drawing(drawing)


def test_nothing_can_be_kept_of_an_empty_canvas(
    qtbot: QtBot, window: MainWindow, desk: DrawingsDesk, kept: Kept
) -> None:
    menu = desk.menu
    assert not menu.isEnabled()
    qtbot.keyClick(window.stage.pad, Qt.Key.Key_7, CTRL)
    desk.keep(7)
    assert kept() == ()
    draw(qtbot, window)
    assert menu.isEnabled()


def test_a_picture_has_no_strokes_to_keep(
    qtbot: QtBot, window: MainWindow, desk: DrawingsDesk, kept: Kept
) -> None:
    with qtbot.waitSignal(window.read):
        window.stage.pad.set_drawing(picture_of(7))
    assert not desk.menu.isEnabled()
    desk.keep(7)
    assert kept() == ()


def test_a_key_keeps_the_drawing_and_says_so(
    qtbot: QtBot, window: MainWindow, desk: DrawingsDesk, kept: Kept
) -> None:
    draw(qtbot, window)
    qtbot.keyClick(window.stage.pad, Qt.Key.Key_7, CTRL)
    (one,) = kept()
    assert one.label == 7
    np.testing.assert_allclose(one.drawing[0], SEVEN[0], atol=1e-5)
    assert desk.line.isVisible()
    assert desk.line.text == "Kept as a 7: 1 in all"
    draw(qtbot, window, BAR)
    qtbot.keyClick(window.stage.pad, Qt.Key.Key_Minus, CTRL)
    assert kept()[1].label == NO_DIGIT
    assert desk.line.text == "Kept as no digit: 2 in all"


def test_the_same_drawing_is_kept_once(
    qtbot: QtBot, window: MainWindow, desk: DrawingsDesk, kept: Kept
) -> None:
    draw(qtbot, window)
    desk.keep(1)
    desk.keep(1)
    assert desk.line.text == "It is kept as a 1 already"
    desk.keep(8)
    assert desk.line.text == "Kept as an 8, not a 1"
    assert [one.label for one in kept()] == [8]
    desk.take_back_action.trigger()
    assert desk.line.text == "Kept as a 1 again"
    assert [one.label for one in kept()] == [1]
    desk.line.take_back_requested.emit()
    assert desk.line.text == "Taken back: 0 left"
    assert kept() == ()
    assert not desk.take_back_action.isEnabled()
    desk.take_back()
    desk.keep(3)
    assert [one.label for one in kept()] == [3], "it can be kept again"


def test_in_full_screen_no_visitor_keeps_anything(
    qtbot: QtBot, window: MainWindow, desk: DrawingsDesk, kept: Kept
) -> None:
    draw(qtbot, window)
    window.showFullScreen()
    qtbot.keyClick(window.stage.pad, Qt.Key.Key_7, CTRL)
    desk.keep(7)
    assert kept() == ()
    window.showNormal()
    desk.keep(7)
    assert len(kept()) == 1


def test_what_cannot_be_kept_is_told(
    qtbot: QtBot, window: MainWindow, desk: DrawingsDesk, tmp_path: Path
) -> None:
    (tmp_path / "drawings.jsonl.gz").mkdir()
    draw(qtbot, window)
    desk.keep(7)
    assert "cannot be changed" in window.notice.text()
    assert not desk.take_back_action.isEnabled()


def test_a_drawing_comes_back_from_the_gallery(
    qtbot: QtBot, window: MainWindow, desk: DrawingsDesk
) -> None:
    draw(qtbot, window)
    desk.keep(7)
    window.stage.pad.clear()
    desk.gallery_action.trigger()
    gallery = desk.open_gallery()
    qtbot.waitUntil(lambda: gallery.is_ready)
    gallery.grid.opened.emit()
    np.testing.assert_allclose(window.stage.pad.drawing[0], SEVEN[0], atol=1e-5)
    gallery.close()


def test_a_file_of_strokes_is_opened_in_the_gallery(
    qtbot: QtBot, window: MainWindow, desk: DrawingsDesk, tmp_path: Path, kept: Kept
) -> None:
    window.opening.open(tmp_path / "none.jsonl.gz")
    gallery = desk.open_gallery()
    qtbot.waitUntil(lambda: gallery.notice.isVisible())
    assert "There is no file" in gallery.notice.text()
    gallery.close()


def test_a_long_sentence_hides_no_menu(
    qtbot: QtBot, window: MainWindow, desk: DrawingsDesk
) -> None:
    window.resize(560, 420)
    draw(qtbot, window)
    desk.keep(NO_DIGIT)
    desk.keep(8)
    bar = window.menuBar()
    last = bar.actionGeometry(bar.actions()[-1])
    assert last.right() <= desk.line.x()
    assert desk.line.text == "Kept as an 8, not no digit"
