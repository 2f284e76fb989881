"""The images are shown, filtered, read in the background, and compared."""

import threading
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from digitpad.core.answers import Answers
from digitpad.core.datasets import MnistPixels, frames_of
from digitpad.core.errors import DigitpadError
from digitpad.core.nearest import nearest
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.gui.data.parts import Part
from digitpad.gui.data.window import DataWindow
from digitpad.gui.theme import DARK
from tests.unit.gui.data.conftest import Open, use

_MS = 20_000


def answers_of(window: DataWindow) -> Answers | None:
    return window._answering.answers


def wait_until_ready(qtbot: QtBot, window: DataWindow) -> None:
    qtbot.waitUntil(lambda: window.is_ready, timeout=_MS)


def wait_until_read(qtbot: QtBot, window: DataWindow) -> Answers:
    qtbot.waitUntil(lambda: known(window) == len(window._sample or ()), timeout=_MS)
    answers = answers_of(window)
    assert answers
    return answers


def wait_until_begun(qtbot: QtBot, window: DataWindow) -> None:
    qtbot.waitUntil(lambda: known(window) > 0, timeout=_MS)


def known(window: DataWindow) -> int:
    answers = answers_of(window)
    return answers.known if answers else -1


def wrong_places(mnist: MnistPixels, recognizer: Recognizer) -> NDArray[np.int64]:
    probabilities = recognizer.predict_all(frames_of(mnist.test.pixels))
    return np.flatnonzero(probabilities.argmax(axis=1) != mnist.test.labels)


def press(window: DataWindow, key: str) -> None:
    """Trigger the window's action that has a key."""
    for action in window.actions():
        if QKeySequence(key) in action.shortcuts():
            action.trigger()


def test_the_window_is_there_before_the_images(
    qtbot: QtBot, open_window: Open, mnist: MnistPixels
) -> None:
    may_go_on = threading.Event()

    def load() -> MnistPixels:
        assert may_go_on.wait(20)
        return mnist

    window = open_window(load)
    assert window.isVisible()
    assert not window.is_ready
    assert "Opening" in window.grid.accessibleDescription()
    may_go_on.set()
    wait_until_ready(qtbot, window)
    assert window.grid.shown.tolist() == list(range(300))
    assert window.grid.selected == 0
    assert window.detail.texts[0] == "Test image 1"


def test_a_file_that_cannot_be_read_is_said_and_tried_again(
    qtbot: QtBot, open_window: Open, mnist: MnistPixels
) -> None:
    fails = [True]

    def load() -> MnistPixels:
        if fails.pop():
            raise DigitpadError("The file is damaged: install digitpad again.")
        return mnist

    window = open_window(load)
    qtbot.waitUntil(window.notice.isVisible)
    assert "The file is damaged" in window.notice.text()
    assert "cannot be shown" in window.grid.accessibleDescription()
    fails.append(False)
    window.open()
    wait_until_ready(qtbot, window)


def test_the_answers_are_those_of_the_recognizer(
    qtbot: QtBot, open_window: Open, mnist: MnistPixels, recognizer: Recognizer
) -> None:
    window = open_window()
    answers = wait_until_read(qtbot, window)
    expected = recognizer.predict_all(frames_of(mnist.test.pixels))
    np.testing.assert_array_equal(answers._probabilities, expected)
    right = int((expected.argmax(axis=1) == mnist.test.labels).sum())
    assert right < 300
    unsure = int((expected.max(axis=1) < recognizer.threshold).sum())
    assert f"{right} of 300 rightly" in window.reading.text
    assert window.reading.text.endswith(f"not sure of {unsure}")
    assert not window.reading.button.isVisible()


def test_only_what_the_model_gets_wrong(
    qtbot: QtBot, open_window: Open, mnist: MnistPixels, recognizer: Recognizer
) -> None:
    window = open_window()
    wait_until_ready(qtbot, window)
    window.filter.set_only_wrong(True)
    assert "No mistake so far" in window.grid.accessibleDescription()
    wait_until_read(qtbot, window)
    wrong = wrong_places(mnist, recognizer)
    qtbot.waitUntil(lambda: window.grid.shown.tolist() == wrong.tolist())
    assert window.filter.count_text == f"{len(wrong)} of 300 images"
    assert window.grid.selected == wrong[0]
    assert "wrong" in window.detail.texts[3]
    rightly_read = set(range(10)) - set(mnist.test.labels[wrong].tolist())
    window.filter.set_digit(rightly_read.pop())
    assert window.grid.selected is None
    assert window.grid.accessibleDescription() == "No image here is read wrongly."
    assert window.detail.texts[0] == "No image chosen"
    assert not window.detail.values.isEnabled()


