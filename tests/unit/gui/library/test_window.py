"""The library lists all models, and does with them what is asked for."""

import json
import shutil
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from digitpad.core.figures import percentage
from digitpad.core.model_list import FoundModels, ListedModel
from digitpad.core.models import parts_of
from digitpad.core.paths import bundled_model, saved_models
from digitpad.core.recognizer import Recognizer, read_card
from digitpad.core.settings import Settings
from digitpad.gui.library.window import LibraryWindow
from digitpad.gui.theme import DARK
from tests.unit.gui.library.conftest import Open, put, wait_until_listed

_MS = 10_000


def answer(*buttons: str) -> list[str]:
    """Press a button of each question that is asked next; returns what was asked."""
    asked: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, press)
            return
        asked.append(f"{box.text()} {box.informativeText()}")
        wanted = buttons[len(asked) - 1]
        if len(asked) < len(buttons):
            QTimer.singleShot(20, press)
        next(b for b in box.buttons() if b.text() == wanted).click()

    QTimer.singleShot(20, press)
    return asked


def press(window: LibraryWindow, key: str) -> None:
    for action in window.actions():
        if QKeySequence(key) in action.shortcuts():
            action.trigger()


def test_all_kinds_are_listed(
    open_library: Open, saved: Path, opened: Path, trained: Path
) -> None:
    library = open_library()
    assert library.names == ["digitpad", "sevens", "fair", trained.stem]
    assert library.window.count.text() == "4 models"
    selected = library.window.view.selected
    assert selected
    assert selected.path == bundled_model(), "the one in use"
    model = library.window.view.model()
    cells = [
        str(model.index(1, column).data()) for column in range(model.columnCount())
    ]
    assert cells[:6] == ["sevens", "", "98.76 %", "1 Mar 2025", "cnn-4-8-12", "1,000"]
    assert cells[6].endswith(" MB")
    assert model.index(2, 4).data() == "mnist_cnn.h5"
    assert model.index(0, 1).data() == "in use, default"


def test_the_details_are_the_card_s(
    open_library: Open, saved: Path, opened: Path
) -> None:
    library = open_library()
    texts = library.window.details.texts
    assert texts[:2] == ["digitpad", "Comes with digitpad"]
    measured = read_card(bundled_model()).measured[1]
    said = f"pendigits_test: {percentage(measured['accuracy'])} of 3,498"
    assert any(said in text for text in texts)
    assert any("layers" in text for text in texts)
    library.select(opened)
    texts = library.window.details.texts
    assert texts[:2] == ["fair", "Made of mnist_cnn.h5"]
    assert "Measured on" not in texts
    assert any(str(opened) in text for text in texts)
    library.window.set_theme(DARK)
    assert library.window.details.texts == texts


def test_without_others_it_says_where_they_come_from(open_library: Open) -> None:
    library = open_library()
    assert library.names == ["digitpad"]
    assert "train (Ctrl+T) or open" in library.window.count.text()


def test_what_cannot_be_used_is_named(open_library: Open, saved: Path) -> None:
    saved.with_suffix(".json").write_text("{")
    library = open_library()
    assert library.names == ["digitpad"]
    assert library.window.problems.isVisible()
    assert "sevens.json is damaged" in library.window.problems.text()


def test_what_comes_later_is_listed_when_the_window_is_opened_again(
    qtbot: QtBot, open_library: Open, saved: Path
) -> None:
    library = open_library()
    put(saved_models() / "eights.keras")
    library.window.open()
    wait_until_listed(qtbot, library.window)
    assert library.names == ["digitpad", "eights", "sevens"]


def test_the_columns_are_sorted(
    open_library: Open, saved: Path, opened: Path, trained: Path
) -> None:
    library = open_library()
    view = library.window.view
    view.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert library.names[:2] == ["fair", "sevens"]
    view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert library.names == ["sevens", "fair", "digitpad", trained.stem]
    selected = view.selected
    assert selected
    assert selected.name == "digitpad", "it stays selected"


def test_models_are_searched_for(
    qtbot: QtBot, open_library: Open, saved: Path, opened: Path
) -> None:
    library = open_library()
    press(library.window, "Ctrl+F")
    library.window.search.setText("MNIST_cnn fa")
    assert library.names == ["fair"]
    assert library.window.count.text() == "1 of 3 models"
    selected = library.window.view.selected
    assert selected
    assert selected.path == opened
    library.window.search.setText("nothing")
    assert library.names == []
    assert library.window.view.selected is None
    assert not library.window.buttons.use.isEnabled()
    library.window.grab()
    press(library.window, "Esc")
    assert len(library.names) == 3
    press(library.window, "Esc")
    assert not library.window.isVisible()


