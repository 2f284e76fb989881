"""Patience ends when nothing is heard, and is nothing that runs for ever."""

from time import perf_counter

import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.patience import Patience


@pytest.fixture
def patience(qtbot: QtBot) -> Patience:
    return Patience()


def test_it_ends_once(qtbot: QtBot, patience: Patience) -> None:
    began = perf_counter()
    with qtbot.waitSignal(patience.ended, timeout=5000):
        patience.begin(0.2)
    assert perf_counter() - began > 0.15
    assert not patience.is_running
    with qtbot.assertNotEmitted(patience.ended, wait=300):
        pass


def test_it_begins_anew(qtbot: QtBot, patience: Patience) -> None:
    patience.begin(0.4)
    qtbot.wait(300)  # in the second half
    with qtbot.assertNotEmitted(patience.ended, wait=300):
        patience.begin(5)
    assert patience.is_running


def test_it_may_be_without_end(qtbot: QtBot, patience: Patience) -> None:
    patience.begin(0.05)
    with qtbot.assertNotEmitted(patience.ended, wait=200):
        patience.begin(None)
    assert not patience.is_running
