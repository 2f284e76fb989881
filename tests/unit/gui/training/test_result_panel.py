"""What came out of a training, and what shall become of it."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from digitpad.core.records import Score
from digitpad.gui.confusion import ConfusionMatrix, describe_cell
from digitpad.gui.training.result_figures import card_rows
from digitpad.gui.training.result_panel import (
    ResultPanel,
    compare,
    headline,
    say_kept,
)
from tests.unit.gui.training.records import CARD, score, succeeded

GOOD = score((4, 9, 12))
POOR = score((4, 9, 12), (7, 2, 30))


@pytest.fixture
def panel(qtbot: QtBot) -> ResultPanel:
    panel = ResultPanel()
    qtbot.addWidget(panel)
    panel.resize(620, 560)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def texts(panel: ResultPanel) -> list[str]:
    labels = (label for label in panel.findChildren(QLabel) if label.isVisible())
    return [label.text() for label in labels if label.text()]


def matrix_of(panel: ResultPanel) -> ConfusionMatrix:
    return panel.findChildren(ConfusionMatrix)[0]


def shows(matrix: ConfusionMatrix, score: Score) -> bool:
    """Return whether a matrix is that of a score, by what it says of 7 read as 2."""
    said = describe_cell(7, 2, score.confusion[7][2])
    return (said in matrix.accessibleDescription()) == bool(score.confusion[7][2])


def button(panel: ResultPanel, name: str) -> QPushButton:
    found = [
        button
        for button in panel.findChildren(QPushButton)
        if button.accessibleName() == name or button.text() == name
    ]
    return found[0]


def test_the_headline_is_the_accuracy() -> None:
    assert headline(GOOD) == "99.88 % of the 10,000 test images read rightly"


def test_which_is_better_is_said_in_words() -> None:
    assert compare(GOOD, POOR) == (
        "The new model is better: it reads 30 more images rightly."
    )
    assert compare(POOR, GOOD) == (
        "The model in use is better: it reads 30 more images rightly."
    )
    assert compare(score(), score((1, 2, 1))) == (
        "The new model is better: it reads 1 more image rightly."
    )
    assert compare(GOOD, GOOD) == "Both models read as many of the images rightly."
    assert compare(GOOD, None) == "The model in use could not be measured."


def test_a_card_is_written_for_people() -> None:
    rows = dict(card_rows(CARD))
    assert rows["Trained"] == "4 March 2026"
    assert rows["Parameters"] == "55,050"
    assert rows["Data"] == "MNIST training set, 60,000 images"
    assert rows["Made with"] == "keras 3.15.1, python 3.11.7"


def test_at_first_there_is_a_sentence_alone(panel: ResultPanel) -> None:
    assert texts(panel) == ["What comes out of a training appears here"]
    panel.set_result(succeeded(GOOD, POOR), CARD)
    panel.clear()
    assert texts(panel) == ["What comes out of a training appears here"]


def test_figures_of_both_models_stand_side_by_side(panel: ResultPanel) -> None:
    panel.set_in_use_name("digitpad")
    panel.set_result(succeeded(GOOD, POOR), CARD)
    shown = texts(panel)
    for text in ("99.88 %", "99.58 %", "0.0040", "0.0140", "In use: digitpad"):
        assert text in shown


def test_the_switch_shows_the_other_models_confusions(panel: ResultPanel) -> None:
    panel.set_result(succeeded(GOOD, POOR), CARD)
    matrix = matrix_of(panel)
    assert shows(matrix, GOOD)
    button(panel, "Model in use").click()
    assert shows(matrix, POOR)
    assert button(panel, "Model in use").text() == "✓ Model in use"
    button(panel, "New model").click()
    assert shows(matrix, GOOD)


def test_a_new_result_shows_its_own_matrix(panel: ResultPanel) -> None:
    panel.set_result(succeeded(GOOD, POOR), CARD)
    button(panel, "Model in use").click()
    panel.set_result(succeeded(POOR, GOOD), CARD)
    assert shows(matrix_of(panel), POOR)


def test_nothing_to_compare_with_has_no_switch(panel: ResultPanel) -> None:
    panel.set_result(succeeded(GOOD, None), CARD)
    assert not button(panel, "Model in use").isVisible()
    assert "The model in use could not be measured." in texts(panel)


def test_buttons_ask_for_what_they_say(qtbot: QtBot, panel: ResultPanel) -> None:
    panel.set_result(succeeded(GOOD, POOR), CARD)
    for name, signal in (
        ("Use this model", panel.use_requested),
        ("Save as…", panel.save_requested),
        ("Discard", panel.discard_requested),
    ):
        with qtbot.waitSignal(signal):
            button(panel, name).click()


def test_what_was_done_is_confirmed(panel: ResultPanel) -> None:
    panel.set_result(succeeded(GOOD, POOR), CARD)
    panel.set_saved(True)
    assert "The new model is saved." in texts(panel)
    panel.set_used(True)
    assert "The new model is in use now, and it is saved." in texts(panel)
    assert not button(panel, "In use").isEnabled()
    assert not button(panel, "Discard").isEnabled()
    assert button(panel, "Save as…").isEnabled()
    panel.set_used(False)
    assert "The new model is saved." in texts(panel)
    assert button(panel, "Use this model").isEnabled()
    assert button(panel, "Discard").isEnabled()


def test_saving_what_is_in_use_leaves_both_confirmed(panel: ResultPanel) -> None:
    panel.set_result(succeeded(GOOD, POOR), CARD)
    panel.set_used(True)
    assert "The new model is in use now." in texts(panel)
    panel.set_saved(True)
    assert "The new model is in use now, and it is saved." in texts(panel)


def test_a_discarded_model_has_no_future(panel: ResultPanel) -> None:
    panel.set_result(succeeded(GOOD, POOR), CARD)
    panel.set_discarded()
    for later in (lambda: None, lambda: panel.set_used(False)):
        later()
        for name in ("Use this model", "Save as…", "Discard"):
            assert not button(panel, name).isEnabled()
        assert "The new model is discarded. Its figures stay." in texts(panel)
    panel.set_result(succeeded(POOR, GOOD), CARD)
    assert button(panel, "Discard").isEnabled()


def test_a_new_result_has_not_been_saved(panel: ResultPanel) -> None:
    panel.set_result(succeeded(GOOD, POOR), CARD)
    panel.set_saved(True)
    panel.set_result(succeeded(POOR, GOOD), CARD)
    assert not any("saved" in text for text in texts(panel))


def test_which_epoch_was_kept_is_said(panel: ResultPanel) -> None:
    outcome = succeeded(GOOD, POOR)
    panel.set_result(outcome, CARD)
    assert "The network after epoch 3 of 5, its best, was kept." in texts(panel)
    early = say_kept(replace(outcome, stopped=True), 5)
    assert early.endswith("was kept. The training ended early.")
    first = say_kept(replace(outcome, epoch=0, stopped=True), 5)
    assert first.startswith("The training was stopped amid its first epoch")
    assert say_kept(outcome, None).startswith("The network after epoch 3, its best")
    # Whether that was the best, nobody knows.
    assert say_kept(outcome, 3) == "The network after the last epoch, 3, was kept."


@pytest.mark.parametrize("size", [(620, 560), (460, 400)], ids=str)
def test_nothing_is_cut_off_sideways(
    qtbot: QtBot, panel: ResultPanel, size: tuple[int, int]
) -> None:
    panel.set_result(succeeded(GOOD, POOR), CARD)
    panel.resize(*size)
    qtbot.waitUntil(lambda: not panel._scroll.horizontalScrollBar().maximum())
    if size == (620, 560):
        assert not panel._scroll.verticalScrollBar().maximum()
