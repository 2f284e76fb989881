"""The buttons are there when they make sense."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from digitpad.gui.trainer import TrainerState
from digitpad.gui.training.controls import Controls


@pytest.fixture
def controls(qtbot: QtBot) -> Controls:
    controls = Controls()
    qtbot.addWidget(controls)
    return controls


@pytest.mark.parametrize(
    ("state", "enabled"),
    [
        (TrainerState.OFF, {"start"}),
        (TrainerState.LOADING, {"start"}),
        (TrainerState.READY, {"start"}),
        (TrainerState.WAITING, {"cancel"}),
        (TrainerState.RUNNING, {"pause", "stop", "cancel"}),
        (TrainerState.PAUSED, {"pause", "stop", "cancel"}),
        (TrainerState.STOPPING, {"cancel"}),
        (TrainerState.CANCELLING, set()),
    ],
)
def test_each_state_has_its_buttons(
    controls: Controls, state: TrainerState, enabled: set[str]
) -> None:
    held = state in (TrainerState.RUNNING, TrainerState.PAUSED)
    controls.set_state(state, can_start=True, can_hold=held, can_stop=True)
    buttons: dict[str, QPushButton] = {
        name: getattr(controls, name) for name in ("start", "pause", "stop", "cancel")
    }
    assert {name for name, button in buttons.items() if button.isEnabled()} == enabled


def test_nothing_starts_with_impossible_settings(controls: Controls) -> None:
    controls.set_state(
        TrainerState.READY, can_start=False, can_hold=False, can_stop=False
    )
    assert not controls.start.isEnabled()


def test_before_the_first_epoch_there_is_nothing_to_keep(controls: Controls) -> None:
    controls.set_state(
        TrainerState.RUNNING, can_start=True, can_hold=True, can_stop=False
    )
    assert not controls.stop.isEnabled()
    assert controls.cancel.isEnabled()


def test_one_button_pauses_and_resumes(qtbot: QtBot, controls: Controls) -> None:
    controls.set_state(
        TrainerState.RUNNING, can_start=True, can_hold=True, can_stop=True
    )
    with qtbot.waitSignal(controls.pause_requested):
        controls.pause.click()
    controls.set_state(
        TrainerState.PAUSED, can_start=True, can_hold=True, can_stop=True
    )
    assert controls.pause.text() == "&Resume"
    with qtbot.waitSignal(controls.resume_requested):
        controls.pause.click()


def test_nothing_holds_what_does_not_fit(controls: Controls) -> None:
    controls.set_state(
        TrainerState.RUNNING, can_start=True, can_hold=False, can_stop=True
    )
    assert not controls.pause.isEnabled()
    assert not controls.stop.isEnabled()
    assert controls.cancel.isEnabled()
