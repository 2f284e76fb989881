"""Cells are chosen by pointer and keys; a difference tells which of two is better."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from digitpad.gui.judging.matrix import JudgedMatrix
from digitpad.gui.theme import DARK, LIGHT, Theme, legible_on
from tests.unit.gui.test_theme import contrast
from tests.unit.gui.training.records import matrix

A = matrix((4, 9, 12), (2, 7, 3))
B = matrix((4, 9, 5), (2, 7, 4))


@pytest.fixture
def shown(qtbot: QtBot) -> JudgedMatrix:
    shown = JudgedMatrix()
    qtbot.addWidget(shown)
    shown.resize(400, 420)
    shown.set_matrix(A)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def test_a_click_chooses_the_cell_under_it(qtbot: QtBot, shown: JudgedMatrix) -> None:
    place = shown.cell_rect(4, 9).center().toPoint()
    with qtbot.waitSignal(shown.cell_chosen) as chosen:
        qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [4, 9]
    said = shown.accessibleDescription()
    assert said.startswith("Chosen: 4 read as 9: 12 times")
    with qtbot.assertNotEmitted(shown.cell_chosen):
        qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))


def test_the_arrow_keys_go_to_the_cell_beside_and_stay_within(
    qtbot: QtBot, shown: JudgedMatrix
) -> None:
    shown.choose(8, 9)
    for key, cell in (
        (Qt.Key.Key_Down, (9, 9)),
        (Qt.Key.Key_Down, (9, 9)),
        (Qt.Key.Key_Right, (9, 9)),
        (Qt.Key.Key_Left, (9, 8)),
        (Qt.Key.Key_Up, (8, 8)),
    ):
        qtbot.keyClick(shown, key)
        assert shown.chosen == cell


def test_a_difference_is_b_less_a(shown: JudgedMatrix) -> None:
    shown.set_difference(A, B)
    assert shown.cell_text(4, 9) == "−7"
    assert shown.cell_text(4, 4) == "+7"
    assert shown.cell_text(2, 7) == "+1"
    assert shown.cell_text(0, 0) == ""
    assert shown.describe(4, 9) == "4 read as 9: 12 times by A, 5 times by B"
    shown.set_matrix(B)
    assert shown.cell_text(4, 9) == "5"
    assert shown.describe(4, 9) == "4 read as 9: 5 times"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_where_b_is_better_the_colour_is_another(
    shown: JudgedMatrix, theme: Theme
) -> None:
    shown.set_theme(theme)
    shown.set_difference(A, B)
    assert shown.cell_color(4, 9) == shown.cell_color(4, 4) == theme.accent
    assert shown.cell_color(2, 7) == shown.cell_color(2, 2)
    assert shown.cell_color(2, 7).hue() != theme.accent.hue()
    assert shown.cell_color(0, 0) == theme.surface
    for cell in ((4, 9), (2, 7)):
        color = shown.cell_color(*cell)
        assert contrast(legible_on(color), color) >= 4.5


def test_alike_ones_have_no_difference(shown: JudgedMatrix) -> None:
    shown.set_difference(A, A)
    assert not any(shown.cell_text(row, column) for row in (2, 4) for column in (7, 9))
    assert shown.accessibleDescription() == ""
    assert not shown.grab().isNull()
