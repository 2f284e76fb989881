"""Drawing, erasing and typing in the window, through the X server."""

import json
import random
from pathlib import Path

import pytest

from tests.e2e.drawings import DIGITS, draw, place
from tests.e2e.pointer import Pixel, Pointer
from tests.e2e.window import Shown, WindowProcess

LINE = [(0.3, 0.2), (0.3, 0.4), (0.3, 0.6), (0.3, 0.8)]
OTHER_LINE = [(0.7, 0.2), (0.7, 0.5), (0.7, 0.8)]


def on_screen(shown: Shown, points: list[tuple[float, float]]) -> list[Pixel]:
    return [shown.pixel(x, y) for x, y in points]


@pytest.fixture
def shown(window: WindowProcess, pointer: Pointer) -> Shown:
    """What the window shows at first; it has the keyboard."""
    shown = window.state()
    pointer.focus(shown.window)
    return shown


@pytest.fixture
def two_lines(window: WindowProcess, pointer: Pointer, shown: Shown) -> Shown:
    for line in (LINE, OTHER_LINE):
        pointer.draw(on_screen(shown, line))
    return window.wait_for_points(4, 3)


def test_a_tap_is_a_dot_and_a_second_one_another(
    window: WindowProcess, pointer: Pointer, shown: Shown
) -> None:
    for _ in range(2):  # at once: to Qt the second is a double click
        pointer.click(shown.pixel(0.5, 0.5))
    window.wait_for_points(1, 1)


def test_a_stroke_that_leaves_and_comes_back_is_two_strokes_and_one_step(
    window: WindowProcess, pointer: Pointer, shown: Shown
) -> None:
    way = [(0.5, 0.5), (0.5, 0.9), (0.5, 1.04), (0.7, 1.04), (0.7, 0.9), (0.7, 0.5)]
    pointer.draw(on_screen(shown, way))
    window.wait_for_points(3, 3)
    pointer.keys("ctrl+z")
    window.wait_for_points()


def test_a_stroke_released_outside_is_over(
    window: WindowProcess, pointer: Pointer, shown: Shown
) -> None:
    pointer.draw(on_screen(shown, [(0.5, 0.5), (0.5, 1.04)]))
    window.wait_for_points(2)
    pointer.move(*on_screen(shown, [(0.4, 0.9), (0.4, 0.5)]))
    pointer.click(shown.pixel(0.2, 0.2))
    window.wait_for_points(2, 1)


def test_a_press_beside_the_canvas_draws_nothing(
    window: WindowProcess, pointer: Pointer, shown: Shown
) -> None:
    pointer.draw(on_screen(shown, [(1.02, 0.5), (0.8, 0.5), (0.5, 0.5)]))
    pointer.click(shown.pixel(0.2, 0.2))
    window.wait_for_points(1)


def test_a_second_button_during_a_stroke_changes_nothing(
    window: WindowProcess, pointer: Pointer, shown: Shown
) -> None:
    first, second, third, fourth = on_screen(shown, LINE)
    pointer.press(first)
    pointer.move(second)
    pointer.press(third, button=3)
    pointer.release(button=3)
    pointer.move(fourth)
    pointer.release()
    window.wait_for_points(4)


def test_the_right_button_erases_the_stroke_under_it(
    window: WindowProcess, pointer: Pointer, two_lines: Shown
) -> None:
    pointer.draw(on_screen(two_lines, [(0.6, 0.4), (0.8, 0.4)]), button=3)
    window.wait_for_points(4)
    pointer.keys("ctrl+z")
    window.wait_for_points(4, 3)


def test_the_eraser_is_taken_and_put_away_by_its_key(
    window: WindowProcess, pointer: Pointer, two_lines: Shown
) -> None:
    pointer.keys("e")
    window.wait_for(lambda shown: shown.eraser, "the eraser")
    pointer.click(two_lines.pixel(0.3, 0.5))
    window.wait_for_points(3)
    pointer.keys("e")
    window.wait_for(lambda shown: not shown.eraser, "the pen")
    pointer.click(two_lines.pixel(0.2, 0.2))
    window.wait_for_points(3, 1)


def test_strokes_are_undone_and_redone_by_keys(
    window: WindowProcess, pointer: Pointer, two_lines: Shown
) -> None:
    pointer.keys("ctrl+z")
    window.wait_for_points(4)
    pointer.keys("ctrl+z")
    assert window.wait_for_points().best is None
    pointer.keys("ctrl+shift+z")
    window.wait_for_points(4)
    pointer.keys("ctrl+y")
    window.wait_for_points(4, 3)


def test_delete_clears_and_that_can_be_undone(
    window: WindowProcess, pointer: Pointer, two_lines: Shown
) -> None:
    pointer.keys("Delete")
    assert window.wait_for_points().words == "The canvas is empty"
    pointer.keys("ctrl+z")
    shown = window.wait_for_points(4, 3)
    assert shown.words == two_lines.words


