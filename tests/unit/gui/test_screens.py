"""The screen outlives the windows."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

import digitpad
from digitpad.gui.screens import available_size


def test_the_screen_s_room_is_known(qtbot: QtBot) -> None:
    assert available_size() == QGuiApplication.primaryScreen().availableSize()


def test_no_window_asks_for_its_own_screen() -> None:
    package = Path(digitpad.__file__).parent
    sources = package.rglob("*.py")
    asking = [path for path in sources if ".screen()." in path.read_text()]
    assert asking == []
