"""Kept drawings are looked at, sorted out, brought and saved."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from digitpad.core.own_drawing import NO_DIGIT, drawings_in, write_drawings
from digitpad.core.own_drawings import OwnDrawings
from digitpad.core.strokes import Drawing
from digitpad.core.strokes_file import Label
from digitpad.gui.gallery.tiles import TILE
from digitpad.gui.gallery.window import GalleryWindow
from digitpad.gui.own_store import OwnStore
from digitpad.gui.theme import DARK, LIGHT
from tests.unit.gui.gallery.conftest import DRAWINGS, Open, own
from tests.unit.gui.test_opening import drop, of_files

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def ids(window: GalleryWindow) -> list[str]:
    return [one.id for one in window.grid.shown]


def selected(window: GalleryWindow) -> list[str]:
    return [one.id for one in window.grid.selected]


def label_of(store: OwnStore, known: str) -> Label:
    return next(one.label for one in store.own.read() if one.id == known)


def click(
    qtbot: QtBot,
    window: GalleryWindow,
    position: int,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    place = window.grid.tile_rect(position).center()
    qtbot.mouseClick(window.grid.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def answer(agrees: bool) -> None:
    """Answer the next question."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(b for b in box.buttons() if (b.text() == "Delete") == agrees).click()

    QTimer.singleShot(0, press)


def test_without_drawings_it_says_how_to_keep_one(open_window: Open) -> None:
    window = open_window()
    assert "You have not kept a drawing yet." in window.grid.accessibleDescription()
    assert not window.filter.isEnabled()
    assert not window.actions_row.save_all.isEnabled()
    assert window.actions_row.bring.isEnabled()
    window.set_theme(DARK)
    image = window.grid.viewport().grab().toImage()
    assert image.pixelColor(5, 5) == DARK.surface


def test_the_newest_come_first_with_what_is_read(open_window: Open) -> None:
    window = open_window(*DRAWINGS, is_read=True)
    assert ids(window) == [f"id{n}" for n in (6, 5, 4, 3, 2, 1, 0, 7)]
    assert window.foot.read_text == "digitpad reads 6 of 8 rightly (75.00 %)"
    assert window.foot.count_text == "8 drawings"
    assert window.grid.sentence_at(1).startswith("A 8, 6 Nov 2026")
    assert "read as 3" in window.grid.sentence_at(1)


def test_only_a_label_and_only_mistakes_are_shown(open_window: Open) -> None:
    window = open_window(*DRAWINGS, is_read=True)
    window.filter.set_label("Only 3")
    assert ids(window) == ["id3"]
    window.filter.set_label("Only no digit")
    assert ids(window) == ["id6", "id7"]
    window.filter.set_only_wrong(True)
    assert ids(window) == ["id6"]
    window.filter.set_label("All labels")
    assert ids(window) == ["id6", "id5"]
    assert window.foot.count_text == "2 of 8 drawings"
    window.filter.set_label("Only 1")
    assert window.grid.empty_text == "The model reads all of these rightly."
    window.filter.set_only_wrong(False)
    window.filter.set_label("Only 9")
    assert window.grid.empty_text == "None of your drawings is a 9."


