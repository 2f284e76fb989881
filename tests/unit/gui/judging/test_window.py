"""Models are judged in the background, compared, and what came out is saved."""

import csv
import io
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from digitpad.core.datasets import PixelSample, frames_of
from digitpad.core.errors import DigitpadError
from digitpad.core.judgement import Judgement, judge
from digitpad.core.judgement_table import ALL
from digitpad.core.model_list import ListedModel
from digitpad.core.models import copy_model
from digitpad.core.paths import saved_models
from digitpad.core.recognizer import Recognizer
from digitpad.gui import file_dialogs, task
from digitpad.gui.judging.window import JudgingWindow
from digitpad.gui.theme import DARK
from digitpad.gui.views import VIEWS, DrawingView
from tests.unit.gui.judging.conftest import Open, use
from tests.unit.gui.pictures import picture_of

_MS = 20_000


def wait_until_judged(qtbot: QtBot, window: JudgingWindow, count: int = 1) -> None:
    qtbot.waitUntil(lambda: len(window.judged) == count, timeout=_MS)


def known(window: JudgingWindow, model: ListedModel) -> int:
    answers = window.judging.answers_of(model)
    return answers.known if answers else 0


def expected(model: ListedModel, images: PixelSample) -> Judgement:
    recognizer = Recognizer.load(model.path)
    probabilities = recognizer.predict_all(frames_of(images.pixels))
    return judge(probabilities, images.labels, model.threshold)


def press(window: JudgingWindow, key: str) -> None:
    """Trigger the window's action that has a key."""
    for action in window.actions():
        if QKeySequence(key) in action.shortcuts():
            action.trigger()


