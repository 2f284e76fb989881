"""The window of own drawings with a few drawings and the bundled model."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.core.own_drawing import NO_DIGIT, OwnDrawing
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.gui.gallery.window import GalleryWindow
from digitpad.gui.own_store import OwnStore
from tests.unit.gui.drawings import drawn

Open = Callable[..., GalleryWindow]


def own(number: int, digit: int, label: int | str | None = None) -> OwnDrawing:
    """Return a drawing of a digit that differs from those of other numbers."""
    moved = tuple(stroke + number / 1e4 for stroke in drawn(digit))
    label = digit if label is None else label
    date = f"2026-11-{number + 1:02}T12:00:00+00:00"
    return OwnDrawing(f"id{number}", label, moved, date)


DRAWINGS = [
    *(own(number, number) for number in range(5)),
    own(5, 3, 8),  # which the model gets wrong
    own(6, 0, NO_DIGIT),  # and this: it looks like a digit
    OwnDrawing("id7", NO_DIGIT, (np.array([[0.2, 0.2], [0.8, 0.25]]),), ""),
]


@pytest.fixture
def store(tmp_path: Path) -> OwnStore:
    return OwnStore(path=tmp_path / "drawings.jsonl.gz")


@pytest.fixture
def open_window(qtbot: QtBot, store: OwnStore) -> Iterator[Open]:
    palette = QApplication.palette()
    windows: list[GalleryWindow] = []

    def open_window(*drawings: OwnDrawing, is_read: bool = False) -> GalleryWindow:
        if drawings:
            store.add(drawings)
        window = GalleryWindow(store)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1180, 720)
        if is_read:
            model = bundled_model()
            window.set_model(model, Recognizer.load(model), "digitpad")
        window.open()
        qtbot.waitExposed(window)
        qtbot.waitUntil(lambda: window.is_ready)
        if is_read:
            qtbot.waitUntil(lambda: not window.is_reading)
        return window

    yield open_window
    for window in windows:
        window.close()
    QApplication.setPalette(palette)