@pytest.mark.parametrize("way", ["button", "Return", "double click"])
def test_a_model_is_used(
    qtbot: QtBot, open_library: Open, saved: Path, way: str
) -> None:
    library = open_library()
    view = library.window.view
    assert not library.window.buttons.use.isEnabled(), "the bundled one is in use"
    library.select(saved)
    if way == "button":
        library.window.buttons.use.click()
    elif way == "Return":
        view.setFocus()
        qtbot.keyClick(view, Qt.Key.Key_Return)
    else:
        view.doubleClicked.emit(view.currentIndex())
    qtbot.waitUntil(lambda: library.used.model == saved)
    wait_until_listed(qtbot, library.window)
    assert not library.window.buttons.use.isEnabled()
    assert view.model().index(1, 1).data() == "in use"


def test_a_model_becomes_the_one_to_start_with_and_the_bundled_one_again(
    qtbot: QtBot, open_library: Open, saved: Path
) -> None:
    library = open_library()
    default = library.window.buttons.default
    assert not default.isEnabled()
    library.select(saved)
    default.click()
    assert library.default == str(saved)
    wait_until_listed(qtbot, library.window)
    assert not default.isEnabled()
    assert library.window.view.model().index(1, 1).data() == "default"
    library.select(bundled_model())
    default.click()
    assert library.default == ""


def rename(qtbot: QtBot, library: LibraryWindow, name: str) -> None:
    """Type a name as the user would."""
    library.view.setFocus()
    qtbot.keyClick(library.view, Qt.Key.Key_F2)
    editor = library.view.findChild(QLineEdit)
    assert editor
    editor.setText(name)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    editing = QAbstractItemView.State.EditingState
    qtbot.waitUntil(lambda: library.view.state() != editing)


def test_a_model_is_renamed_in_place(
    qtbot: QtBot, open_library: Open, saved: Path
) -> None:
    library = open_library(Settings(default_model=str(saved)))
    library.used.use(saved)
    wait_until_listed(qtbot, library.window)
    library.select(saved)
    rename(qtbot, library.window, " eights ")
    renamed = saved.with_name("eights.keras")
    wait_until_listed(qtbot, library.window)
    assert library.names == ["digitpad", "eights"]
    assert not parts_of(saved)
    Recognizer.load(renamed)
    assert library.used.model == renamed
    assert library.default == str(renamed)
    selected = library.window.view.selected
    assert selected
    assert selected.path == renamed


def test_a_training_s_model_keeps_its_files(
    qtbot: QtBot, open_library: Open, trained: Path
) -> None:
    library = open_library()
    library.select(trained)
    rename(qtbot, library.window, "the first")
    wait_until_listed(qtbot, library.window)
    assert library.names == ["digitpad", "the first"]
    assert read_card(trained).name == "the first"


@pytest.mark.parametrize("name", ["Digitpad", "a/b", ""])
def test_a_name_that_will_not_do_is_told(
    qtbot: QtBot, open_library: Open, saved: Path, name: str
) -> None:
    library = open_library()
    library.select(saved)
    rename(qtbot, library.window, name)
    assert library.window.notice.isVisible()
    assert read_card(saved).name == "sevens"
    press(library.window, "Esc")
    assert not library.window.notice.isVisible()


def test_the_bundled_one_is_neither_renamed_nor_deleted(
    qtbot: QtBot, open_library: Open
) -> None:
    library = open_library()
    library.window.view.edit_name()
    assert library.window.view.findChild(QLineEdit) is None
    for button in (library.window.buttons.rename, library.window.buttons.delete):
        assert not button.isEnabled()
        assert "comes with digitpad" in button.toolTip()
    library.window.view.delete_requested.emit()
    (model,) = library.window.view.shown
    library.window.keeper.delete(model)
    assert "cannot be deleted" in library.window.notice.text()
    assert bundled_model().is_file()


def test_a_model_is_deleted_into_the_trash(
    qtbot: QtBot, home: Path, open_library: Open, saved: Path
) -> None:
    library = open_library(Settings(default_model=str(saved)))
    library.used.use(saved)
    wait_until_listed(qtbot, library.window)
    library.select(saved)
    asked = answer("Back")
    library.window.view.setFocus()
    qtbot.keyClick(library.window.view, Qt.Key.Key_Delete)
    assert "Delete sevens?" in asked[0]
    assert "reads with the bundled model" in asked[0]
    assert "starts with the bundled model" in asked[0]
    assert len(parts_of(saved)) == 3
    answer("Delete")
    library.window.buttons.delete.click()
    wait_until_listed(qtbot, library.window)
    assert not parts_of(saved)
    assert library.used.model == bundled_model()
    assert library.default == ""
    assert library.names == ["digitpad"]
    trash = home / "data" / "Trash" / "files"
    assert sorted(path.suffix for path in trash.iterdir()) == [
        *(".json", ".keras", ".tflite")
    ]


def test_an_opened_one_is_deleted_with_its_folder(
    qtbot: QtBot, open_library: Open, opened: Path
) -> None:
    library = open_library()
    library.select(opened)
    answer("Delete")
    library.window.buttons.delete.click()
    assert not opened.parent.exists()


