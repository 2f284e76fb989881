"""The better of two figures is marked, where they are seen to differ."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from digitpad.gui.judging.tables import Cell, FigureTable, compared


def better(values: list[float | None], *, high: bool = True) -> list[bool]:
    return [cell.is_better for cell in compared(values, high=high)]


def test_the_better_one_is_marked() -> None:
    assert better([0.98, 0.97]) == [True, False]
    assert better([0.98, 0.97], high=False) == [False, True]


def test_what_is_written_alike_or_alone_or_not_defined_is_not_marked() -> None:
    assert better([0.98001, 0.98002]) == [False, False]
    assert better([0.98]) == [False]
    assert better([0.98, None]) == [False, False]
    assert [cell.text for cell in compared([None, 0.5])] == ["–", "50.00 %"]


def test_a_mark_is_more_than_bold_and_is_spoken(qtbot: QtBot) -> None:
    table = FigureTable("Figures")
    qtbot.addWidget(table)
    table.set_rows(["All", "A", "B"], [(Cell("Accuracy"), compared([0.9, 0.8]))])
    assert table.texts() == [["Accuracy", "★ 90.00 %", "80.00 %"]]
    item = table.item(0, 1)
    assert item
    assert item.font().bold()
    spoken = item.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Accuracy, A: 90.00 %, better"
