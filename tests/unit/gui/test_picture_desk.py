"""Pictures are opened, pasted and dropped; what cannot be read changes nothing."""

import struct
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QClipboard, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from digitpad.core import picture_file
from digitpad.core.canvas import PictureInk
from digitpad.core.picture_file import Pixels, open_picture
from digitpad.core.picture_reading import read_picture
from digitpad.core.settings import Settings
from digitpad.gui.images import color_image_of
from digitpad.gui.picture_desk import PictureDesk
from digitpad.gui.window import MainWindow
from tests.unit.core.test_picture_file import png
from tests.unit.gui.drawings import drawn
from tests.unit.gui.hand import SEVEN
from tests.unit.gui.pictures import paper_with
from tests.unit.gui.test_opening import drop

Paste = Callable[[QMimeData], None]


@pytest.fixture
def desk(window: MainWindow) -> PictureDesk:
    return PictureDesk(window)


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A photograph of a 3, as a file."""
    path = tmp_path / "three.jpg"
    paper_with(drawn(3)).save(path, quality=80)
    return path


def shown(window: MainWindow) -> PictureInk:
    content = window.stage.pad.content
    assert isinstance(content, PictureInk)
    return content


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


@pytest.fixture
def paste(window: MainWindow, clipboard: QClipboard, qtbot: QtBot) -> Paste:
    """What copies something, and pastes it."""

    def paste(data: QMimeData) -> None:
        clipboard.setMimeData(data)
        qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    return paste


def choose(path: Path) -> None:
    """Have the next file dialog answered with a file."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.selectFile(str(path))
        dialog.accept()

    QTimer.singleShot(0, answer)


def test_a_picture_is_opened_by_the_dialog_and_read(
    window: MainWindow,
    desk: PictureDesk,
    qtbot: QtBot,
    three: Path,
    saved: list[Settings],
) -> None:
    choose(three)
    with qtbot.waitSignal(window.read):
        qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert window.prediction
    assert window.prediction.verdict == 3
    expected = read_picture(open_picture(three))
    np.testing.assert_array_equal(shown(window).frame, expected.frame)
    window.close()
    assert saved[-1].folder == str(three.parent)


def test_a_dialog_that_is_cancelled_does_nothing(
    window: MainWindow, desk: PictureDesk, qtbot: QtBot
) -> None:
    def close() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog
        dialog.close()

    QTimer.singleShot(0, close)
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert not desk.is_reading


def test_image_data_is_pasted(
    window: MainWindow, desk: PictureDesk, qtbot: QtBot, paste: Paste
) -> None:
    data = QMimeData()
    data.setImageData(color_image_of(np.array(paper_with(drawn(5)))))
    with qtbot.waitSignal(window.read):
        paste(data)
    assert window.prediction
    assert window.prediction.verdict == 5


def test_a_copied_file_is_pasted(
    window: MainWindow, desk: PictureDesk, qtbot: QtBot, paste: Paste, three: Path
) -> None:
    with qtbot.waitSignal(window.read):
        paste(files(three))
    assert window.prediction
    assert window.prediction.verdict == 3


def test_what_is_no_picture_is_not_pasted(
    window: MainWindow, desk: PictureDesk, qtbot: QtBot, paste: Paste
) -> None:
    data = QMimeData()
    data.setText("hello")
    paste(data)
    assert "no picture to paste" in window.notice.text()
    assert window.stage.pad.content == ()


def test_a_file_and_image_data_can_be_dropped(
    window: MainWindow, desk: PictureDesk, qtbot: QtBot, three: Path
) -> None:
    with qtbot.waitSignal(window.read):
        assert drop(window, files(three))
    assert window.prediction
    assert window.prediction.verdict == 3
    data = QMimeData()
    data.setImageData(color_image_of(np.array(paper_with(drawn(2)))))
    with qtbot.waitSignal(window.read):
        assert drop(window, data)
    assert window.prediction.verdict == 2