def test_another_part_without_mistakes_shows_none_of_the_first(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window()
    wait_until_read(qtbot, window)
    window.filter.set_only_wrong(True)
    assert window.detail.texts[0].startswith("Test image")
    window.filter.set_part(Part.TRAINING)
    assert window.grid.selected is None
    assert window.detail.texts[0] == "No image chosen"


@pytest.mark.parametrize("digit", [0, 4, 9])
def test_one_digit_alone(
    qtbot: QtBot, open_window: Open, mnist: MnistPixels, digit: int
) -> None:
    window = open_window()
    wait_until_ready(qtbot, window)
    window.filter.set_digit(digit)
    assert (mnist.test.labels[window.grid.shown] == digit).all()
    count = int((mnist.test.labels == digit).sum())
    assert window.filter.count_text == f"{count} of 300 images"
    window.filter.set_part(Part.TRAINING)
    assert (mnist.train.labels[window.grid.shown] == digit).all()
    assert "of 1,000 images" in window.filter.count_text


def test_what_is_read_can_be_stopped_and_goes_on_when_asked(
    qtbot: QtBot, open_window: Open, longer: MnistPixels, recognizer: Recognizer
) -> None:
    window = open_window(lambda: longer)
    wait_until_begun(qtbot, window)
    window.reading.button.click()
    stopped = known(window)
    assert 0 < stopped < 2000
    assert "stopped" in window.reading.text
    assert window.reading.button.text() == "&Go on"
    window.filter.set_part(Part.TRAINING)
    window.filter.set_part(Part.TEST)
    qtbot.wait(50)  # no signal tells that nothing more is read
    assert known(window) == stopped, "it goes on only when it is asked to"
    window.reading.button.click()
    answers = wait_until_read(qtbot, window)
    expected = recognizer.predict_all(frames_of(longer.test.pixels))
    np.testing.assert_allclose(answers._probabilities, expected, atol=1e-6)


def test_a_closed_window_reads_nothing_and_goes_on_when_it_is_opened(
    qtbot: QtBot, open_window: Open, longer: MnistPixels
) -> None:
    window = open_window(lambda: longer)
    wait_until_begun(qtbot, window)
    window.close()
    closed = known(window)
    qtbot.wait(50)  # no signal tells that nothing more is read
    assert known(window) == closed < 2000
    window.open()
    assert wait_until_read(qtbot, window).is_complete


def test_closed_before_the_images_are_there_it_loads_them_when_it_is_opened(
    qtbot: QtBot, open_window: Open, mnist: MnistPixels
) -> None:
    may_go_on = threading.Event()

    def load() -> MnistPixels:
        assert may_go_on.wait(20)
        return mnist

    window = open_window(load)
    window.close()
    may_go_on.set()
    qtbot.wait(20)  # no signal tells that the images will not come
    assert not window.is_ready
    window.open()
    wait_until_ready(qtbot, window)


def test_another_model_while_the_images_are_read(
    qtbot: QtBot, open_window: Open, longer: MnistPixels, doubter: Path
) -> None:
    window = open_window(lambda: longer)
    wait_until_begun(qtbot, window)
    first = answers_of(window)
    use(window, doubter, "doubter")
    second = answers_of(window)
    assert first
    assert second is not first
    assert known(window) == 0
    assert window.reading.text.startswith("doubter reads")
    assert wait_until_read(qtbot, window) is second
    assert second
    expected = Recognizer.load(doubter).predict_all(frames_of(longer.test.pixels))
    np.testing.assert_allclose(second._probabilities, expected, atol=1e-6)
    assert not first.is_complete
    kept = first.known
    use(window, bundled_model(), "digitpad")
    assert answers_of(window) is first, "what was read is kept"
    assert kept > 0
    wait_until_read(qtbot, window)
    use(window, doubter, "doubter")
    assert second.is_complete
    assert second.unsure.sum() > first.unsure.sum()
    assert f"not sure of {second.unsure.sum():,}" in window.reading.text


def test_a_model_that_is_gone_is_said(
    qtbot: QtBot, open_window: Open, tmp_path: Path, recognizer: Recognizer
) -> None:
    window = open_window(with_model=False)
    wait_until_ready(qtbot, window)
    window.set_model(tmp_path / "gone.keras", recognizer, "gone")
    assert "gone.keras" in window.notice.text()
    assert window.notice.isVisible()


def test_a_model_whose_twin_is_gone_is_said(
    qtbot: QtBot, open_window: Open, doubter: Path, recognizer: Recognizer
) -> None:
    window = open_window(with_model=False)
    wait_until_ready(qtbot, window)
    twin = doubter.with_suffix(".tflite")
    kept = twin.read_bytes()
    twin.unlink()
    try:
        window.set_model(doubter, recognizer, "doubter")
        qtbot.waitUntil(window.notice.isVisible, timeout=_MS)
    finally:
        twin.write_bytes(kept)
    assert "doubter.tflite" in window.notice.text()
    assert window.reading.button.text() == "&Go on"


def test_the_chosen_image_is_answered_at_once(
    qtbot: QtBot, open_window: Open, mnist: MnistPixels
) -> None:
    window = open_window()
    wait_until_ready(qtbot, window)
    window.grid.select(60)
    title, _, label, answer = window.detail.texts
    assert title == "Test image 61"
    assert label == f"Label: {mnist.test.labels[60]}"
    assert answer.startswith("digitpad reads ")


def test_the_nearest_images_are_shown_and_lead_to_the_training_images(
    qtbot: QtBot, open_window: Open, mnist: MnistPixels
) -> None:
    window = open_window()
    wait_until_ready(qtbot, window)
    window.filter.set_digit(int(mnist.test.labels[30]))
    window.grid.select(30)
    neighbours = window.detail.neighbours
    qtbot.waitUntil(lambda: len(neighbours.places) == 6, timeout=_MS)
    expected = nearest(mnist.test.pixels[30], mnist.train.pixels, 6).index.tolist()
    assert list(neighbours.places) == expected
    neighbours.buttons[2].click()
    assert window.filter.part is Part.TRAINING
    assert window.grid.selected == expected[2]
    qtbot.waitUntil(lambda: len(neighbours.places) == 6, timeout=_MS)
    itself = expected[2]
    again = nearest(mnist.train.pixels[itself], mnist.train.pixels, 6, itself)
    assert list(neighbours.places) == again.index.tolist()
    assert itself not in neighbours.places


def test_a_large_image_has_its_numbers_and_esc_leads_back(
    qtbot: QtBot, open_window: Open, mnist: MnistPixels
) -> None:
    window = open_window()
    wait_until_ready(qtbot, window)
    window.grid.select(5)
    qtbot.keyClick(window.grid, Qt.Key.Key_Return)
    assert window.is_zoomed
    qtbot.waitUntil(lambda: window.large.shows_values)
    assert not window.filter.isVisible()
    qtbot.keyClick(window.large, Qt.Key.Key_Down)
    value = mnist.test.pixels[5, 15, 14]
    assert window.detail.texts[1] == f"Row 16, column 15: {value}"
    qtbot.keyClick(window.large, Qt.Key.Key_PageDown)
    assert window.grid.selected == 6
    assert (
        window.detail.texts[1] == f"Row 16, column 15: {mnist.test.pixels[6, 15, 14]}"
    )
    press(window, "Esc")
    assert not window.is_zoomed
    assert window.isVisible()
    press(window, "Esc")
    assert not window.isVisible()


def test_ctrl_w_closes_it_and_esc_puts_a_notice_away(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window()
    window.tell("Something is wrong.")
    press(window, "Esc")
    assert window.isVisible()
    assert not window.notice.isVisible()
    press(window, "Ctrl+W")
    assert not window.isVisible()


def test_without_a_model_the_images_are_shown(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(with_model=False)
    wait_until_ready(qtbot, window)
    assert len(window.grid.shown) == 300
    assert window.reading.text == ""
    window.filter.set_only_wrong(True)
    assert window.grid.selected is None


@pytest.mark.parametrize("size", [(960, 540), (1280, 720), (1920, 1080)], ids=str)
def test_it_fits(
    qtbot: QtBot, open_window: Open, size: tuple[int, int], longer: MnistPixels
) -> None:
    window = open_window(lambda: longer)
    wait_until_begun(qtbot, window)
    window.resize(*size)
    assert (window.width(), window.height()) == size
    parts = (window.filter, window.reading, window.grid, window.detail)

    def fits() -> bool:
        corners = (part.mapTo(window, part.rect().bottomRight()) for part in parts)
        return all(window.rect().contains(corner) for corner in corners)

    qtbot.waitUntil(fits)


def test_no_mnemonic_is_there_twice(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    buttons = window.findChildren(QPushButton)
    texts = [*(button.text() for button in buttons if "&" in button.text())]
    keys = [text[text.index("&") + 1].lower() for text in [*texts, "&Go on", "&Only"]]
    assert len(set(keys)) == len(keys)


def test_another_look_reaches_every_part(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    wait_until_read(qtbot, window)
    before = [window.grid.grab().toImage(), window.detail.grab().toImage()]
    window.set_theme(DARK)
    after = [window.grid.grab().toImage(), window.detail.grab().toImage()]
    assert all(one != other for one, other in zip(before, after, strict=True))


@pytest.mark.parametrize("by_key", [True, False])
def test_an_image_is_asked_for_the_pad(
    qtbot: QtBot, open_window: Open, mnist: MnistPixels, by_key: bool
) -> None:
    window = open_window()
    press(window, "P")  # nothing is there yet
    assert not window.detail.put.isEnabled()
    wait_until_ready(qtbot, window)
    window.grid.select(17)
    with qtbot.waitSignal(window.pad_requested) as asked:
        if by_key:
            press(window, "P")
        else:
            window.detail.put.click()
    assert asked.args
    np.testing.assert_array_equal(asked.args[0], mnist.test.pixels[17])
