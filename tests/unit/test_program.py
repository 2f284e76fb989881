"""The model in use is switched, or stays."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from digitpad.app import make_window
from digitpad.core.canvas import PictureInk
from digitpad.core.datasets import load_mnist_test
from digitpad.core.models import copy_model
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.gui.inside.window import InsideWindow
from digitpad.gui.small_pad import SmallPad
from digitpad.gui.startup import sample_drawing
from digitpad.gui.views import VIEWS, DrawingView, GivingView
from digitpad.gui.window import MainWindow
from digitpad.program import Program
from tests.unit.gui.pictures import picture_of


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    model = bundled_model()
    window = make_window(model, Recognizer.load(model), tmp_path / "settings.json")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


@pytest.fixture
def program(window: MainWindow) -> Program:
    program = window.findChild(Program)
    assert program
    return program


def bundled_action(window: MainWindow) -> QAction:
    return next(
        action
        for action in window.findChildren(QAction)
        if action.text() == "Use the &bundled model"
    )


def test_another_model_reads_at_once_and_the_bundled_one_again(
    qtbot: QtBot, window: MainWindow, program: Program, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.read):
        window.stage.pad.set_drawing(sample_drawing())
    before = window.prediction
    other = copy_model(bundled_model(), tmp_path / "other.keras")
    assert not bundled_action(window).isEnabled()
    with qtbot.waitSignal(window.read):
        program.use_model(other)
    assert program.model == other
    assert "Model: other" in window.stage.about
    assert window.prediction is not before
    bundled_action(window).trigger()
    assert program.model == bundled_model()
    assert "Model: digitpad" in window.stage.about
    assert not bundled_action(window).isEnabled()


def test_a_model_that_cannot_be_read_changes_nothing(
    window: MainWindow, program: Program, tmp_path: Path
) -> None:
    broken = copy_model(bundled_model(), tmp_path / "broken.keras")
    broken.with_suffix(".tflite").write_bytes(b"broken")
    program.use_model(broken)
    assert program.model == bundled_model()
    assert window.notice.isVisible()
    assert "damaged or replaced" in window.notice.text()


def test_nothing_of_the_training_is_there_before_it_is_asked_for(
    program: Program,
) -> None:
    assert program.trainer is None
    assert program.training_window is None


def test_the_inside_follows_the_drawing_and_the_model(
    qtbot: QtBot, window: MainWindow, program: Program, tmp_path: Path
) -> None:
    assert not program.views
    with qtbot.waitSignal(window.read):
        window.stage.pad.set_drawing(sample_drawing())
    window.view_requested.emit("inside")
    inside = program.views["inside"]
    assert isinstance(inside, InsideWindow)
    qtbot.waitExposed(inside)
    before = inside.inspection
    assert before
    window.stage.pad.clear()
    qtbot.waitUntil(lambda: inside.inspection is None)
    window.stage.pad.set_drawing(sample_drawing())
    qtbot.waitUntil(lambda: inside.inspection is not None)
    program.use_model(copy_model(bundled_model(), tmp_path / "other.keras"))
    assert inside.windowTitle() == "Inside other – Digitpad"
    assert inside.inspection
    window.close()
    assert not inside.isVisible()


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_opens_and_closes_with_the_window(
    qtbot: QtBot, window: MainWindow, program: Program, name: str
) -> None:
    window.stage.pad.set_drawing(sample_drawing())
    action = next(
        action
        for action in window.findChildren(QAction)
        if action.text() == VIEWS[name].text
    )
    action.trigger()
    view = program.views[name]
    assert isinstance(view, QWidget)
    qtbot.waitExposed(view)
    if isinstance(view, DrawingView):
        small = view.findChild(SmallPad)
        assert small
        assert len(small.drawing) == len(sample_drawing())
    action.trigger()
    assert program.views[name] is view
    window.close()
    assert not view.isVisible()


def test_an_image_of_mnist_is_put_on_the_pad_and_read(
    qtbot: QtBot, window: MainWindow, program: Program
) -> None:
    with qtbot.waitSignal(window.read):
        window.stage.pad.set_drawing(sample_drawing())
    window.view_requested.emit("data")
    data = program.views["data"]
    assert isinstance(data, GivingView)
    pixels = load_mnist_test().pixels[0]
    with qtbot.waitSignal(window.read):
        data.pad_requested.emit(pixels)
    content = window.stage.pad.content
    assert isinstance(content, PictureInk)
    np.testing.assert_array_equal(np.rint(content.frame * 255), pixels)
    assert window.prediction
    assert window.prediction.verdict == 7
    window.stage.pad.undo()
    assert len(window.stage.pad.drawing) == len(sample_drawing())


@pytest.mark.parametrize("name", [n for n in VIEWS if n != "data"])
def test_every_view_of_a_drawing_takes_a_picture(
    qtbot: QtBot, window: MainWindow, program: Program, name: str
) -> None:
    picture = picture_of(3)
    with qtbot.waitSignal(window.read):
        window.stage.pad.set_drawing(picture)
    window.view_requested.emit(name)
    view = program.views[name]
    assert isinstance(view, QWidget)
    small = view.findChild(SmallPad)
    assert small
    assert small.content is picture
    with qtbot.waitSignal(window.read):
        window.stage.pad.clear()
    assert not small.content


def test_pictures_are_opened_pasted_and_copied_by_keys(window: MainWindow) -> None:
    keys = {k.toString() for a in window.menus.actions for k in a.shortcuts()}
    assert {"Ctrl+O", "Ctrl+V", "Ctrl+C", "Ctrl+Shift+C", "Ctrl+S"} <= keys


def test_the_words_beside_the_frame_fit_what_is_on_the_canvas(
    qtbot: QtBot, window: MainWindow
) -> None:
    pad, said = window.stage.pad, []
    image = PictureInk.of_frame(load_mnist_test().pixels[0])
    for content in (picture_of(3), image, sample_drawing()):
        with qtbot.waitSignal(window.read):
            pad.set_drawing(content)
        said.append(window.stage.about)
    starts = ("The ink found", "The image as it is", "Your ink")
    for about, start in zip(said, starts, strict=True):
        assert about.startswith(start)
        assert "Model: digitpad" in about


def test_each_key_does_one_thing(window: MainWindow) -> None:
    actions = [a for a in window.actions() if a.shortcuts()]
    keys = [keys.toString() for action in actions for keys in action.shortcuts()]
    assert sorted(set(keys)) == sorted(keys)


def test_own_drawings_are_shown_and_can_be_learned(
    qtbot: QtBot,
    window: MainWindow,
    program: Program,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    with qtbot.waitSignal(window.read):
        window.stage.pad.set_drawing(sample_drawing())
    program.drawings.keep(3)
    gallery = program.drawings.open_gallery()
    qtbot.waitUntil(lambda: gallery.is_ready and not gallery.is_reading)
    assert gallery.foot.read_text == "digitpad reads 1 of 1 rightly (100.00 %)"
    other = copy_model(bundled_model(), tmp_path / "other.keras")
    program.use_model(other)
    qtbot.waitUntil(lambda: gallery.foot.read_text.startswith("other reads 1 of 1"))
    window.close()
    assert not gallery.isVisible()
