"""What a reading gives is kept part by part, also when it is paused or fails."""

import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from digitpad.core.errors import DigitpadError
from digitpad.gui.background_reader import BackgroundReader
from digitpad.gui.task import Report

Give = Callable[[int], None]


class Numbers(BackgroundReader[int]):
    def __init__(self) -> None:
        super().__init__()
        self.kept: list[int] = []

    def read(self, work: Callable[[Give, Report], None]) -> None:
        self._begin(work)

    def _keep(self, part: int) -> None:
        self.kept.append(part)


@pytest.fixture
def numbers() -> Numbers:
    return Numbers()


def test_parts_are_kept_in_their_order(qtbot: QtBot, numbers: Numbers) -> None:
    def work(give: Give, report: Report) -> None:
        for number in range(5):
            give(number)
        report(1.0)

    numbers.read(work)
    assert numbers.is_reading
    qtbot.waitUntil(lambda: not numbers.is_reading)
    assert numbers.kept == [0, 1, 2, 3, 4]


def test_a_pause_keeps_what_has_come_and_ends_the_work(
    qtbot: QtBot, numbers: Numbers
) -> None:
    given, ended = threading.Event(), threading.Event()

    def work(give: Give, report: Report) -> None:
        give(7)
        given.set()
        try:
            while True:
                report(0.5)
        finally:
            ended.set()

    numbers.read(work)
    assert given.wait(10)
    with qtbot.assertNotEmitted(numbers.failed):
        numbers.pause()
        assert ended.wait(10)
    assert not numbers.is_reading
    assert numbers.kept == [7]


def test_a_failure_is_told_and_what_has_come_is_kept(
    qtbot: QtBot, numbers: Numbers
) -> None:
    def work(give: Give, _report: Report) -> None:
        give(7)
        raise DigitpadError("The model is gone.")

    with qtbot.waitSignal(numbers.failed) as told:
        numbers.read(work)
    assert told.args == ["The model is gone."]
    assert numbers.kept == [7]
    assert not numbers.is_reading
