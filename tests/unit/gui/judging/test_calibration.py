"""The points stand where the bins say, and tell what they are."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from digitpad.core.judgement import Judgement, judge
from digitpad.gui.judging.calibration import CalibrationPlot, describe_bin
from tests.unit.core.test_judgement import guessed


@pytest.fixture
def judgement() -> Judgement:
    return judge(*guessed(500, 2.0, seed=4), 0.5)


@pytest.fixture
def plot(qtbot: QtBot, judgement: Judgement) -> CalibrationPlot:
    plot = CalibrationPlot()
    qtbot.addWidget(plot)
    plot.resize(480, 480)
    plot.set_judged([("A", judgement)])
    plot.show()
    qtbot.waitExposed(plot)
    return plot


def test_there_is_a_point_for_each_bin_with_images(
    plot: CalibrationPlot, judgement: Judgement
) -> None:
    filled = [part for part in judgement.bins if part.count]
    points = plot.points
    assert [point.part for point in points] == filled
    xs = [point.center.x() for point in points]
    assert xs == sorted(xs)
    by_count = sorted(points, key=lambda point: point.part.count)
    radii = [point.radius for point in by_count]
    assert radii == sorted(radii)
    side = plot._square().width()
    corner = plot._square().bottomLeft()
    for point, part in zip(points, filled, strict=True):
        assert part.confidence is not None
        assert part.accuracy is not None
        assert point.center.x() == pytest.approx(corner.x() + side * part.confidence)
        assert point.center.y() == pytest.approx(corner.y() - side * part.accuracy)


def test_bins_are_said_in_words(plot: CalibrationPlot) -> None:
    rows = np.full((1, 10), 0.02, np.float32)
    rows[0, 3] = 0.82
    (part,) = (p for p in judge(rows, np.array([3]), 0.5).bins if p.count)
    said = "B, 1 image: 82 % sure on average, 100 % right"
    assert describe_bin("B", part) == said
    lines = plot.accessibleDescription().splitlines()
    assert len(lines) == len(plot.points)


def test_the_pointer_near_a_point_tells_what_it_is(
    plot: CalibrationPlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, *_: told.append(text))
    for point in plot.points:
        place = point.center.toPoint()
        event = QHelpEvent(QEvent.Type.ToolTip, place, plot.mapToGlobal(place))
        QApplication.sendEvent(plot, event)
    assert told == plot.accessibleDescription().splitlines()


def test_two_models_are_two_curves(plot: CalibrationPlot, judgement: Judgement) -> None:
    before = plot.grab().toImage()
    other = judge(*guessed(500, 4.0, seed=5), 0.5)
    plot.set_judged([("A", judgement), ("B", other)])
    assert {point.letter for point in plot.points} == {"A", "B"}
    assert plot.grab().toImage() != before
    plot.set_judged([])
    assert plot.points == []
    assert plot.accessibleDescription() == ""
