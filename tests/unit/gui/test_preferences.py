"""Choices are shared, told and saved."""

import pytest
from pytestqt.qtbot import QtBot

from digitpad.core.errors import DigitpadError
from digitpad.core.settings import Settings
from digitpad.gui.preferences import Preferences


def test_a_change_is_told_and_saved(qtbot: QtBot) -> None:
    saved: list[Settings] = []
    preferences = Preferences(Settings(), saved.append)
    with qtbot.waitSignal(preferences.changed):
        preferences.change(brush="thick", clear_after=5)
    assert preferences.settings == Settings(brush="thick", clear_after=5)
    assert saved == [preferences.settings]


def test_what_is_kept_is_saved_with_the_next_change(qtbot: QtBot) -> None:
    saved: list[Settings] = []
    preferences = Preferences(Settings(), saved.append)
    with qtbot.assertNotEmitted(preferences.changed):
        preferences.keep(geometry="01")
    assert saved == []
    preferences.change(brush="thin")
    assert saved == [Settings(geometry="01", brush="thin")]


def test_a_wrong_value_changes_nothing(qtbot: QtBot) -> None:
    saved: list[Settings] = []
    preferences = Preferences(Settings(), saved.append)
    with pytest.raises(DigitpadError):
        preferences.change(brush="huge")
    assert preferences.settings == Settings()
    assert saved == []


def test_a_full_disk_is_told_and_the_choice_holds(qtbot: QtBot) -> None:
    def save(_settings: Settings) -> None:
        raise DigitpadError("The disk is full.")

    preferences = Preferences(Settings(), save)
    with qtbot.waitSignal(preferences.failed) as told:
        preferences.change(brush="thin")
    assert told.args == ["The disk is full."]
    assert preferences.settings.brush == "thin"
