"""The curves grow with the training and stay light."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.gui.theme import DARK, LIGHT, Theme, font_of
from digitpad.gui.training.curve_scales import (
    LivePoints,
    accuracy_bottom,
    epoch_ticks,
    loss_top,
)
from digitpad.gui.training.curves import Curves
from tests.unit.gui.test_theme import contrast
from tests.unit.gui.training.records import batch, epoch


@pytest.fixture
def curves(qtbot: QtBot) -> Curves:
    curves = Curves()
    qtbot.addWidget(curves)
    curves.resize(640, 300)
    curves.show()
    qtbot.waitExposed(curves)
    return curves


def colors(curves: Curves) -> set[str]:
    image = curves.grab().toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(30, image.height())  # under the legend
    }


def test_before_the_first_batch_a_sentence_stands_there(curves: Curves) -> None:
    assert curves.is_empty
    curves.add_batch(batch(1, 1))
    assert not curves.is_empty
    curves.clear(5)
    assert curves.is_empty


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_training_and_validation_are_painted_in_their_colours(
    curves: Curves, theme: Theme
) -> None:
    curves.set_theme(theme)
    curves.clear(5)
    curves.add_epoch(epoch(1, epochs=5))
    curves.add_epoch(epoch(2, epochs=5))
    assert {theme.accent.name(), theme.unsure.name()} <= colors(curves)


def test_without_validation_there_is_one_curve(curves: Curves) -> None:
    curves.set_epochs([epoch(k, validated=False) for k in range(1, 6)], 10)
    assert LIGHT.accent.name() in colors(curves)
    assert LIGHT.unsure.name() not in colors(curves)


def test_a_kept_training_is_shown_at_once(curves: Curves) -> None:
    curves.set_epochs([epoch(k) for k in range(1, 6)], 10)
    assert not curves.is_empty
    assert "Epoch 5 of 10" in curves.accessibleDescription()
    assert "validation accuracy 98.80 %" in curves.accessibleDescription()


def test_a_long_training_leaves_few_live_points() -> None:
    live = LivePoints()
    for number in range(1, 11):
        for step in range(1, 101):
            live.add(batch(number, step))
    assert 100 <= len(live.x) <= 400


def test_live_points_cover_the_training_evenly_and_end_with_the_newest() -> None:
    live = LivePoints()
    for number in range(1, 11):
        for step in range(1, 1001):
            live.add(batch(number, step, steps=1000))
    assert live.x[-1] == 10
    assert live.x[0] == pytest.approx(0.001)
    gaps = np.diff(live.x)
    assert gaps[:-1].max() <= 2.01 * gaps[:-1].min()


def test_the_running_means_of_two_epochs_are_not_joined() -> None:
    live = LivePoints()
    for number, step in ((1, 50), (1, 100), (2, 1), (2, 2)):
        live.add(batch(number, step))
    assert live.connections.tolist() == [1, 0, 1, 0]


def test_narrow_the_plots_stand_one_above_the_other(
    qtbot: QtBot, curves: Curves
) -> None:
    curves.add_epoch(epoch(1))

    def tops() -> list[int]:
        parts = (curves._loss, curves._accuracy)
        return [part.mapTo(curves, QPoint(0, 0)).y() for part in parts]

    qtbot.waitUntil(lambda: tops()[0] == tops()[1])
    curves.resize(400, 400)
    qtbot.waitUntil(lambda: tops()[0] < tops()[1])


@pytest.mark.parametrize("epochs", [1, 3, 10, 11, 25, 100, 1000])
def test_marks_of_the_epochs_are_whole_and_few(epochs: int) -> None:
    assert isinstance(epoch_ticks(epochs), int)
    assert 1 <= epochs / epoch_ticks(epochs) <= 10


@pytest.mark.parametrize("epochs", [1, 3, 25, 99, 300, 999, 1000])
@pytest.mark.parametrize("width", [280, 400, 520, 640, 1000])
def test_the_numbers_of_the_epochs_neither_touch_nor_are_cut_off(
    qtbot: QtBot, curves: Curves, epochs: int, width: int
) -> None:
    curves.clear(epochs)
    curves.add_epoch(epoch(1, epochs=epochs))
    curves.resize(width, 400)
    QApplication.processEvents()
    for part in (curves._loss, curves._accuracy):
        axis = part._plot.getAxis("bottom")
        (start, end), length = axis.range, axis.width()
        (ticks,) = axis._tickLevels
        metrics = QFontMetricsF(font_of(13))
        sides = []
        for tick, text in ticks:
            half = metrics.horizontalAdvance(text) / 2
            middle = (tick - start) / (end - start) * length
            sides.append((middle - half, middle + half))
        assert len(sides) >= 2, "an axis has a scale"
        assert sides[-1][1] <= length
        assert all(one[1] + 5 <= other[0] for one, other in pairwise(sides))


@pytest.mark.parametrize("height", [340, 500])
def test_the_values_at_the_ends_of_a_low_plot_have_room(
    curves: Curves, height: int
) -> None:
    curves.clear(3)
    curves.add_epoch(epoch(1, epochs=3))
    curves.resize(280, height)
    QApplication.processEvents()
    for part in (curves._loss, curves._accuracy):
        axis = part._plot.getAxis("left")
        (start, end), (low, high) = axis.range, part._range
        pixels = axis.height() / (end - start)
        assert min(low - start, end - high) * pixels >= 9, "half a line of text"


@pytest.mark.parametrize("width", [280, 640])
def test_the_legend_is_not_cut_off(curves: Curves, width: int) -> None:
    curves.add_epoch(epoch(1))
    curves.resize(width, 400)
    QApplication.processEvents()
    legend = curves._legend
    places = legend.places()
    assert all(QRectF(legend.rect()).contains(place) for place in places)
    assert legend.height() == (24 if width == 640 else 48)


@pytest.mark.parametrize(
    ("losses", "top"),
    [([2.3, 0.4], 3), ([0.031], 0.05), ([0.3], 0.3), ([], 1), ([0.0], 1), ([60], 70)],
)
def test_the_axis_of_the_loss_ends_at_a_round_number(
    losses: list[float], top: float
) -> None:
    assert loss_top(losses) == pytest.approx(top)


def test_the_axis_of_the_accuracy_shows_the_last_percent_large() -> None:
    assert accuracy_bottom([99.2, 99.4]) == 99
    assert accuracy_bottom([91.0, 99.4]) == 90
    assert accuracy_bottom([9.8]) == 0
    assert accuracy_bottom([]) == 0


def test_axes_grow_steadily(curves: Curves) -> None:
    """The first steps may run out of the picture; what the epochs reached never."""
    ranges = []
    for number in range(1, 4):
        for step in range(1, 101, 10):
            curves.add_batch(batch(number, step))
        curves.add_epoch(epoch(number))
        ranges.append(curves._loss._range)
    assert all(low == 0 and high >= 0.3 for low, high in ranges)
    assert all(later[1] <= earlier[1] for earlier, later in pairwise(ranges))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_faint_lines_can_be_seen(theme: Theme) -> None:
    from digitpad.gui.training.curve_legend import live_pen

    color, surface = live_pen(theme).color(), theme.surface
    seen = [
        round(a * color.alphaF() + b * (1 - color.alphaF()))
        for a, b in zip(
            (color.red(), color.green(), color.blue()),
            (surface.red(), surface.green(), surface.blue()),
            strict=True,
        )
    ]
    assert contrast(QColor(*seen), surface) >= 3
