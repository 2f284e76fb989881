"""What the pointer draws is read as the program reads the same strokes elsewhere."""

import random
from collections.abc import Iterator

import pytest

from digitpad.core.frame import render
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.gui.startup import sample_drawing
from tests.e2e.drawings import DIGITS, draw, place
from tests.e2e.pointer import Pointer
from tests.e2e.programs import environment
from tests.e2e.window import WindowProcess

DRAWINGS = DIGITS | {"3, the bundled sample": sample_drawing()}


@pytest.fixture(scope="module")
def window(
    tmp_path_factory: pytest.TempPathFactory, display: str
) -> Iterator[WindowProcess]:
    folder = tmp_path_factory.mktemp("pointer")
    env = environment(folder / "home", display)
    with WindowProcess("--config", folder / "settings.json", env=env) as process:
        yield process
        assert process.state().messages == []


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer.load(bundled_model())


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("seed", range(3))
def test_window_shows_the_verdict_of_the_original_strokes(
    name: str,
    seed: int,
    window: WindowProcess,
    pointer: Pointer,
    recognizer: Recognizer,
) -> None:
    drawing = DRAWINGS[name]
    expected = recognizer.predict(render(drawing))
    window.clear()
    shown = draw(window, pointer, place(drawing, random.Random(f"{name} {seed}")))
    assert shown.verdict == expected.verdict == int(name[0])
    assert shown.best == expected.best
    # Guesses of a thousandth each change places with a pixel's rounding.
    if expected.probabilities[expected.second] >= 0.01:
        assert shown.second == expected.second
    assert shown.bars == [shown.best, shown.second]


def test_every_move_of_the_pointer_is_a_point(
    window: WindowProcess, pointer: Pointer
) -> None:
    before = window.clear()
    rng = random.Random(0)
    places = [before.pixel(rng.random(), rng.random()) for _ in range(500)]
    pointer.draw(places)
    shown = window.wait_for_gestures(before.gestures + 1)
    assert shown.points == [500]


def test_bars_read_while_the_button_is_still_down(
    window: WindowProcess, pointer: Pointer
) -> None:
    before = window.clear()
    (stroke,) = place(DIGITS["7"], random.Random(1))
    first, *others = [before.pixel(x, y) for x, y in stroke.tolist()]
    pointer.press(first)
    pointer.move(*others)
    shown = window.wait_for_points(len(stroke))
    assert (shown.verdict, shown.gestures) == (7, before.gestures)
    pointer.release()
    after = window.wait_for_gestures(before.gestures + 1)
    assert after.verdict == 7


def test_an_empty_canvas_has_no_verdict(
    window: WindowProcess, pointer: Pointer
) -> None:
    draw(window, pointer, place(DIGITS["2"], random.Random(2)))
    shown = window.clear()
    assert (shown.best, shown.bars) == (None, None)
    assert shown.words == "The canvas is empty"
