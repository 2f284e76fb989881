"""Kept trainings are listed, looked at, used again and deleted."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from digitpad.core.presets import PRESETS
from digitpad.core.records import Epoch, Score
from digitpad.core.runs import Run, model_in
from digitpad.gui.theme import DARK
from digitpad.gui.training.runs_panel import RunsPanel


def run(folder: Path, day: int, preset: str, *, model: bool, **values: Any) -> Run:
    config = replace(PRESETS[preset].defaults, **values)
    folder = folder / str(day)
    folder.mkdir()
    if model:
        model_in(folder).touch()
    epochs = tuple(
        Epoch(1, number, config.epochs, 0.1, 0.9, None, None, 2.0, True)
        for number in range(1, config.epochs + 1)
    )
    score = Score(0.98931, 0.04, ((100,) * 10,) * 10)
    started = f"2024-03-{day:02}T14:05:09"
    return Run(folder, started, config, epochs, config.epochs, score, 125.2)


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Run, ...]:
    return (
        run(tmp_path, 3, "cnn-32-64-dropout", model=True, epochs=4, dense=(64, 32)),
        run(tmp_path, 2, "dense-64-64", model=False),
        run(tmp_path, 1, "digitpad", model=True),
    )


@pytest.fixture
def panel(qtbot: QtBot, runs: tuple[Run, ...]) -> RunsPanel:
    panel = RunsPanel()
    qtbot.addWidget(panel)
    panel.set_runs(runs)
    panel.resize(800, 500)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def table(panel: RunsPanel) -> QTableView:
    view = panel.findChild(QTableView)
    assert isinstance(view, QTableView)
    return view


def row(panel: RunsPanel, number: int) -> list[str]:
    model = table(panel).model()
    return [
        str(model.index(number, column).data()) for column in range(model.columnCount())
    ]


def button(panel: RunsPanel, text: str) -> QPushButton:
    return next(b for b in panel.findChildren(QPushButton) if b.text() == text)


def settings(panel: RunsPanel) -> str:
    labels = panel.findChildren(QLabel)
    label = next(x for x in labels if x.accessibleName().startswith("Settings"))
    return label.text() if label.isVisible() else ""


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> list[QMessageBox]:
    """Answer the next questions by a button; return what will be asked."""
    asked: list[QMessageBox] = []

    def choose(box: QMessageBox) -> int:
        asked.append(box)
        next(button for button in box.buttons() if button.text() == text).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", choose)
    return asked


def test_each_training_has_a_row(panel: RunsPanel) -> None:
    assert row(panel, 0) == [
        *("3 Mar 2024, 14:05", "cnn-32-64-dropout", "98.93 %", "4"),
        *("2 min 05 s", "kept"),
    ]
    assert row(panel, 1)[-1] == "gone"
    assert table(panel).model().rowCount() == 3


def test_a_training_that_ended_early_says_so(
    panel: RunsPanel, runs: tuple[Run, ...]
) -> None:
    panel.set_runs((replace(runs[0], epochs=runs[0].epochs[:3]),))
    assert row(panel, 0)[3] == "3 of 4"


def test_without_trainings_there_is_a_sentence(panel: RunsPanel) -> None:
    panel.set_runs(())
    said = [x.text() for x in panel.findChildren(QLabel) if x.isVisible()]
    assert any(text.startswith("No training has been finished yet") for text in said)
    assert not table(panel).isVisible()
    assert not button(panel, "Use this model").isVisible()


def test_nothing_is_selected_at_first(panel: RunsPanel) -> None:
    assert panel.selected is None
    for text in ("Use this model", "Same settings again", "Delete…"):
        assert not button(panel, text).isEnabled()
    assert settings(panel) == ""


def test_a_click_selects(panel: RunsPanel, qtbot: QtBot, runs: tuple[Run, ...]) -> None:
    view = table(panel)
    middle = view.visualRect(view.model().index(1, 2)).center()
    with qtbot.waitSignal(panel.run_selected) as told:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert told.args == [runs[1]]
    assert not button(panel, "Use this model").isEnabled(), "its model is gone"
    assert button(panel, "Same settings again").isEnabled()
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert panel.selected == runs[0]
    assert button(panel, "Use this model").isEnabled()


def test_own_settings_are_marked(panel: RunsPanel, runs: tuple[Run, ...]) -> None:
    panel.select(runs[0].folder)
    assert "●&nbsp;4<" in settings(panel)
    assert "●&nbsp;64,&nbsp;32<" in settings(panel)
    assert settings(panel).count("<b>") == 2
    assert "not as the preset has it" in settings(panel)
    panel.select(runs[1].folder)
    assert "●" not in settings(panel)
    panel.set_theme(DARK)
    assert DARK.quiet.name() in settings(panel)


def test_buttons_say_what_is_wanted(
    panel: RunsPanel, qtbot: QtBot, runs: tuple[Run, ...]
) -> None:
    panel.select(runs[0].folder)
    with qtbot.waitSignal(panel.use_requested) as used:
        button(panel, "Use this model").click()
    assert used.args == [runs[0]]
    with qtbot.waitSignal(panel.settings_requested) as again:
        button(panel, "Same settings again").click()
    assert again.args == [runs[0].config]


def test_deleting_asks_and_names_what_is_lost(
    panel: RunsPanel,
    qtbot: QtBot,
    runs: tuple[Run, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = answer(monkeypatch, "Delete")
    panel.select(runs[0].folder)
    with qtbot.waitSignal(panel.delete_requested) as told:
        button(panel, "Delete…").click()
    assert told.args == [runs[0]]
    assert "cnn-32-64-dropout of 3 Mar 2024, 14:05" in asked[0].text()
    lost = "its model (98.93 %), its settings and its curves"
    assert lost in asked[0].informativeText()
    assert asked[0].windowTitle() == "Digitpad"
    panel.select(runs[1].folder)
    with qtbot.waitSignal(panel.delete_requested):
        qtbot.keyClick(table(panel), Qt.Key.Key_Delete)
    assert "its model" not in asked[1].informativeText()


def test_going_back_deletes_nothing(
    panel: RunsPanel,
    qtbot: QtBot,
    runs: tuple[Run, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = answer(monkeypatch, "Back")
    qtbot.keyClick(table(panel), Qt.Key.Key_Delete)
    assert not asked, "nothing is selected"
    panel.select(runs[0].folder)
    with qtbot.assertNotEmitted(panel.delete_requested):
        button(panel, "Delete…").click()
    assert len(asked) == 1


def test_the_selection_survives_a_new_list(
    panel: RunsPanel, qtbot: QtBot, runs: tuple[Run, ...], tmp_path: Path
) -> None:
    panel.select(runs[1].folder)
    newest = run(tmp_path, 4, "digitpad-quick", model=True)
    with qtbot.assertNotEmitted(panel.run_selected):
        panel.set_runs((newest, *runs))
    assert panel.selected == runs[1]
    rows = table(panel).selectionModel().selectedRows()
    assert [index.row() for index in rows] == [2]


def test_after_a_deletion_the_next_one_is_selected(
    panel: RunsPanel, qtbot: QtBot, runs: tuple[Run, ...]
) -> None:
    panel.select(runs[1].folder)
    with qtbot.waitSignal(panel.run_selected) as told:
        panel.set_runs((runs[0], runs[2]))
    assert told.args == [runs[2]]
    with qtbot.waitSignal(panel.run_selected) as told:
        panel.set_runs(())
    assert told.args == [None]


def test_a_discarded_model_can_no_longer_be_used(
    panel: RunsPanel, runs: tuple[Run, ...]
) -> None:
    panel.select(runs[0].folder)
    runs[0].model.unlink()
    panel.set_runs(runs)
    assert panel.selected == runs[0]
    assert not button(panel, "Use this model").isEnabled()
    assert row(panel, 0)[-1] == "gone"


def test_a_network_that_is_gone_cannot_be_set_again(
    panel: RunsPanel, runs: tuple[Run, ...]
) -> None:
    old = replace(runs[0], config=replace(runs[0].config, preset="lenet"))
    panel.set_runs((old,))
    panel.select(old.folder)
    assert button(panel, "Use this model").isEnabled()
    assert not button(panel, "Same settings again").isEnabled()


def test_selecting_nothing_is_told(panel: RunsPanel, qtbot: QtBot) -> None:
    view = table(panel)
    view.selectRow(0)
    with qtbot.waitSignal(panel.run_selected) as told:
        view.selectionModel().setCurrentIndex(
            view.model().index(0, 0), QItemSelectionModel.SelectionFlag.Clear
        )
    assert told.args == [None]


def test_in_a_narrow_window_the_names_stay_legible(
    panel: RunsPanel, qtbot: QtBot
) -> None:
    panel.resize(620, 400)
    view = table(panel)
    needed = view.sizeHintForColumn(1)
    qtbot.waitUntil(lambda: view.columnWidth(1) >= needed)
    assert not view.horizontalScrollBar().isVisible()


def test_the_model_in_use_is_marked_and_cannot_go(
    panel: RunsPanel,
    qtbot: QtBot,
    runs: tuple[Run, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = answer(monkeypatch, "Delete")
    panel.select(runs[0].folder)
    model = runs[0].model
    panel.set_in_use(model.parent / ".." / model.parent.name / model.name)
    assert [row(panel, number)[-1] for number in range(3)] == ["in use", "gone", "kept"]
    delete, use = button(panel, "Delete…"), button(panel, "Use this model")
    assert not use.isEnabled()
    assert not delete.isEnabled()
    why = "The pad reads with this model: use another first."
    assert delete.toolTip() == delete.accessibleDescription() == why
    with qtbot.assertNotEmitted(panel.delete_requested):
        qtbot.keyClick(table(panel), Qt.Key.Key_Delete)
    assert not asked
    assert button(panel, "Same settings again").isEnabled()
    panel.set_runs(runs)
    assert not delete.isEnabled(), "listed anew it still is in use"
    panel.set_in_use(None)
    assert row(panel, 0)[-1] == "kept"
    assert use.isEnabled()
    assert delete.isEnabled()
    assert delete.toolTip() == ""
    with qtbot.waitSignal(panel.delete_requested):
        qtbot.keyClick(table(panel), Qt.Key.Key_Delete)


def test_another_than_the_one_in_use_can_be_deleted(
    panel: RunsPanel, runs: tuple[Run, ...]
) -> None:
    panel.set_in_use(runs[0].model)
    panel.select(runs[2].folder)
    for text in ("Use this model", "Delete…"):
        assert button(panel, text).isEnabled()
    panel.select(runs[0].folder)
    assert not button(panel, "Delete…").isEnabled()


def test_settings_stay_while_a_training_runs(
    panel: RunsPanel, runs: tuple[Run, ...]
) -> None:
    again = button(panel, "Same settings again")
    panel.set_busy(True)
    panel.select(runs[0].folder)
    assert not again.isEnabled()
    assert again.toolTip() == "A training runs: wait for its end."
    assert button(panel, "Use this model").isEnabled()
    panel.set_busy(False)
    assert again.isEnabled()


def test_which_epoch_was_kept_is_said(panel: RunsPanel, runs: tuple[Run, ...]) -> None:
    panel.select(runs[0].folder)
    assert "after&nbsp;epoch&nbsp;4" in settings(panel)
    panel.set_runs((replace(runs[0], epochs=(), kept=0), *runs[1:]))
    assert "amid&nbsp;the&nbsp;first&nbsp;epoch" in settings(panel)
