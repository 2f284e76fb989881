"""All settings can be put back, and the old ones are kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from digitpad.core.recognizer import Recognizer
from digitpad.core.settings import Settings, load_settings, save_settings
from digitpad.gui.settings_reset import SettingsReset
from digitpad.gui.theme import LIGHT
from digitpad.gui.window import MainWindow

CHOSEN = Settings(appearance="dark", brush="thick", clear_after=5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "settings.json"
    save_settings(path, CHOSEN)
    return path


@pytest.fixture
def window(qtbot: QtBot, recognizer: Recognizer, path: Path) -> MainWindow:
    window = MainWindow(
        recognizer, "", CHOSEN, lambda settings: save_settings(path, settings)
    )
    SettingsReset(window, path)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def action(window: MainWindow, text: str) -> QAction:
    (found,) = (a for a in window.findChildren(QAction) if a.text() == text)
    return found


def reset(window: MainWindow, answer: str = "Reset") -> None:
    """Ask for a reset, and press a button of the question."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        buttons: list[QAbstractButton] = box.buttons()
        next(button for button in buttons if button.text() == answer).click()

    QTimer.singleShot(0, press)
    action(window, "&Reset settings…").trigger()


def test_everything_is_as_at_first(window: MainWindow, path: Path) -> None:
    size = window.size()
    window.resize(700, 600)
    reset(window)
    assert window.size() == size
    assert window.preferences.settings == Settings()
    assert window.theme is LIGHT
    for text in ("Medium", "As the system", "Never"):
        assert action(window, text).isChecked()
    assert load_settings(path) == (Settings(), None)


def test_the_old_settings_are_kept_and_named(window: MainWindow, path: Path) -> None:
    reset(window)
    aside = path.with_suffix(".old.json")
    assert load_settings(aside) == (CHOSEN, None)
    assert str(aside) in window.notice.text()


def test_who_thinks_better_of_it_keeps_all(window: MainWindow, path: Path) -> None:
    reset(window, "Back")
    assert window.preferences.settings == CHOSEN
    assert load_settings(path) == (CHOSEN, None)
    assert not window.notice.isVisible()


def test_without_a_file_there_is_nothing_to_keep(
    window: MainWindow, path: Path
) -> None:
    path.unlink()
    reset(window)
    assert window.preferences.settings == Settings()
    assert window.notice.text().startswith("The settings are as they were at first.")
    assert list(path.parent.iterdir()) == [path]


def test_what_cannot_be_kept_stays(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.unlink()
    path.mkdir()
    reset(window)
    assert window.preferences.settings == CHOSEN
    assert "cannot be put aside" in window.notice.text()
