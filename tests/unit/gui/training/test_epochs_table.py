"""A row for each epoch, the best one starred."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from digitpad.gui.training.epochs_table import EpochsTable
from tests.unit.gui.training.records import epoch


@pytest.fixture
def table(qtbot: QtBot) -> EpochsTable:
    table = EpochsTable()
    qtbot.addWidget(table)
    table.resize(560, 160)
    table.show()
    qtbot.waitExposed(table)
    return table


def row(table: EpochsTable, number: int) -> list[str]:
    cells = [table.item(number, column) for column in range(table.columnCount())]
    return [cell.text() for cell in cells if cell is not None]


def test_a_row_holds_the_epochs_figures(table: EpochsTable) -> None:
    table.add_epoch(epoch(1))
    assert row(table, 0) == ["★ 1", "0.3000", "90.00 %", "0.2000", "94.00 %", "8.2"]


def test_without_validation_there_are_dashes(table: EpochsTable) -> None:
    table.add_epoch(epoch(1, validated=False))
    assert row(table, 0)[3:5] == ["–", "–"]


def test_the_star_moves_to_a_better_epoch_only(table: EpochsTable) -> None:
    for each in (epoch(1), epoch(2), epoch(3, best=False)):
        table.add_epoch(each)
    assert [row(table, number)[0] for number in range(3)] == ["1", "★ 2", "3"]
    spoken = table.item(1, 0)
    assert spoken is not None
    assert spoken.data(Qt.ItemDataRole.AccessibleTextRole) == "2, the best so far"


def test_the_newest_row_is_in_sight(qtbot: QtBot, table: EpochsTable) -> None:
    bar = table.verticalScrollBar()
    for number in range(1, 11):
        table.add_epoch(epoch(number))
        qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    assert bar.maximum() > 0


def test_who_scrolls_up_is_left_there(qtbot: QtBot, table: EpochsTable) -> None:
    for number in range(1, 10):
        table.add_epoch(epoch(number))
    bar = table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(0)
    before = bar.maximum()
    table.add_epoch(epoch(10))
    qtbot.waitUntil(lambda: bar.maximum() > before)
    assert bar.value() == 0


def test_clearing_takes_the_rows_and_leaves_the_titles(table: EpochsTable) -> None:
    table.add_epoch(epoch(1))
    table.clear()
    assert table.rowCount() == 0
    title = table.horizontalHeaderItem(0)
    assert title is not None
    assert title.text() == "Epoch"
