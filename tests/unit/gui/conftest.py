"""A real window with the real bundled model."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.core.settings import Settings
from digitpad.gui.pad import Pad
from digitpad.gui.trainer import Trainer
from digitpad.gui.window import MainWindow
from tests.unit.gui.fake_worker import fake_worker
from tests.unit.gui.trainers import Open, Session


@pytest.fixture(scope="session")
def recognizer() -> Recognizer:
    return Recognizer.load(bundled_model())


@pytest.fixture
def saved() -> list[Settings]:
    """What the window gave to be saved."""
    return []


@pytest.fixture
def window(
    qtbot: QtBot, recognizer: Recognizer, saved: list[Settings]
) -> Iterator[MainWindow]:
    palette = QApplication.palette()
    window = MainWindow(recognizer, "About the model", Settings(), saved.append)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    qtbot.waitExposed(window)
    yield window
    QApplication.setPalette(palette)


@pytest.fixture
def clipboard(qtbot: QtBot) -> Iterator[QClipboard]:
    """The clipboard of the offscreen platform, empty before and after.

    What Python has put there must be gone when the interpreter ends, which else would
    crash. On X11 it does not.
    """
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    yield clipboard
    clipboard.clear()


@pytest.fixture
def pad(qtbot: QtBot) -> Pad:
    pad = Pad()
    qtbot.addWidget(pad)
    pad.resize(400, 400)
    pad.show()
    qtbot.waitExposed(pad)
    return pad


@pytest.fixture
def open_trainer(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    trainers = []

    def open_trainer(body: str, silence: float = 30) -> Session:
        trainer = Trainer(
            fake_worker(tmp_path, body),
            log=tmp_path / "worker.log",
            runs=tmp_path / "runs",
            silence=silence,
        )
        trainers.append(trainer)
        return Session(trainer, tmp_path / "runs", qtbot)

    yield open_trainer
    for trainer in trainers:
        trainer.shut_down()
