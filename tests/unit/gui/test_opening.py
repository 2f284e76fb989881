"""What is dropped or given is opened by whoever can."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui.opening import Opening


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def opened() -> list[tuple[str, Path]]:
    return []


@pytest.fixture
def opening(window: QWidget, opened: list[tuple[str, Path]]) -> Opening:
    opening = Opening(window)
    opening.add("a model", [".keras"], lambda path: opened.append(("model", path)))
    opening.add(
        "drawings", [".jsonl.gz"], lambda path: opened.append(("drawings", path))
    )
    return opening


def of_files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(window: QWidget, data: QMimeData) -> bool:
    """Drop something on a window; return whether it was let in."""
    actions, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), actions, data, button, keys)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        event = QDropEvent(QPointF(5, 5), actions, data, button, keys)
        QApplication.sendEvent(window, event)
    return enter.isAccepted()


def test_a_file_is_opened_by_its_suffix(
    opening: Opening, opened: list[tuple[str, Path]], tmp_path: Path
) -> None:
    opening.open(tmp_path / "A.KERAS")
    opening.open(tmp_path / "b.jsonl.gz")
    assert opened == [
        ("model", tmp_path / "A.KERAS"),
        ("drawings", tmp_path / "b.jsonl.gz"),
    ]


def test_what_nobody_can_open_is_told(
    qtbot: QtBot, opening: Opening, opened: list[tuple[str, Path]]
) -> None:
    with qtbot.waitSignal(opening.failed) as told:
        opening.open(Path("letter.odt"))
    assert told.args == [
        "letter.odt cannot be opened: it is neither a model (.keras) nor drawings "
        "(.jsonl.gz)."
    ]
    assert opened == []


def test_a_dropped_file_is_opened(
    window: QWidget, opening: Opening, opened: list[tuple[str, Path]], tmp_path: Path
) -> None:
    assert drop(window, of_files(tmp_path / "a.keras", tmp_path / "b.keras"))
    assert opened == [("model", tmp_path / "a.keras")]


def test_a_dropped_picture_is_taken_where_somebody_wants_it(
    window: QWidget, opening: Opening
) -> None:
    data = QMimeData()
    data.setImageData(QImage(4, 3, QImage.Format.Format_RGB32))
    assert not drop(window, data)
    taken: list[QImage] = []
    opening.set_image_opener(taken.append)
    assert drop(window, data)
    assert (taken[0].width(), taken[0].height()) == (4, 3)


def test_text_is_not_let_in(window: QWidget, opening: Opening) -> None:
    data = QMimeData()
    data.setText("hello")
    assert not drop(window, data)
