"""How far a training is, and how long it will last."""

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from digitpad.core.records import PHASES
from digitpad.gui.training.progress import Progress, say_time_left, time_left
from tests.unit.gui.training.records import batch


@pytest.fixture
def progress(qtbot: QtBot) -> Progress:
    progress = Progress()
    qtbot.addWidget(progress)
    return progress


def said(progress: Progress) -> list[str]:
    """Return what is shown: headline, upper bar, figures, whole, time left."""
    labels = progress.findChildren(QLabel)
    return ["" if label.isHidden() else label.text() for label in labels]


def time_left_text(progress: Progress) -> str:
    return said(progress)[-1]


def is_moving_by_itself(progress: Progress) -> bool:
    bars = progress.findChildren(QProgressBar)
    return any(bar.minimum() == bar.maximum() == 0 for bar in bars)


def test_time_left_is_the_mean_pace_times_the_steps_left() -> None:
    first, newest = batch(1, 1, seconds=5), batch(1, 51, seconds=10)
    assert time_left(first, newest) == pytest.approx(0.1 * (1000 - 51))


def test_preparing_does_not_count_as_pace() -> None:
    slow = time_left(batch(1, 1, seconds=60), batch(1, 51, seconds=65))
    assert slow == pytest.approx(94.9)


def test_at_first_no_time_is_said() -> None:
    first = batch(1, 1, seconds=5)
    assert time_left(first, first) is None
    assert time_left(first, batch(1, 4, seconds=5.4)) is None


def test_at_the_end_no_time_is_left() -> None:
    assert time_left(batch(1, 1), batch(10, 100)) == 0


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "a few seconds left"),
        (7.4, "a few seconds left"),
        (8, "about 10 s left"),
        (23, "about 25 s left"),
        (41, "about 40 s left"),
        (58, "about 1 min left"),
        (170, "about 3 min left"),
        (59 * 60, "about 59 min left"),
        (4200, "about 1 h 10 min left"),
        (7200, "about 2 h left"),
    ],
)
def test_times_are_said_in_round_words(seconds: float, said: str) -> None:
    assert say_time_left(seconds) == said


@pytest.mark.parametrize("phase", PHASES)
def test_each_phase_has_words_and_is_seen_to_run(
    progress: Progress, phase: str
) -> None:
    progress.set_phase(phase)
    assert len(progress.headline) > 5
    assert is_moving_by_itself(progress)


def test_nothing_moves_by_itself_while_nothing_runs(progress: Progress) -> None:
    assert not is_moving_by_itself(progress)
    progress.set_phase("preparing")
    progress.set_idle("Press Start")
    assert progress.headline == "Press Start"
    assert not is_moving_by_itself(progress)


def test_a_pause_stands_still_and_says_so(progress: Progress) -> None:
    progress.set_phase("measuring")
    progress.set_paused(True)
    assert progress.headline == "Paused"
    assert not is_moving_by_itself(progress)
    progress.set_paused(False)
    assert progress.headline == "Measuring the network"
    assert is_moving_by_itself(progress)


def test_a_batch_moves_both_bars(progress: Progress) -> None:
    progress.set_phase("fitting")
    progress.set_batch(batch(3, 50))
    epoch, whole = progress.findChildren(QProgressBar)
    assert epoch.value() / epoch.maximum() == 0.5
    assert whole.value() / whole.maximum() == 0.25


def test_the_time_left_is_of_this_training_alone(progress: Progress) -> None:
    progress.set_batch(batch(1, 1))
    assert time_left_text(progress) == ""
    progress.set_batch(batch(1, 91))
    assert time_left_text(progress) == "about 2 min left"
    progress.set_batch(batch(1, 1, run=2))
    assert time_left_text(progress) == ""


def test_words_of_ones_own_are_shown(progress: Progress) -> None:
    progress.set_phase("fitting")
    progress.set_text("Stopping after this step")
    assert progress.headline == "Stopping after this step"


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        ("preparing", "Preparing the images"),
        ("measuring", "Measuring the network"),
        ("saving", "Saving the model"),
    ],
)
def test_a_phase_has_the_upper_bar_to_itself(
    progress: Progress, phase: str, words: str
) -> None:
    progress.set_batch(batch(1, 1))
    progress.set_batch(batch(5, 100))
    progress.set_phase(phase, 0.25)
    assert said(progress)[1:] == [words, "", "Whole training: epoch 5 of 10", ""]
    upper, whole = progress.findChildren(QProgressBar)
    assert upper.accessibleName() == words
    assert upper.value() / upper.maximum() == 0.25
    assert whole.value() / whole.maximum() == 0.5, "it stays at its place"


def test_after_a_phase_the_upper_bar_is_the_epochs_again(progress: Progress) -> None:
    progress.set_phase("preparing", 1.0)
    progress.set_phase("fitting")
    assert said(progress)[1] == "This epoch"
    progress.set_batch(batch(1, 30))
    assert said(progress)[1] == "This epoch: step 30 of 100"
    upper = progress.findChildren(QProgressBar)[0]
    assert upper.value() / upper.maximum() == 0.3


def test_a_pause_in_a_phase_does_not_fill_its_bar(progress: Progress) -> None:
    progress.set_batch(batch(10, 100))
    progress.set_phase("measuring")
    progress.set_paused(True)
    assert progress.findChildren(QProgressBar)[0].value() == 0