def test_opening_can_be_undone_and_drawn_over(
    window: MainWindow, desk: PictureDesk, qtbot: QtBot, three: Path
) -> None:
    pad = window.stage.pad
    with qtbot.waitSignal(window.read):
        pad.set_drawing(SEVEN)
    with qtbot.waitSignal(window.read):
        desk.read_file(three)
    with qtbot.waitSignal(window.read):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(pad.drawing) == 1
    with qtbot.waitSignal(window.read):
        qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert window.prediction
    assert window.prediction.verdict == 3
    with qtbot.waitSignal(window.read):
        qtbot.keyClick(window, Qt.Key.Key_Delete)
    assert window.prediction is None


def test_a_picture_clears_itself_in_full_screen(
    window: MainWindow, desk: PictureDesk, qtbot: QtBot, three: Path
) -> None:
    window.preferences.change(clear_after=3)
    qtbot.keyClick(window, Qt.Key.Key_F11)
    qtbot.waitUntil(window.isFullScreen)
    with qtbot.waitSignal(window.read):
        desk.read_file(three)
    assert window.is_about_to_clear


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("missing.png", None, "There is no picture"),
        ("empty.png", b"", "is empty"),
        ("text.png", b"a picture, honestly", "not a picture"),
        ("cut.png", png((b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 0, 0, 0, 0))), ""),
        (
            "huge.png",
            png(
                (b"IHDR", struct.pack(">IIBBBBB", 8001, 8001, 8, 0, 0, 0, 0)),
                (b"IDAT", b""),
            ),
            "more than 64 million pixels",
        ),
    ],
)
def test_what_cannot_be_read_is_told_and_changes_nothing(
    window: MainWindow,
    desk: PictureDesk,
    qtbot: QtBot,
    tmp_path: Path,
    name: str,
    data: bytes | None,
    said: str,
) -> None:
    window.stage.pad.set_drawing(SEVEN)
    if data is not None:
        (tmp_path / name).write_bytes(data)
    window.opening.open(tmp_path / name)
    qtbot.waitUntil(lambda: not desk.is_reading)
    assert window.notice.isVisible()
    assert said in window.notice.text()
    assert len(window.stage.pad.drawing) == 1
    assert window.stage.pad.can_undo


def test_paper_without_ink_is_told_and_the_sentence_goes_with_the_next(
    window: MainWindow, desk: PictureDesk, qtbot: QtBot, three: Path
) -> None:
    image = QImage(50, 40, QImage.Format.Format_RGB32)
    image.fill(0xFFEEEEEE)
    desk.read_image(image)
    qtbot.waitUntil(lambda: "no ink" in window.notice.text())
    assert window.stage.pad.content == ()
    with qtbot.waitSignal(window.read):
        desk.read_file(three)
    assert not window.notice.isVisible()


def test_a_sentence_of_somebody_else_stays(
    window: MainWindow, desk: PictureDesk, qtbot: QtBot, three: Path
) -> None:
    window.tell("The settings cannot be saved.")
    with qtbot.waitSignal(window.read):
        desk.read_file(three)
    assert "settings" in window.notice.text()
    assert window.notice.isVisible()


@pytest.mark.parametrize(("width", "height"), [(0, 0), (8001, 8001)])
def test_image_data_of_no_size_or_of_too_large_a_one_is_refused(
    window: MainWindow, desk: PictureDesk, width: int, height: int
) -> None:
    desk.read_image(QImage(width, height, QImage.Format.Format_Mono))
    assert not desk.is_reading
    assert window.notice.isVisible()


def test_of_two_pictures_the_newer_one_counts(
    window: MainWindow,
    desk: PictureDesk,
    qtbot: QtBot,
    three: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_on = threading.Event()

    def open_slowly(path: Path) -> Pixels:
        if path == three:
            go_on.wait()
        return open_picture(path)

    monkeypatch.setattr(picture_file, "open_picture", open_slowly)
    five = tmp_path / "five.png"
    paper_with(drawn(5)).save(five)
    desk.read_file(three)
    qtbot.waitUntil(lambda: QApplication.overrideCursor() is not None)
    with qtbot.waitSignal(window.read):
        desk.read_file(five)
    go_on.set()
    assert window.prediction
    assert window.prediction.verdict == 5
    assert QApplication.overrideCursor() is None
    window.stage.pad.undo()
    assert not window.stage.pad.can_undo


def test_closing_the_window_drops_what_is_being_read(
    window: MainWindow, desk: PictureDesk, three: Path
) -> None:
    desk.read_file(three)
    window.close()
    assert not desk.is_reading