def test_the_buttons_do_what_they_say(
    window: WindowProcess, pointer: Pointer, two_lines: Shown
) -> None:
    pointer.click(two_lines.button("Undo"))
    window.wait_for_points(4)
    pointer.click(two_lines.button("Redo"))
    window.wait_for_points(4, 3)
    pointer.click(two_lines.button("Clear"))
    window.wait_for_points()
    pointer.click(two_lines.button("Undo"))
    window.wait_for_points(4, 3)
    pointer.click(two_lines.button("Eraser"))
    pointer.click(two_lines.pixel(0.3, 0.5))
    window.wait_for_points(3)


def test_a_digit_is_drawn_with_the_keyboard_alone(
    window: WindowProcess, pointer: Pointer, shown: Shown
) -> None:
    pointer.keys(*["Up"] * 10, "space", *["Down"] * 20, "space")
    shown = window.wait_for_points(21)
    assert shown.verdict == 1
    # Without the pen down the keys only move.
    pointer.keys(*["Right"] * 3, "space", "Up", "space")
    window.wait_for_points(21, 2)


def test_full_screen_shows_pad_and_bars_only(
    window: WindowProcess, pointer: Pointer, two_lines: Shown
) -> None:
    # Qt shrinks a window that leaves no room for its frame on the screen.
    pointer.resize(two_lines.window, 1000, 600)
    before = window.wait_for(lambda shown: shown.size == [1000, 600], "the new size")
    pointer.keys("F11")
    shown = window.wait_for(lambda shown: shown.full_screen, "full screen")
    assert not shown.menu_shown
    assert not shown.buttons
    assert shown.points == before.points
    pointer.keys("Escape")
    shown = window.wait_for(lambda shown: not shown.full_screen, "the window again")
    assert shown.menu_shown
    assert (shown.size, shown.canvas[2]) == (before.size, before.canvas[2])
    assert list(shown.buttons) == list(before.buttons)


def test_in_full_screen_the_keys_work_and_the_drawing_is_read(
    window: WindowProcess, pointer: Pointer, shown: Shown
) -> None:
    pointer.keys("F11")
    window.wait_for(lambda shown: shown.full_screen, "full screen")
    after = draw(window, pointer, place(DIGITS["5"], random.Random(0)))
    assert after.verdict == 5
    pointer.keys("Delete")
    window.wait_for_points()


def test_in_full_screen_the_pad_clears_itself(
    config: Path, shown_env: dict[str, str], pointer: Pointer
) -> None:
    config.write_text(json.dumps({"format": 1, "clear_after": 3}))
    with WindowProcess("--config", config, env=shown_env) as window:
        pointer.focus(window.state().window)
        pointer.keys("F11")
        window.wait_for(lambda shown: shown.full_screen, "full screen")
        assert draw(window, pointer, place(DIGITS["6"], random.Random(0))).points
        window.wait_for_points()
        pointer.keys("ctrl+z")
        window.wait_for_points(len(DIGITS["6"][0]))


def test_a_larger_window_keeps_the_drawing_and_its_reading(
    window: WindowProcess, pointer: Pointer, shown: Shown
) -> None:
    before = draw(window, pointer, place(DIGITS["4"], random.Random(3)))
    pointer.resize(before.window, 900, 520)
    after = window.wait_for(lambda shown: shown.size == [900, 520], "the new size")
    assert after.canvas[2] < before.canvas[2]
    assert (after.verdict, after.points) == (4, before.points)
    more = draw(window, pointer, place(DIGITS["1"], random.Random(3)))
    assert more.points[:2] == before.points


def test_on_a_screen_of_twice_the_scale_the_pointer_draws_where_it_is(
    config: Path, shown_env: dict[str, str], pointer: Pointer
) -> None:
    env = shown_env | {"QT_SCALE_FACTOR": "2"}
    with WindowProcess("--config", config, env=env) as window:
        pointer.resize(window.state().window, 1280, 720)
        window.wait_for(lambda shown: shown.size == [640, 360], "half the size")
        shown = draw(window, pointer, place(DIGITS["3"], random.Random(4)))
        assert shown.verdict == 3
        assert shown.messages == []


def test_on_a_large_screen_the_whole_canvas_is_drawn_on(
    config: Path, env: dict[str, str], large_display: str
) -> None:
    env |= {"DISPLAY": large_display}
    with (
        WindowProcess("--config", config, env=env) as window,
        Pointer(large_display) as pointer,
    ):
        pointer.resize(window.state().window, 1920, 1080)
        shown = window.wait_for(lambda shown: shown.size == [1920, 1080], "that size")
        assert shown.canvas[2] > 800
        pointer.draw(on_screen(shown, [(0.01, 0.01), (0.5, 0.5), (0.99, 0.99)]))
        window.wait_for_points(3)
        window.clear()
        after = draw(window, pointer, place(DIGITS["2"], random.Random(5)))
        assert after.verdict == 2