def choose_file(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    """Have the next dialogs return a path."""
    monkeypatch.setattr(file_dialogs, "ask_where", lambda *_: path)
    monkeypatch.setattr(
        "digitpad.gui.judging.choices.ask_for_model", lambda _parent: path
    )


def test_the_view_menu_leads_to_it(qtbot: QtBot) -> None:
    window = VIEWS["judging"].make()
    assert isinstance(window, JudgingWindow)
    assert isinstance(window, DrawingView)
    qtbot.addWidget(window)


def test_the_model_in_use_is_judged_by_itself(
    qtbot: QtBot, open_window: Open, images: PixelSample, bundled: ListedModel
) -> None:
    window = open_window()
    wait_until_judged(qtbot, window)
    ((letter, model, judgement),) = window.judged
    assert (letter, model.name) == ("A", "digitpad")
    assert judgement == expected(bundled, images)
    figures = window.figures.summary.texts()
    assert figures[0] == ["Accuracy", f"{judgement.accuracy * 100:.2f} %"]
    assert figures[1] == ["Loss", f"{judgement.loss:.4f}"]
    digits = window.figures.digits.texts()
    assert [row[0] for row in digits] == list("0123456789")
    assert int(digits[4][1]) == (images.labels == 4).sum()
    right = round(judgement.accuracy * 300)
    assert window.reading.text == f"Right of 300: A {right}"
    assert not window.reading.button.isVisible()


def test_it_is_there_before_the_images(
    qtbot: QtBot, open_window: Open, images: PixelSample
) -> None:
    may_go_on = threading.Event()

    def load() -> PixelSample:
        assert may_go_on.wait(20)
        return images

    window = open_window(load)
    assert window.isVisible()
    assert "Opening" in window.reading.text
    assert window.figures.summary.texts()[0] == ["Accuracy", "–"]
    assert not window.save_table.isEnabled()
    may_go_on.set()
    wait_until_judged(qtbot, window)
    assert window.save_table.isEnabled()


def test_images_that_cannot_be_read_are_said_and_tried_again(
    qtbot: QtBot, open_window: Open, images: PixelSample
) -> None:
    fails = [True]

    def load() -> PixelSample:
        if fails:
            raise DigitpadError("The file is damaged: install digitpad again.")
        return images

    window = open_window(load)
    qtbot.waitUntil(window.notice.isVisible, timeout=_MS)
    assert "The file is damaged" in window.notice.text()
    fails.clear()
    window.close()
    window.open()
    wait_until_judged(qtbot, window)


def test_two_models_are_compared_and_the_better_figure_is_marked(
    qtbot: QtBot, open_window: Open, images: PixelSample, doubter: ListedModel
) -> None:
    window = open_window()
    window.choices.lists["B"].choose(doubter)
    wait_until_judged(qtbot, window, 2)
    of_a, of_b = (judgement for _, _, judgement in window.judged)
    assert of_b == expected(doubter, images)
    assert of_b.answered < of_a.answered
    rows = {row[0].split(" (")[0]: row[1:] for row in window.figures.summary.texts()}
    assert rows["Answered"][0] == f"★ {of_a.answered * 100:.2f} %"
    assert rows["Answered"][1] == f"{of_b.answered * 100:.2f} %"
    assert not any("★" in text for text in rows["Accuracy"]), "they are alike"
    header = window.figures.summary.horizontalHeaderItem(2)
    assert header
    assert header.text() == "B: doubter"


def test_the_models_are_those_that_are_listed(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    choice = window.choices.lists["B"]
    qtbot.waitUntil(lambda: choice.count() == 4)
    texts = [choice.itemText(place) for place in range(4)]
    expected = ["None", "digitpad (bundled)", "doubter (saved)", "Other file…"]
    assert texts == expected
    assert window.choices.lists["A"].itemText(0) == "digitpad (in use)"


def test_it_can_be_stopped_and_goes_on_when_asked(
    qtbot: QtBot, open_window: Open, longer: PixelSample, bundled: ListedModel
) -> None:
    window = open_window(lambda: longer)
    qtbot.waitUntil(lambda: known(window, bundled) > 0, timeout=_MS)
    assert window.reading.button.text() == "&Stop"
    window.reading.button.click()
    stopped = known(window, bundled)
    assert 0 < stopped < 2000
    assert "stopped" in window.reading.text
    qtbot.wait(50)
    assert known(window, bundled) == stopped
    window.reading.button.click()
    wait_until_judged(qtbot, window)
    found, wanted = window.judged[0][2], expected(bundled, longer)
    assert found.confusion == wanted.confusion
    assert found.loss == pytest.approx(wanted.loss)


def test_a_closed_window_reads_nothing_and_goes_on_when_it_is_opened(
    qtbot: QtBot, open_window: Open, longer: PixelSample, bundled: ListedModel
) -> None:
    window = open_window(lambda: longer)
    qtbot.waitUntil(lambda: known(window, bundled) > 0, timeout=_MS)
    window.close()
    closed = known(window, bundled)
    qtbot.waitUntil(lambda: not task._running)
    assert known(window, bundled) == closed < 2000
    window.open()
    wait_until_judged(qtbot, window)


def test_another_model_in_use_while_the_images_are_read(
    qtbot: QtBot,
    open_window: Open,
    longer: PixelSample,
    bundled: ListedModel,
    doubter: ListedModel,
) -> None:
    window = open_window(lambda: longer)
    qtbot.waitUntil(lambda: known(window, bundled) > 0, timeout=_MS)
    use(window, doubter)
    kept = known(window, bundled)
    wait_until_judged(qtbot, window)
    ((_, model, judgement),) = window.judged
    assert model.key == doubter.key
    assert judgement == expected(doubter, longer)
    assert known(window, bundled) == kept < 2000, "nobody wants it now"
    use(window, bundled)
    assert known(window, bundled) == kept, "what was read is kept"
    wait_until_judged(qtbot, window)


def test_figures_are_kept_while_the_window_lives(
    qtbot: QtBot, open_window: Open, doubter: ListedModel, bundled: ListedModel
) -> None:
    window = open_window()
    wait_until_judged(qtbot, window)
    use(window, doubter)
    assert not window.judged
    wait_until_judged(qtbot, window)
    use(window, bundled)
    assert len(window.judged) == 1, "at once"


def test_another_file_is_chosen(
    qtbot: QtBot,
    open_window: Open,
    doubter: ListedModel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window()
    choice = window.choices.lists["B"]
    copied = copy_model(doubter.path, saved_models() / "mine.keras")
    choose_file(monkeypatch, copied)
    choice.activated.emit(choice.count() - 1)
    wait_until_judged(qtbot, window, 2)
    assert choice.currentText() == "mine (file)"


def test_a_file_of_somebody_s_is_converted_first(
    qtbot: QtBot,
    open_window: Open,
    tmp_path: Path,
    doubter: ListedModel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window(
        worker=f"""
say("ready")
order = hear()
say("converted", run=order["run"], model={str(doubter.path)!r})
hear()
"""
    )
    (tmp_path / "theirs.h5").write_text("theirs")
    choose_file(monkeypatch, tmp_path / "theirs.h5")
    choice = window.choices.lists["B"]
    choice.activated.emit(choice.count() - 1)
    assert choice.currentText() == "None", "until it is converted"
    wait_until_judged(qtbot, window, 2)
    assert choice.currentText() == "doubter (file)"


def test_a_closed_window_converts_nothing(
    qtbot: QtBot, open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(worker="say('ready'); hear(); signal.pause()")
    (tmp_path / "theirs.h5").write_text("theirs")
    choose_file(monkeypatch, tmp_path / "theirs.h5")
    choice = window.choices.lists["B"]
    choice.activated.emit(choice.count() - 1)
    qtbot.waitUntil(window.strip.isVisible, timeout=_MS)
    window.close()
    assert window.strip.isHidden()


def test_a_file_that_is_no_model_is_said_and_the_choice_stays(
    qtbot: QtBot, open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(
        worker="say('ready'); say('failed', run=hear()['run'], sentence='Odd.')"
    )
    (tmp_path / "odd.keras").write_text("odd")
    choose_file(monkeypatch, tmp_path / "odd.keras")
    choice = window.choices.lists["B"]
    choice.activated.emit(choice.count() - 1)
    qtbot.waitUntil(window.notice.isVisible, timeout=_MS)
    assert "Odd." in window.notice.text()
    assert choice.currentText() == "None"
    press(window, "Esc")
    assert not window.notice.isVisible()
    choose_file(monkeypatch, None)
    choice.activated.emit(choice.count() - 1)
    assert not window.notice.isVisible()


def test_a_model_whose_twin_is_gone_is_said_and_the_other_is_judged(
    qtbot: QtBot, open_window: Open, doubter: ListedModel
) -> None:
    window = open_window()
    wait_until_judged(qtbot, window)
    twin = doubter.path.with_suffix(".tflite")
    kept = twin.read_bytes()
    twin.unlink()
    try:
        window.choices.lists["B"].choose(doubter)
        qtbot.waitUntil(window.notice.isVisible, timeout=_MS)
        qtbot.waitUntil(lambda: not window.judging.is_reading, timeout=_MS)
    finally:
        twin.write_bytes(kept)
    assert "doubter.tflite" in window.notice.text()
    assert [letter for letter, _, _ in window.judged] == ["A"]
    assert window.reading.button.text() == "&Go on"
    window.reading.button.click()
    wait_until_judged(qtbot, window, 2)


def test_a_drawing_is_read_by_both(
    qtbot: QtBot, open_window: Open, doubter: ListedModel
) -> None:
    window = open_window()
    window.choices.lists["B"].choose(doubter)
    window.pages.setCurrentWidget(window.drawing)
    window.set_drawing((np.array([[0.5, 0.2], [0.5, 0.8]]),))
    bars = [window.drawing.readings[letter].bars for letter in "AB"]
    qtbot.waitUntil(lambda: all(bar.prediction for bar in bars), timeout=_MS)
    assert [bar.prediction.best for bar in bars if bar.prediction] == [1, 1]
    assert window.drawing.readings["B"].isVisible()
    window.drawing.small.pad.clear()
    qtbot.waitUntil(lambda: not any(bar.prediction for bar in bars))
    window.choices.lists["B"].activated.emit(0)
    assert not window.drawing.readings["B"].isVisible()


def test_a_picture_is_read_as_a_drawing(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    page = window.drawing
    window.pages.setCurrentWidget(page)
    window.set_drawing(picture_of(3))
    reading = page.readings["A"]
    qtbot.waitUntil(lambda: reading.bars.prediction is not None, timeout=20_000)
    assert reading.bars.prediction
    assert reading.bars.prediction.best == 3
    page.small.pad.clear()
    qtbot.waitUntil(lambda: reading.bars.prediction is None)


def test_the_table_is_read_back_equal(
    qtbot: QtBot,
    open_window: Open,
    doubter: ListedModel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window()
    window.choices.lists["B"].choose(doubter)
    wait_until_judged(qtbot, window, 2)
    path = tmp_path / "figures.csv"
    choose_file(monkeypatch, path)
    window.save_table.click()
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))
    found = {(row["model"], row["digit"]): row for row in rows}
    assert len(rows) == 22
    for name, judgement in (
        ("A: digitpad", window.judged[0][2]),
        ("B: doubter", window.judged[1][2]),
    ):
        assert float(found[name, ALL]["accuracy"]) == judgement.accuracy
        assert float(found[name, ALL]["loss"]) == judgement.loss
        counts = [int(found[name, "7"][f"read as {guess}"]) for guess in range(10)]
        assert tuple(counts) == judgement.confusion[7]


@pytest.mark.parametrize("page", [0, 1, 2])
def test_the_picture_is_of_the_page_at_twice_its_size(
    qtbot: QtBot,
    open_window: Open,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    page: int,
) -> None:
    window = open_window()
    wait_until_judged(qtbot, window)
    window.pages.setCurrentIndex(page)
    path = tmp_path / "figures.png"
    choose_file(monkeypatch, path)
    window.save_picture.click()
    image = QImage(str(path))
    assert not image.isNull()
    shown = window.pages.currentWidget().size()
    assert image.width() > 2 * shown.width()
    assert image.height() > 2 * shown.height()
    colors = {image.pixel(x, 300) for x in range(0, image.width(), 3)}
    assert len(colors) > 3, "it is not empty"


def test_a_place_that_cannot_be_written_is_said(
    qtbot: QtBot, open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    wait_until_judged(qtbot, window)
    (tmp_path / "folder.csv").mkdir()
    choose_file(monkeypatch, tmp_path / "folder.csv")
    window.save_table.click()
    assert "cannot be written" in window.notice.text()
    choose_file(monkeypatch, None)
    window.save_picture.click()


def test_all_is_reached_by_the_keys(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    wait_until_judged(qtbot, window)
    reached: set[QWidget | None] = set()
    for page in range(3):
        window.pages.setCurrentIndex(page)
        for _ in range(30):
            window.focusNextPrevChild(True)
            reached.add(window.focusWidget())
    wanted = {
        *window.choices.lists.values(),
        *(window.save_table, window.save_picture, window.explained.more),
        *(window.figures.summary, window.figures.digits),
        *(window.confusions.matrix, window.confusions.images),
        window.drawing.small.pad,
    }
    assert wanted <= reached


def test_ctrl_w_and_esc_close_it(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    press(window, "Ctrl+W")
    assert not window.isVisible()
    window.open()
    press(window, "Esc")
    assert not window.isVisible()


def test_without_a_model_nothing_is_judged(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(with_model=False)
    qtbot.wait(20)
    assert window.judged == []
    assert not window.save_table.isEnabled()


def test_a_model_that_is_gone_is_said(
    open_window: Open, tmp_path: Path, recognizer: Recognizer
) -> None:
    window = open_window(with_model=False)
    window.set_model(tmp_path / "gone.keras", recognizer, "gone")
    assert "gone.keras" in window.notice.text()


@pytest.mark.parametrize("size", [(960, 540), (1280, 720), (1920, 1080)], ids=str)
def test_it_fits(
    qtbot: QtBot, open_window: Open, doubter: ListedModel, size: tuple[int, int]
) -> None:
    window = open_window()
    window.choices.lists["B"].choose(doubter)
    wait_until_judged(qtbot, window, 2)
    for page in range(3):
        window.pages.setCurrentIndex(page)
        window.resize(*size)
        parts = window.pages.currentWidget().findChildren(QWidget)
        assert (window.width(), window.height()) == size

        def fits(parts: list[QWidget] = parts) -> bool:
            seen = [part for part in parts if part.isVisible()]
            corners = [part.mapTo(window, part.rect().topLeft()) for part in seen]
            return all(window.rect().contains(corner) for corner in corners)

        qtbot.waitUntil(fits)


def test_no_mnemonic_is_there_twice(open_window: Open) -> None:
    window = open_window()
    texts = [button.text() for button in window.findChildren(QPushButton)]
    texts += [window.pages.tabText(page) for page in range(3)]
    texts += ["&Go on", "&Less", "Model &A", "Model &B"]
    marked = [text for text in texts if "&" in text]
    keys = [text[text.index("&") + 1].lower() for text in marked]
    assert len(set(keys)) == len(keys), sorted(keys)


def test_another_look_reaches_every_page(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    wait_until_judged(qtbot, window)
    parts = (
        *(window.figures.calibration, window.confusions.matrix),
        *(window.confusions.images, window.drawing.readings["A"].bars),
    )
    before = [part.grab().toImage() for part in parts]
    window.set_theme(DARK)
    after = [part.grab().toImage() for part in parts]
    assert all(one != other for one, other in zip(before, after, strict=True))
