"""Pictures are opened and pasted by the keys, and read."""

import random
from pathlib import Path

from digitpad.core.strokes import Drawing
from tests.e2e.drawings import DIGITS, draw, place
from tests.e2e.pointer import Pointer, wait_for_window
from tests.e2e.window import WindowProcess
from tests.unit.gui.pictures import paper_with


def on_canvas(drawing: Drawing) -> Drawing:
    return place(drawing, random.Random(3))


def test_a_photograph_is_opened_by_the_dialog_and_can_be_undone(
    window: WindowProcess, pointer: Pointer, display: str, tmp_path: Path
) -> None:
    path = tmp_path / "photo.jpg"
    paper_with(on_canvas(DIGITS["5"]), (1600, 1200), 40).save(path, quality=80)
    shown = window.state()
    pointer.focus(shown.window)
    pointer.keys("ctrl+o")
    pointer.focus(wait_for_window(display, "Open a picture"))
    pointer.type(str(path))
    pointer.keys("Return")
    read = window.wait_for(lambda shown: shown.verdict == 5, "the picture's 5")
    assert read.points == []
    assert not read.notice
    pointer.focus(shown.window)
    pointer.keys("ctrl+z")
    window.wait_for(lambda shown: shown.best is None, "the empty canvas")


def test_what_was_copied_is_pasted_as_a_picture_and_drawn_over(
    window: WindowProcess, pointer: Pointer
) -> None:
    shown = window.state()
    pointer.focus(shown.window)
    draw(window, pointer, on_canvas(DIGITS["2"]))
    pointer.keys("ctrl+c", "Delete")
    window.wait_for(lambda shown: shown.best is None, "the empty canvas")
    pointer.keys("ctrl+v")
    pasted = window.wait_for(lambda shown: shown.verdict == 2, "the pasted 2")
    assert pasted.points == []
    drawn = draw(window, pointer, on_canvas(DIGITS["7"]))
    assert drawn.verdict == 7
    assert len(drawn.points) == len(DIGITS["7"])


def test_nothing_to_paste_is_told(window: WindowProcess, pointer: Pointer) -> None:
    pointer.focus(window.state().window)
    pointer.keys("ctrl+v")
    window.wait_for(lambda shown: "no picture to paste" in shown.notice, "a sentence")
