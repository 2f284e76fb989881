"""The thread explains the newest drawing, and ends."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from digitpad.core.frame import render
from digitpad.core.occlusion import Occlusion, occlude
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.core.strokes import Drawing
from digitpad.gui.why.explainer import Explainer, Order, explain
from tests.e2e.programs import environment, python
from tests.unit.gui.drawings import DOT, SCRIBBLE, drawn


class Heard:
    """What a thread has said."""

    def __init__(self, explainer: Explainer) -> None:
        self.explained: dict[int, Occlusion] = {}
        self.failed: dict[int, str] = {}
        explainer.explained.connect(self.explained.__setitem__)
        explainer.failed.connect(self.failed.__setitem__)


@pytest.fixture
def explainer() -> Iterator[Explainer]:
    explainer = Explainer()
    yield explainer
    explainer.end()
    assert not explainer.isRunning()


def order(number: int, drawing: Drawing, model: Path | None = None) -> Order:
    return Order(number, model or bundled_model(), 1, drawing)


def test_it_explains_what_the_drawing_is_read_as(
    explainer: Explainer, qtbot: QtBot, recognizer: Recognizer
) -> None:
    heard = Heard(explainer)
    explainer.start()
    explainer.put(order(7, drawn(4)))
    qtbot.waitUntil(lambda: 7 in heard.explained)
    expected = occlude(recognizer.predict_all, render(drawn(4)))
    np.testing.assert_array_equal(heard.explained[7].frame, expected.frame)
    np.testing.assert_allclose(heard.explained[7].maps, expected.maps, atol=2e-3)


def test_the_newest_drawing_wins_and_older_ones_are_dropped(
    explainer: Explainer, qtbot: QtBot
) -> None:
    heard = Heard(explainer)
    for number in range(5):
        explainer.put(order(number, drawn(number)))
    explainer.start()
    qtbot.waitUntil(lambda: 4 in heard.explained)
    assert list(heard.explained) == [4]


def test_a_second_model_is_loaded_where_it_is_another(
    explainer: Explainer, qtbot: QtBot, tmp_path: Path
) -> None:
    heard = Heard(explainer)
    explainer.start()
    explainer.put(order(1, drawn(3), tmp_path / "missing.keras"))
    qtbot.waitUntil(lambda: 1 in heard.failed)
    assert "missing.keras" in heard.failed[1]
    explainer.put(order(2, drawn(3)))
    qtbot.waitUntil(lambda: 2 in heard.explained)


def test_an_order_without_strokes_is_not_answered(
    explainer: Explainer, qtbot: QtBot
) -> None:
    heard = Heard(explainer)
    explainer.start()
    explainer.put(order(1, ()))
    qtbot.wait(1)
    explainer.put(order(2, drawn(3)))
    qtbot.waitUntil(lambda: 2 in heard.explained)
    assert list(heard.explained) == [2]


@pytest.mark.parametrize("start", [True, False])
def test_it_ends_whether_it_was_started_or_not(start: bool) -> None:
    explainer = Explainer()
    if start:
        explainer.start()
    explainer.put(order(1, drawn(3)))
    explainer.end()
    explainer.end()  # again, which does nothing
    assert not explainer.isRunning()


@pytest.mark.parametrize("drawing", [DOT, SCRIBBLE], ids=["dot", "scribble"])
def test_a_dot_and_a_scribble_are_explained(
    recognizer: Recognizer, drawing: Drawing
) -> None:
    occlusion = explain(recognizer, drawing)
    assert np.isfinite(occlusion.maps).all()
    np.testing.assert_array_equal(occlusion.frame, render(drawing))


@pytest.mark.parametrize("ending", ["sys.exit(0)", "del window, app", "app.quit()"])
def test_the_thread_does_not_outlive_the_program(tmp_path: Path, ending: str) -> None:
    """Else Qt would abort: the status would not be 0."""
    code = f"""
import sys
from PySide6.QtWidgets import QApplication
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.gui.why.window import WhyWindow
import numpy as np
app = QApplication([])
window = WhyWindow()
window.set_model(bundled_model(), Recognizer.load(bundled_model()), "digitpad")
window.open()
window.set_drawing((np.array([[0.2, 0.2], [0.8, 0.8]]),))
assert window.is_working
{ending}
"""
    env = environment(tmp_path / "home")
    python(code, env | {"QT_QPA_PLATFORM": "offscreen"})
