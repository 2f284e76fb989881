"""Own drawings are looked at beside the images of MNIST."""

from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from digitpad.core.frame import render
from digitpad.core.own_drawing import NO_DIGIT, drawn_now
from digitpad.core.own_drawings import OwnDrawings
from digitpad.gui.data.parts import Part
from digitpad.gui.data.window import DataWindow
from tests.unit.gui.data.conftest import Open
from tests.unit.gui.drawings import drawn

_MS = 20_000


def offered(window: DataWindow) -> bool:
    return window.filter.offers_own


def test_without_any_they_are_not_offered(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: window.is_ready, timeout=_MS)
    assert not offered(window)


def test_those_of_digits_are_shown_and_read(
    qtbot: QtBot, open_window: Open, own_path: Path
) -> None:
    own = OwnDrawings(own_path)
    own.add([drawn_now(drawn(3), 3), drawn_now(drawn(4), 7)])
    own.add([drawn_now(drawn(5), NO_DIGIT)])
    window = open_window()
    qtbot.waitUntil(lambda: offered(window), timeout=_MS)
    window.filter.set_part(Part.OWN)
    assert window.filter.count_text == "2 of 2 images"
    sample = window._sample
    assert sample
    frame = np.rint(render(own.read()[0].drawing) * 255)
    np.testing.assert_array_equal(sample.pixels[0], frame)
    assert window.grid.sentence_at(1).startswith("Own drawing 2: a 7")
    qtbot.waitUntil(lambda: "1 of 2 rightly" in window.reading.text, timeout=_MS)
    window.filter.set_only_wrong(True)
    assert window.grid.shown.tolist() == [1]


def test_another_look_shows_what_was_kept_meanwhile(
    qtbot: QtBot, open_window: Open, own_path: Path
) -> None:
    own = OwnDrawings(own_path)
    own.add([drawn_now(drawn(3), 3)])
    window = open_window()
    qtbot.waitUntil(lambda: offered(window), timeout=_MS)
    window.filter.set_part(Part.OWN)
    own.add([drawn_now(drawn(4), 4)])
    window.close()
    window.open()
    qtbot.waitUntil(lambda: window.filter.count_text == "2 of 2 images", timeout=_MS)
    qtbot.waitUntil(lambda: "2 of 2 rightly" in window.reading.text, timeout=_MS)
    own_path.unlink()
    window.close()
    window.open()
    assert not offered(window)
    assert window.filter.part is Part.TEST
    assert window.filter.count_text == "300 of 300 images"
