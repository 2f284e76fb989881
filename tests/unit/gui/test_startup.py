"""Measuring the start."""

import json

import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.startup import measure_startup, sample_drawing
from digitpad.gui.window import MainWindow


def test_it_draws_prints_and_closes(
    window: MainWindow, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    window.hide()
    measure_startup(window, 12.34)
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=5000)
    timings = json.loads(capsys.readouterr().out)
    assert timings["recognizer_ready_ms"] == 12.3
    assert 0 < timings["window_shown_ms"] <= timings["first_bars_ms"]
    assert window.prediction is not None


def test_the_sample_lies_on_the_canvas() -> None:
    for stroke in sample_drawing():
        assert stroke.shape[1] == 2
        assert stroke.min() >= 0
        assert stroke.max() <= 1
