"""The drawing is saved and copied; what cannot be written is told."""

import errno
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QClipboard
from pytestqt.qtbot import QtBot

from digitpad.core.frame import render
from digitpad.core.settings import BRUSHES, Settings
from digitpad.gui import file_dialogs
from digitpad.gui.drawing_export import reading_of, svg_of
from digitpad.gui.export_desk import ExportDesk
from digitpad.gui.images import pixels_of
from digitpad.gui.picture_desk import PictureDesk
from digitpad.gui.window import MainWindow
from tests.unit.gui.drawings import drawn
from tests.unit.gui.pictures import picture_of
from tests.unit.gui.test_picture_desk import choose

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(window: MainWindow) -> ExportDesk:
    return ExportDesk(window)


def enabled(desk: ExportDesk) -> set[bool]:
    return {action.isEnabled() for action in desk.findChildren(QAction)}


def action_of(desk: ExportDesk, word: str) -> QAction:
    return next(a for a in desk.findChildren(QAction) if word in a.text())


def show(window: MainWindow, qtbot: QtBot, digit: int = 3) -> None:
    with qtbot.waitSignal(window.read):
        window.stage.pad.set_drawing(drawn(digit))


def test_an_empty_canvas_gives_nothing(
    window: MainWindow, desk: ExportDesk, qtbot: QtBot
) -> None:
    assert enabled(desk) == {False}
    show(window, qtbot)
    assert enabled(desk) == {True}
    window.stage.pad.clear()
    assert enabled(desk) == {False}
    window.stage.pad.set_drawing(picture_of(3))
    assert enabled(desk) == {True}


def test_a_drawing_is_saved_as_png_and_as_svg(
    window: MainWindow,
    desk: ExportDesk,
    qtbot: QtBot,
    tmp_path: Path,
    saved: list[Settings],
) -> None:
    show(window, qtbot)
    choose(tmp_path / "three.png")
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    with Image.open(tmp_path / "three.png") as image:
        assert image.size == (1024, 1024)
    choose(tmp_path / "three.svg")
    action_of(desk, "drawing").trigger()
    expected = svg_of(window.stage.pad.drawing, BRUSHES["medium"])
    assert (tmp_path / "three.svg").read_bytes() == expected
    window.close()
    assert saved[-1].folder == str(tmp_path)


def test_a_name_without_a_suffix_gets_one(
    window: MainWindow, desk: ExportDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    show(window, qtbot)
    choose(tmp_path / "three")
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert (tmp_path / "three.png").exists()


@pytest.mark.parametrize("name", ["three.jpg", "three.svg"])
def test_a_wrong_suffix_is_told(
    window: MainWindow, desk: ExportDesk, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    with qtbot.waitSignal(window.read):
        window.stage.pad.set_drawing(picture_of(3))
    choose(tmp_path / name)
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert f"{name} cannot be written" in window.notice.text()
    assert not list(tmp_path.iterdir())


def test_the_frame_is_saved_as_it_is(
    window: MainWindow, desk: ExportDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    show(window, qtbot)
    choose(tmp_path / "frame.png")
    action_of(desk, "frame").trigger()
    with Image.open(tmp_path / "frame.png") as image:
        pixels = np.asarray(image)
    np.testing.assert_array_equal(
        pixels, np.rint(render(window.stage.pad.drawing) * 255)
    )


def test_a_full_disk_is_told_and_the_old_file_stays(
    window: MainWindow,
    desk: ExportDesk,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    old = tmp_path / "three.png"
    old.write_bytes(b"old")
    monkeypatch.setattr(file_dialogs, "write_whole", fail)
    monkeypatch.setattr(file_dialogs, "ask_where", lambda *_: old)
    show(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert "No space left on device" in window.notice.text()
    assert old.read_bytes() == b"old"


def test_a_copy_is_a_picture_paths_and_words(
    window: MainWindow, desk: ExportDesk, qtbot: QtBot, clipboard: QClipboard
) -> None:
    show(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_C, CONTROL)
    data = clipboard.mimeData()
    assert window.prediction
    assert data.text() == reading_of(window.prediction)
    assert data.text().startswith("3 (")
    assert data.data("image/svg+xml").startsWith(b"<?xml")
    image = clipboard.image()
    assert (image.width(), image.height()) == (1024, 1024)
    assert pixels_of(image).min() < 40


def test_the_words_are_of_what_is_on_the_canvas_now(
    window: MainWindow, desk: ExportDesk, qtbot: QtBot, clipboard: QClipboard
) -> None:
    show(window, qtbot)
    window.stage.pad.set_drawing(drawn(5))  # not read yet
    qtbot.keyClick(window, Qt.Key.Key_C, CONTROL | SHIFT)
    data = clipboard.mimeData()
    assert data.text().startswith("5 (")
    assert not data.hasImage()


def test_a_copied_picture_can_be_pasted_again(
    window: MainWindow, desk: ExportDesk, qtbot: QtBot, clipboard: QClipboard
) -> None:
    PictureDesk(window)
    show(window, qtbot, 4)
    qtbot.keyClick(window, Qt.Key.Key_C, CONTROL)
    with qtbot.waitSignal(window.read):
        qtbot.keyClick(window, Qt.Key.Key_V, CONTROL)
    assert window.stage.pad.drawing == ()
    assert window.prediction
    assert window.prediction.verdict == 4


def test_the_clipboard_s_picture_is_no_stale_one(
    window: MainWindow, desk: ExportDesk, qtbot: QtBot, clipboard: QClipboard
) -> None:
    with qtbot.waitSignal(window.read):
        window.stage.pad.set_drawing(picture_of(3))
    qtbot.keyClick(window, Qt.Key.Key_C, CONTROL)
    data = clipboard.mimeData()
    assert not data.hasFormat("image/svg+xml")
    accent = np.array([0x24, 0x56, 0xD6])
    pixels = pixels_of(clipboard.image())
    assert (pixels == accent).all(axis=2).any()
