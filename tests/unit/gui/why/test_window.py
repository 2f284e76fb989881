"""The window explains what is drawn while it is shown, and does nothing else."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from digitpad.core.canvas import Content, frame_of
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.core.strokes import Drawing
from digitpad.gui.theme import DARK
from digitpad.gui.why import window as module
from digitpad.gui.why.explainer import Explainer
from digitpad.gui.why.window import WhyWindow
from tests.unit.gui.drawings import DOT, SCRIBBLE, drawn
from tests.unit.gui.pictures import picture_of


@pytest.fixture
def window(qtbot: QtBot, recognizer: Recognizer) -> Iterator[WhyWindow]:
    window = WhyWindow()
    window.set_model(bundled_model(), recognizer, "the bundled one")
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> list[Explainer]:
    """All threads that a window makes."""
    made: list[Explainer] = []

    class Watched(Explainer):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    monkeypatch.setattr(module, "Explainer", Watched)
    return made


def is_shown(window: WhyWindow, content: Content) -> bool:
    shown = window.occlusion
    return shown is not None and np.array_equal(shown.frame, frame_of(content))


def show(window: WhyWindow, qtbot: QtBot, content: Content) -> None:
    window.open()
    window.set_drawing(content)
    qtbot.waitUntil(lambda: is_shown(window, content), timeout=20_000)


def test_an_empty_canvas_has_nothing_to_explain(window: WhyWindow) -> None:
    window.open()
    assert window.occlusion is None
    assert window.picture.is_empty
    assert "Draw a digit" in window.sentence.text()


def test_the_answer_is_explained(window: WhyWindow, qtbot: QtBot) -> None:
    show(window, qtbot, drawn(3))
    assert window.question.text() == "Why a 3?"
    assert window.sentence.text() == window.picture.accessibleDescription()
    assert not window.picture.is_empty


@pytest.mark.parametrize("digit", range(10))
def test_a_key_chooses_a_digit(window: WhyWindow, qtbot: QtBot, digit: int) -> None:
    show(window, qtbot, drawn(3))
    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + digit))
    assert window.chooser.choice == digit
    why = "Why" if digit == 3 else "Why not"
    article = "an" if digit == 8 else "a"
    assert window.question.text() == f"{why} {article} {digit}?"
    qtbot.keyClick(window, Qt.Key.Key_A)
    assert window.question.text() == "Why a 3?"


def test_the_answer_is_followed_and_a_chosen_digit_stays(
    window: WhyWindow, qtbot: QtBot
) -> None:
    show(window, qtbot, drawn(3))
    show(window, qtbot, drawn(0))
    assert window.question.text() == "Why a 0?"
    qtbot.keyClick(window, Qt.Key.Key_3)
    show(window, qtbot, drawn(1))
    assert window.question.text() == "Why not a 3?"


def test_another_digit_costs_no_reading(
    window: WhyWindow, qtbot: QtBot, threads: list[Explainer]
) -> None:
    show(window, qtbot, drawn(3))
    (thread,) = threads
    answers: list[int] = []
    thread.explained.connect(lambda number, _occlusion: answers.append(number))
    before = window.picture.grab().toImage()
    qtbot.keyClick(window, Qt.Key.Key_8)
    assert window.picture.grab().toImage() != before
    show(window, qtbot, drawn(5))
    assert len(answers) == 1


def test_a_hidden_window_does_no_work_and_shows_the_newest_when_shown(
    window: WhyWindow, qtbot: QtBot, threads: list[Explainer]
) -> None:
    window.set_drawing(drawn(3))
    window.set_drawing(drawn(4))
    assert not window.is_working
    assert not threads
    window.open()
    qtbot.waitUntil(lambda: is_shown(window, drawn(4)), timeout=20_000)
    window.close()
    window.set_drawing(drawn(5))
    assert not window.is_working
    assert is_shown(window, drawn(4))
    window.open()
    qtbot.waitUntil(lambda: is_shown(window, drawn(5)), timeout=20_000)
    assert len(threads) == 2


def test_closing_ends_the_one_thread(
    window: WhyWindow, qtbot: QtBot, threads: list[Explainer]
) -> None:
    show(window, qtbot, drawn(3))
    window.open()
    assert [thread.isRunning() for thread in threads] == [True]
    window.close()
    assert [thread.isFinished() for thread in threads] == [True]


def test_the_thread_ends_with_a_window_that_is_deleted(
    qtbot: QtBot, recognizer: Recognizer, threads: list[Explainer]
) -> None:
    window = WhyWindow()
    window.set_model(bundled_model(), recognizer, "the bundled one")
    window.open()
    window.set_drawing(drawn(3))
    shiboken6.delete(window)
    assert [thread.isRunning() for thread in threads] == [False]


@pytest.mark.parametrize("key", ["Ctrl+W", "Esc"])
def test_keys_close_the_window(window: WhyWindow, qtbot: QtBot, key: str) -> None:
    window.open()
    qtbot.waitUntil(window.isActiveWindow)
    if key == "Esc":
        qtbot.keyClick(window, Qt.Key.Key_Escape)
    else:
        qtbot.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()


def test_of_many_drawings_the_newest_is_shown_in_the_end(
    window: WhyWindow, qtbot: QtBot, threads: list[Explainer]
) -> None:
    window.open()
    answers: list[int] = []
    threads[0].explained.connect(lambda number, _occlusion: answers.append(number))
    whole = drawn(6)
    for last in range(2, len(whole[0])):
        window.set_drawing((whole[0][:last],))
    show(window, qtbot, whole)
    assert len(answers) < len(whole[0]) / 2


def test_a_cleared_canvas_stays_empty_though_an_answer_is_on_its_way(
    window: WhyWindow, qtbot: QtBot, threads: list[Explainer]
) -> None:
    window.open()
    answers: list[int] = []
    threads[0].explained.connect(lambda number, _occlusion: answers.append(number))
    window.set_drawing(drawn(3))
    while threads[0].has_order:
        time.sleep(0)  # until the thread has begun it, without hearing its answer
    window.set_drawing(())
    qtbot.waitUntil(lambda: len(answers) == 1, timeout=20_000)
    assert window.occlusion is None
    assert window.picture.is_empty


def test_another_model_explains_the_drawing_anew(
    window: WhyWindow, qtbot: QtBot, recognizer: Recognizer
) -> None:
    show(window, qtbot, drawn(3))
    window.set_model(bundled_model(), recognizer, "another")
    assert window.occlusion is None
    assert "another" in window.model_name.text()
    qtbot.waitUntil(lambda: is_shown(window, drawn(3)), timeout=20_000)


def test_a_model_that_is_gone_is_told(
    window: WhyWindow, qtbot: QtBot, recognizer: Recognizer, tmp_path: Path
) -> None:
    window.set_model(tmp_path / "gone.keras", recognizer, "gone")
    window.open()
    window.set_drawing(drawn(3))
    qtbot.waitUntil(lambda: "gone.keras" in window.sentence.text(), timeout=20_000)
    window.set_model(bundled_model(), recognizer, "back")
    qtbot.waitUntil(lambda: is_shown(window, drawn(3)), timeout=20_000)


def test_the_ink_of_a_picture_is_explained(window: WhyWindow, qtbot: QtBot) -> None:
    show(window, qtbot, picture_of(3))
    assert window.question.text() == "Why a 3?"
    window.small.pad.clear()
    assert window.occlusion is None


@pytest.mark.parametrize("drawing", [DOT, SCRIBBLE], ids=["dot", "scribble"])
def test_a_dot_and_a_scribble_are_shown(
    window: WhyWindow, qtbot: QtBot, drawing: Drawing
) -> None:
    show(window, qtbot, drawing)
    assert window.question.text().startswith("Why")
    window.grab()


def test_the_look_follows_the_theme(window: WhyWindow, qtbot: QtBot) -> None:
    show(window, qtbot, drawn(3))
    window.set_theme(DARK)
    image = window.picture.grab().toImage()
    center = image.width() // 2
    side = min(image.width(), image.height()) // 28 * 28
    corner = image.pixelColor(
        center - side // 2 + 4, image.height() // 2 - side // 2 + 4
    )
    assert corner == DARK.surface


def test_all_text_fits_at_the_usual_and_the_narrow_size(
    window: WhyWindow, qtbot: QtBot
) -> None:
    show(window, qtbot, drawn(3))
    labels = (window.question, window.belief, window.sentence, window.without)

    def all_fits() -> bool:
        return 142 <= window.picture.height() <= height and all(
            label.height() >= label.heightForWidth(label.width())
            and label.width() >= min(label.sizeHint().width(), 300)
            for label in labels
        )

    for width, height in ((900, 600), (560, 900), (624, 312)):
        window.resize(width, height)
        qtbot.waitUntil(all_fits)
