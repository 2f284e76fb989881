"""The training window shows what a training does, and loses nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.core.models import copy_model
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.gui.startup import sample_drawing
from digitpad.gui.theme import DARK
from digitpad.gui.trainer import Trainer, TrainerState
from digitpad.gui.training.window import TrainingWindow
from tests.unit.gui.fake_worker import fake_worker
from tests.unit.gui.pictures import picture_of

_MS = 10_000

LEARNS = """
say("ready")
while True:
    command = hear()
    if command["record"] == "train":
        fit(command["run"]); epoch(command["run"])
    elif command["record"] == "probe":
        probed(command)
    elif command["record"] == "cancel":
        say("cancelled", run=command["run"])
    elif command["record"] == "stop":
        import shutil
        succeed(command["run"])
"""

Open = Callable[[str], TrainingWindow]


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    trainers: list[Trainer] = []

    def open_window(worker: str) -> TrainingWindow:
        runs = tmp_path / "runs"
        command = fake_worker(tmp_path, worker)
        trainers.append(Trainer(command, log=tmp_path / "worker.log", runs=runs))
        window = TrainingWindow(trainers[-1], runs)
        qtbot.addWidget(window)
        model = bundled_model()
        window.set_in_use(Recognizer.load(model), model, "digitpad")
        window.resize(1280, 720)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield open_window
    for trainer in trainers:
        trainer.shut_down()


def trainer_of(window: TrainingWindow) -> Trainer:
    return window._trainer


def wait_for_reading(qtbot: QtBot, window: TrainingWindow) -> None:
    qtbot.waitUntil(lambda: window.probe.learning is not None, timeout=_MS)


def test_a_picture_on_the_pad_is_taken_over(qtbot: QtBot, open_window: Open) -> None:
    window, picture = open_window(LEARNS), picture_of(3)
    window.open_with(picture)
    qtbot.waitUntil(lambda: window.probe.frame is not None)
    assert window.probe.frame is picture.frame
    window.open_with(picture_of(5))  # only onto an empty canvas
    assert window.probe.small.content is picture


def test_a_cancelled_network_reads_nothing_any_more(
    qtbot: QtBot, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(LEARNS)
    asked: list[str] = []

    def agree(_parent: object, question: str, *_texts: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr("digitpad.gui.training.window.agrees", agree)
    window.probe.set_drawing(sample_drawing())
    window.controls.start.click()
    wait_for_reading(qtbot, window)
    assert window.epochs.rowCount() == 1
    with qtbot.waitSignal(trainer_of(window).cancelled, timeout=_MS):
        window.controls.cancel.click()
    assert asked == ["Cancel the training?"]
    assert window.probe.learning is None
    assert window.controls.start.isEnabled()
    assert "Cancelled" in window.progress.headline


def test_cancelling_what_has_learned_nothing_asks_nothing(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window("say('ready'); hear(); hear()")
    window.controls.start.click()
    with qtbot.waitSignal(trainer_of(window).cancelled, timeout=_MS):
        window.controls.cancel.click()
    assert QApplication.activeModalWidget() is None


def test_a_failure_is_one_sentence_with_the_log_at_hand(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window(
        "say('ready'); run = hear()['run']\n"
        "say('failed', run=run, sentence='The loss is no number any more.'); hear()"
    )
    with qtbot.waitSignal(trainer_of(window).failed, timeout=_MS):
        window.controls.start.click()
    assert "The loss is no number any more." in window.notice.text()
    assert window.show_log.isVisible()
    window.controls.start.click()
    assert not window.notice.isVisible()
    assert not window.show_log.isVisible()


def test_what_the_network_reads_is_shown_beside_the_model_in_use(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window(LEARNS)
    window.probe.set_drawing(sample_drawing())
    window.controls.start.click()
    wait_for_reading(qtbot, window)
    window.probe.pad.clear()
    qtbot.waitUntil(lambda: window.probe.learning is None, timeout=_MS)


def test_a_narrow_window_has_the_settings_on_a_page(open_window: Open) -> None:
    window = open_window(LEARNS)
    pages = [window.tabs.tabText(index) for index in range(window.tabs.count())]
    assert pages == ["&Training", "Res&ult", "Past tra&inings"]
    window.resize(960, 540)
    assert window.tabs.tabText(window.tabs.count() - 1) == "S&ettings"
    assert not window.images.isVisible()
    window.resize(1280, 720)
    assert window.tabs.count() == 3
    assert window.settings.isVisible()
    assert window.images.isVisible()


def test_no_mnemonic_is_there_twice(open_window: Open) -> None:
    window = open_window(LEARNS)
    controls = window.controls
    texts = [
        *(window.tabs.tabText(index) for index in range(window.tabs.count())),
        *(button.text() for button in (controls.start, controls.pause)),
        *(button.text() for button in (controls.stop, controls.cancel)),
        "&Resume",
        window.show_log.text(),
        "S&ettings",
    ]
    keys = [text[text.index("&") + 1].lower() for text in texts]
    assert len(set(keys)) == len(keys)


def test_esc_puts_the_notice_away_then_the_window(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window(LEARNS)
    window.tell("Something is wrong.")
    escape = next(
        action
        for action in window.actions()
        if "Esc" in [key.toString() for key in action.shortcuts()]
    )
    escape.trigger()
    assert not window.notice.isVisible()
    assert window.isVisible()
    escape.trigger()
    assert not window.isVisible()


def test_another_look_reaches_every_part(open_window: Open) -> None:
    window = open_window(LEARNS)
    before = window.grab().toImage()
    window.set_theme(DARK)
    assert window.grab().toImage() != before


def test_a_model_is_saved_where_the_dialog_says(
    qtbot: QtBot, open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(LEARNS)
    trainer = trainer_of(window)
    trainer.prepare()
    qtbot.waitUntil(lambda: trainer.state is TrainerState.READY, timeout=_MS)
    window.controls.start.click()
    qtbot.waitUntil(lambda: bool(trainer.epochs), timeout=_MS)
    (folder,) = (tmp_path / "runs").iterdir()
    copy_model(bundled_model(), folder / f"{folder.name}.keras")
    with qtbot.waitSignal(trainer.succeeded, timeout=_MS):
        window.controls.stop.click()
    target = tmp_path / "mine.keras"
    place = "digitpad.gui.training.keeping.ask_where_to_save"
    monkeypatch.setattr(place, lambda *_: target)
    window.result.save_requested.emit()
    Recognizer.load(target)
    assert not window.notice.isVisible()
    monkeypatch.setattr(place, lambda *_: bundled_model())
    window.result.save_requested.emit()
    assert "program's own folder" in window.notice.text()
