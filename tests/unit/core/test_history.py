"""Undo and redo."""

import numpy as np

from digitpad.core.canvas import PictureInk
from digitpad.core.history import History
from digitpad.core.strokes import Drawing

ONE: Drawing = (np.zeros((1, 2)),)
TWO: Drawing = (*ONE, np.ones((1, 2)))


def test_undo_and_redo_walk_through_the_states() -> None:
    history = History()
    history.push(ONE)
    history.push(TWO)
    history.undo()
    assert history.present is ONE
    history.undo()
    assert history.present == ()
    history.redo()
    history.redo()
    assert history.present is TWO


def test_nothing_happens_beyond_the_ends() -> None:
    history = History()
    history.undo()
    history.redo()
    assert history.present == ()
    assert not history.can_undo
    assert not history.can_redo


def test_drawing_on_forgets_what_was_undone() -> None:
    history = History()
    history.push(ONE)
    history.undo()
    assert history.can_redo
    history.push(TWO)
    assert not history.can_redo


def test_a_day_of_drawings_does_not_pile_up() -> None:
    history = History()
    for _ in range(1000):
        history.push(ONE)
    steps = 0
    while history.can_undo:
        history.undo()
        steps += 1
    assert steps == 100


def picture() -> PictureInk:
    return PictureInk.of_frame(np.full((28, 28), 9, np.uint8))


def test_a_picture_is_a_state_like_any_other() -> None:
    history, shown = History(), picture()
    history.push(ONE)
    history.push(shown)
    history.push(())
    seen = []
    for step in (history.undo, history.undo, history.redo):
        step()
        seen.append(history.present)
    assert [content is shown for content in seen] == [True, False, True]
    assert seen[1] is ONE


def test_a_day_of_pictures_does_not_pile_up() -> None:
    history = History()
    for _ in range(50):
        history.push(picture())
        history.push(())
    pictures = 0
    while history.can_undo:
        history.undo()
        pictures += isinstance(history.present, PictureInk)
    assert pictures == 20