def test_pointer_and_keys_select(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(*DRAWINGS)
    click(qtbot, window, 1)
    click(qtbot, window, 3, CTRL)
    assert selected(window) == ["id5", "id3"]
    click(qtbot, window, 4, SHIFT)
    assert selected(window) == ["id3", "id2"]
    grid = window.grid
    qtbot.keyClick(grid, KEY.Key_Home)
    qtbot.keyClick(grid, KEY.Key_Right, SHIFT)
    assert selected(window) == ["id6", "id5"]
    qtbot.keyClick(grid, KEY.Key_Space)
    assert selected(window) == ["id6"]
    qtbot.keyClick(grid, KEY.Key_A, CTRL)
    assert window.foot.count_text == "8 selected · 8 drawings"
    below = grid.viewport().rect().bottomRight() - QPoint(3, 3)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert selected(window) == []
    assert not window.actions_row.delete.isEnabled()


def test_digits_relabel_and_ctrl_z_takes_it_back(
    qtbot: QtBot, open_window: Open, store: OwnStore
) -> None:
    window = open_window(*DRAWINGS)
    click(qtbot, window, 1)
    click(qtbot, window, 2, SHIFT)
    qtbot.keyClick(window.grid, KEY.Key_3)
    assert [label_of(store, known) for known in ("id5", "id4", "id3")] == [3, 3, 3]
    assert selected(window) == ["id5", "id4"]
    qtbot.keyClick(window.grid, KEY.Key_Minus)
    assert label_of(store, "id5") == NO_DIGIT
    for expected in ([3, 3], [8, 4]):
        qtbot.keyClick(window, KEY.Key_Z, CTRL)
        assert [label_of(store, known) for known in ("id5", "id4")] == expected
    assert not window.actions_row.undo.isEnabled()


def test_what_is_relabelled_leaves_its_filter_and_the_next_is_selected(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window(*(own(number, 7) for number in range(4)))
    window.filter.set_label("Only 7")
    click(qtbot, window, 1)
    qtbot.keyClick(window.grid, KEY.Key_1)
    assert ids(window) == ["id3", "id1", "id0"]
    assert selected(window) == ["id1"]


def test_deleting_asks_and_can_be_taken_back(
    qtbot: QtBot, open_window: Open, store: OwnStore
) -> None:
    window = open_window(*DRAWINGS)
    click(qtbot, window, 0)
    click(qtbot, window, 1, CTRL)
    answer(False)
    qtbot.keyClick(window.grid, KEY.Key_Delete)
    assert store.own.count == 8
    answer(True)
    qtbot.keyClick(window.grid, KEY.Key_Delete)
    assert store.own.count == 6
    assert ids(window)[0] == "id4"
    assert selected(window) == ["id4"]
    window.actions_row.undo.click()
    assert ids(window)[:3] == ["id6", "id5", "id4"]
    assert label_of(store, "id5") == 8


def test_enter_puts_a_drawing_on_the_pad(qtbot: QtBot, open_window: Open) -> None:
    foreign: Drawing = (np.array([[100.0, 900.0], [300.0, 100.0]]),)
    window = open_window(
        DRAWINGS[0], own(9, 1), type(DRAWINGS[0])("far", 1, foreign, "")
    )
    asked: list[Drawing] = []
    window.drawing_requested.connect(asked.append)
    click(qtbot, window, 0)
    qtbot.keyClick(window.grid, KEY.Key_Return)
    place = window.grid.tile_rect(2).center()
    qtbot.mouseDClick(window.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    np.testing.assert_allclose(asked[0][0], own(9, 1).drawing[0])
    qtbot.keyClick(window.grid, KEY.Key_End)
    window.actions_row.pad.click()
    points = np.concatenate(asked[-1])
    assert np.ptp(points, axis=0).max() == pytest.approx(0.7)
    np.testing.assert_allclose((points.min(0) + points.max(0)) / 2, [0.5, 0.5])


def test_an_import_leaves_out_what_is_there_and_can_be_taken_back(
    qtbot: QtBot, open_window: Open, store: OwnStore, tmp_path: Path
) -> None:
    window = open_window(*DRAWINGS[:3])
    file = tmp_path / "theirs.jsonl.gz"
    write_drawings(file, DRAWINGS)
    window.import_file(file)
    qtbot.waitUntil(lambda: window.notice.isVisible())
    assert "5 drawings came, 3 were there already." in window.notice.text()
    assert len(ids(window)) == store.own.count == 8
    qtbot.keyClick(window, KEY.Key_Z, CTRL)
    assert store.own.count == 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no strokes", "is not gzipped"),
        (gzip.compress(b'{"label":1}'), "Line 1 of"),
        (gzip.compress(b""), "There is no drawing in that file."),
    ],
)
def test_a_file_that_is_none_is_told_and_changes_nothing(
    qtbot: QtBot,
    open_window: Open,
    store: OwnStore,
    tmp_path: Path,
    data: bytes,
    said: str,
) -> None:
    window = open_window(*DRAWINGS)
    file = tmp_path / "theirs.jsonl.gz"
    file.write_bytes(data)
    window.import_file(file)
    qtbot.waitUntil(lambda: window.notice.isVisible())
    assert said in window.notice.text()
    assert store.own.count == 8
    qtbot.keyClick(window, KEY.Key_Escape)
    assert not window.notice.isVisible()
    assert window.isVisible()
    qtbot.keyClick(window, KEY.Key_Escape)
    assert not window.isVisible()


def test_files_are_dropped_on_it(
    qtbot: QtBot, open_window: Open, store: OwnStore, tmp_path: Path
) -> None:
    window = open_window()
    file = tmp_path / "theirs.jsonl.gz"
    write_drawings(file, DRAWINGS)
    assert drop(window, of_files(file))
    qtbot.waitUntil(lambda: len(ids(window)) == 8)


def test_an_export_is_read_by_others(open_window: Open, tmp_path: Path) -> None:
    window = open_window(*DRAWINGS)
    file = tmp_path / "mine.jsonl.gz"
    window.export_to(file, window.grid.shown)
    assert "8 drawings saved to" in window.notice.text()
    lines = [one.to_line() for one in drawings_in(file)][:-1]
    assert lines == [one.to_line() for one in window.grid.shown][:-1]
    window.export_to(tmp_path, window.grid.shown)
    assert "cannot be saved" in window.notice.text()


def test_it_shows_what_others_keep_meanwhile(
    open_window: Open, store: OwnStore
) -> None:
    window = open_window(*DRAWINGS[:2])
    store.add([DRAWINGS[2]])
    assert ids(window)[0] == "id2"
    OwnDrawings(store.own.path).add([DRAWINGS[3]])  # another program
    window.close()
    window.open()
    assert ids(window)[0] == "id3"


def test_a_damaged_file_is_named(
    qtbot: QtBot, open_window: Open, store: OwnStore
) -> None:
    store.add(DRAWINGS)
    path = store.own.path
    path.write_bytes(path.read_bytes() + b"rubbish")
    window = open_window()
    assert len(ids(window)) == 8
    assert "The file of your drawings was damaged" in window.notice.text()


def test_a_file_that_cannot_be_read_is_told(
    qtbot: QtBot, store: OwnStore, tmp_path: Path
) -> None:
    (tmp_path / "drawings.jsonl.gz").mkdir()
    window = GalleryWindow(store)
    qtbot.addWidget(window)
    window.open()
    qtbot.waitUntil(lambda: window.notice.isVisible())
    assert "cannot be read" in window.notice.text()
    assert window.grid.empty_text == "Your drawings cannot be shown."
    window.close()


def test_a_mistake_is_marked_and_ink_is_painted(open_window: Open) -> None:
    window = open_window(*DRAWINGS, is_read=True)
    window.set_theme(LIGHT)
    image = window.grid.viewport().grab().toImage()

    def colors(position: int) -> set[str]:
        rect = window.grid.tile_rect(position)
        return {
            image.pixelColor(x, y).name()
            for x in range(rect.left(), rect.right())
            for y in range(rect.top(), rect.top() + TILE.height() - 50)
        }

    assert LIGHT.ink.name() in colors(3)
    assert LIGHT.unsure.name() in colors(1)
    assert LIGHT.unsure.name() not in colors(3)