def test_where_there_is_no_trash_one_is_asked_again(
    qtbot: QtBot, open_library: Open, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digitpad.gui.library.keeper.move_to_trash", lambda _: False)
    library = open_library()
    library.select(saved)
    asked = answer("Delete", "Back")
    library.window.buttons.delete.click()
    assert "cannot be moved to a trash" in asked[1]
    assert len(parts_of(saved)) == 3
    answer("Delete", "Delete for good")
    library.window.buttons.delete.click()
    assert not parts_of(saved)


def test_what_takes_the_place_of_a_deleted_one_is_selected(
    qtbot: QtBot, open_library: Open, saved: Path, opened: Path
) -> None:
    library = open_library()
    library.select(saved)
    answer("Delete")
    library.window.buttons.delete.click()
    wait_until_listed(qtbot, library.window)
    selected = library.window.view.selected
    assert selected
    assert selected.path == opened


def test_a_copy_is_saved(
    qtbot: QtBot,
    home: Path,
    open_library: Open,
    saved: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library = open_library()
    library.select(saved)
    ask = "digitpad.gui.library.keeper.ask_where_to_save"
    monkeypatch.setattr(ask, lambda *_: home / "stick" / "copy.keras")
    library.window.buttons.copy.click()
    assert read_card(home / "stick" / "copy.keras").name == "copy"
    monkeypatch.setattr(ask, lambda *_: saved)
    library.window.buttons.copy.click()
    assert "is the model itself" in library.window.notice.text()
    monkeypatch.setattr(ask, lambda *_: None)
    library.window.buttons.copy.click()


def test_a_model_from_elsewhere_that_is_in_use_is_listed(
    qtbot: QtBot, home: Path, open_library: Open
) -> None:
    mine = put(home / "mine.keras")
    library = open_library()
    library.used.use(mine)
    wait_until_listed(qtbot, library.window)
    assert library.names == ["digitpad", "mine"]
    library.select(mine)
    assert not library.window.buttons.delete.isEnabled()
    assert "leaves it as it is" in library.window.buttons.delete.toolTip()


def test_it_is_as_it_was_left(qtbot: QtBot, open_library: Open, saved: Path) -> None:
    library = open_library()
    library.window.resize(library.window.minimumSizeHint() + QSize(20, 30))
    size = library.window.size()
    library.window.view.setColumnWidth(0, 333)
    library.window.view.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    library.window.close()
    (*_, settings) = library.kept
    again = open_library(settings)
    assert again.window.size() == size
    assert again.window.view.columnWidth(0) == 333
    assert again.names == ["sevens", "digitpad"]


def test_names_that_are_typed_survive_a_refresh(
    qtbot: QtBot, open_library: Open, saved: Path
) -> None:
    library = open_library()
    library.select(saved)
    library.window.buttons.rename.click()
    library.window.refresh()
    wait_until_listed(qtbot, library.window)
    editor = library.window.view.findChild(QLineEdit)
    assert editor
    assert editor.isVisible()


def test_three_hundred_models_are_there_at_once(
    qtbot: QtBot, open_library: Open, saved: Path
) -> None:
    twin, card = (
        saved.with_suffix(".tflite"),
        json.loads(saved.with_suffix(".json").read_text()),
    )
    for number in range(300):
        model = saved.with_name(f"model {number}.keras")
        model.hardlink_to(saved)
        model.with_suffix(".tflite").hardlink_to(twin)
        model.with_suffix(".json").write_text(json.dumps(card))
    began = time.perf_counter()
    library = open_library()
    passed = time.perf_counter() - began
    assert len(library.names) == 302
    assert passed < 5, "far above what the benchmark measures"


def test_a_listing_that_fails_is_told(qtbot: QtBot, open_library: Open) -> None:
    def find() -> FoundModels:
        raise RuntimeError("odd")

    library = open_library(find=find)
    assert library.window.notice.isVisible()
    assert library.names == []


def test_a_file_is_asked_for_by_button_and_key(
    qtbot: QtBot, open_library: Open
) -> None:
    library = open_library()
    with qtbot.waitSignal(library.window.open_requested):
        library.window.buttons.open.click()
    with qtbot.waitSignal(library.window.open_requested):
        press(library.window, "Ctrl+Shift+O")


def test_a_model_that_is_gone_leaves_the_list(
    qtbot: QtBot, open_library: Open, saved: Path
) -> None:
    library = open_library()
    library.select(saved)
    shutil.rmtree(saved.parent)
    library.used.works = False
    library.window.buttons.use.click()
    assert library.used.model == bundled_model()
    library.window.refresh()
    wait_until_listed(qtbot, library.window)
    assert library.names == ["digitpad"]
    assert isinstance(library.window.view.selected, ListedModel)
