"""A home of its own, and an opener with a worker that plays a part."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from digitpad.core.training_config import TrainingConfig
from digitpad.gui.converting.opener import ModelOpener
from tests.unit.gui.fake_worker import fake_worker


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "STATE", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


class Opened:
    """An opener and all that it told."""

    def __init__(self, opener: ModelOpener, qtbot: QtBot) -> None:
        self.opener = opener
        self.ends: list[Any] = []
        self.asked: list[str] = []
        self._qtbot = qtbot
        opener.opened.connect(lambda *values: self.ends.append(values))
        opener.failed.connect(self.ends.append)
        opener.cancelled.connect(lambda: self.ends.append("cancelled"))

    def end(self) -> Any:
        """Wait for the end; return it."""
        self._qtbot.waitUntil(lambda: bool(self.ends), timeout=10_000)
        self.opener.shut_down()  # nobody is left to say more
        QApplication.processEvents()
        assert len(self.ends) == 1
        assert not self.opener.is_busy
        return self.ends.pop()


Make = Callable[..., Opened]


@pytest.fixture
def make_opener(qtbot: QtBot, home: Path) -> Iterator[Make]:
    made: list[Opened] = []

    def make_opener(body: str = "", answer: TrainingConfig | None = None) -> Opened:
        window = QWidget()
        qtbot.addWidget(window)

        def ask(_window: QWidget, name: str) -> TrainingConfig | None:
            opened.asked.append(name)
            return answer

        opener = ModelOpener(window, ask=ask, command=fake_worker(home, body))
        opened = Opened(opener, qtbot)
        made.append(opened)
        return opened

    yield make_opener
    for opened in made:
        opened.opener.shut_down()
