"""The heat map: mistakes are seen, named and legible."""

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from digitpad.gui.confusion import (
    ConfusionMatrix,
    describe_cell,
    largest_confusions,
)
from digitpad.gui.theme import DARK, LIGHT, Theme, legible_on
from tests.unit.gui.test_theme import contrast
from tests.unit.gui.training.records import matrix

MATRIX = matrix((4, 9, 12), (9, 4, 7), (0, 6, 1), (2, 7, 3))


@pytest.fixture
def shown(qtbot: QtBot) -> ConfusionMatrix:
    shown = ConfusionMatrix()
    qtbot.addWidget(shown)
    shown.resize(380, 410)
    shown.set_matrix(MATRIX)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def test_the_largest_confusions_come_first() -> None:
    assert largest_confusions(MATRIX, 2) == [(4, 9, 12), (9, 4, 7)]
    assert largest_confusions(matrix(), 2) == []


def test_cells_are_said_in_words() -> None:
    assert describe_cell(4, 9, 12) == "4 read as 9: 12 times"
    assert describe_cell(4, 9, 1) == "4 read as 9: once"
    assert describe_cell(4, 9, 0) == "4 read as 9: never"
    assert describe_cell(4, 4, 1135) == "4 read rightly: 1,135 times"


def test_screen_readers_hear_the_largest_confusions_and_all_cells(
    shown: ConfusionMatrix,
) -> None:
    lines = shown.accessibleDescription().splitlines()
    assert lines[0] == "Most often: 4 as 9 (12×), 9 as 4 (7×), 2 as 7 (3×)"
    assert lines[1:3] == ["0 read rightly: 999 times", "0 read as 6: once"]
    assert len(lines) == 1 + 10 + 4, "cells of nothing are left out"
    shown.set_matrix(matrix())
    assert shown.accessibleDescription().startswith("No mistake at all\n")
    shown.set_matrix(None)
    assert shown.accessibleDescription() == ""


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_single_mistake_is_seen_beside_a_thousand_hits(
    shown: ConfusionMatrix, theme: Theme
) -> None:
    shown.set_theme(theme)
    one, twelve = shown.cell_color(0, 6), shown.cell_color(4, 9)
    assert shown.cell_color(6, 0) == theme.surface
    assert contrast(one, theme.surface) > 1.2
    assert contrast(twelve, theme.surface) > contrast(one, theme.surface)
    assert one.hue() != shown.cell_color(0, 0).hue()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_all_counts_are_legible(shown: ConfusionMatrix, theme: Theme) -> None:
    shown.set_theme(theme)
    for times in range(1, 1000):
        shown.set_matrix(matrix((1, 2, 999), (4, 9, times)))
        for guess in (4, 9):
            color = shown.cell_color(4, guess)
            assert contrast(legible_on(color), color) >= 4.5


def test_the_pointer_over_a_cell_tells_what_it_counts(
    shown: ConfusionMatrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, *_: told.append(text))
    place = shown.cell_rect(4, 9).center().toPoint()
    event = QHelpEvent(QEvent.Type.ToolTip, place, shown.mapToGlobal(place))
    QApplication.sendEvent(shown, event)
    assert told == ["4 read as 9: 12 times"]


@pytest.mark.parametrize("size", [(280, 300), (380, 410), (700, 400)], ids=str)
def test_cells_are_found_where_they_are_painted(
    shown: ConfusionMatrix, size: tuple[int, int]
) -> None:
    shown.resize(*size)
    for label in range(10):
        for guess in range(10):
            rect = shown.cell_rect(label, guess)
            assert shown.cell_at(rect.center()) == (label, guess)
            assert shown.rect().contains(rect.toAlignedRect())
    assert shown.cell_at(QPointF(1, 1)) is None
