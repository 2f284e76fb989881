"""A library with real models in a home of its own."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.core.models import SUFFIXES
from digitpad.core.paths import bundled_model, kept_runs, opened_models, saved_models
from digitpad.core.settings import Settings
from digitpad.gui import task
from digitpad.gui.library.window import LibraryWindow
from digitpad.gui.preferences import Preferences


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "STATE", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "data").mkdir()
    return tmp_path


def put(model: Path, **values: Any) -> Path:
    """Put the bundled model there, with other words in its card."""
    model.parent.mkdir(parents=True, exist_ok=True)
    for suffix in SUFFIXES:
        shutil.copy(bundled_model().with_suffix(suffix), model.with_suffix(suffix))
    card = model.with_suffix(".json")
    known = json.loads(card.read_text()) | {"name": model.stem}
    card.write_text(json.dumps(known | values))
    return model


@pytest.fixture
def saved(home: Path) -> Path:
    return put(
        saved_models() / "sevens.keras",
        mnist_test_accuracy=0.9876,
        created="2025-03-01",
        preset="cnn-4-8-12",
        parameters=1000,
    )


@pytest.fixture
def opened(home: Path) -> Path:
    return put(
        opened_models() / ("a" * 64) / "fair.keras",
        preset="",
        origin={"name": "mnist_cnn.h5", "sha256": "a" * 64},
        mnist_test_accuracy=0.97,
        measured=[],
    )


@pytest.fixture
def trained(home: Path) -> Path:
    name = "dense-64-64 2026-01-02 03.04.05"
    return put(kept_runs() / name / f"{name}.keras", preset="dense-64-64")


class Used:
    """Stands for the pad: what it reads with."""

    def __init__(self) -> None:
        self.model = bundled_model()
        self.works = True
        self.window: LibraryWindow | None = None

    def use(self, model: Path) -> bool:
        if self.works:
            self.model = model
            if self.window:
                self.window.set_in_use(model)
        return self.works


class Library:
    """A library's window, and what it was told to do."""

    def __init__(self, window: LibraryWindow, used: Used, kept: list[Settings]) -> None:
        self.window = window
        self.used = used
        self.kept = kept

    @property
    def names(self) -> list[str]:
        return [model.name for model in self.window.view.shown]

    @property
    def default(self) -> str:
        return self.kept[-1].default_model if self.kept else ""

    def select(self, path: Path) -> None:
        assert self.window.view.select(path)


Open = Callable[..., Library]


@pytest.fixture
def open_library(qtbot: QtBot, home: Path) -> Iterator[Open]:
    palette = QApplication.palette()
    windows: list[LibraryWindow] = []

    def open_library(settings: Settings | None = None, **options: Any) -> Library:
        kept: list[Settings] = []
        used = Used()
        preferences = Preferences(settings or Settings(), kept.append)
        window = LibraryWindow(preferences, used.use, **options)
        windows.append(window)
        qtbot.addWidget(window)
        used.window = window
        window.set_in_use(used.model)
        window.open()
        qtbot.waitExposed(window)
        wait_until_listed(qtbot, window)
        return Library(window, used, kept)

    yield open_library
    for window in windows:
        window.close()
    qtbot.waitUntil(lambda: not task._running)
    QApplication.setPalette(palette)


def wait_until_listed(qtbot: QtBot, window: LibraryWindow) -> None:
    qtbot.waitUntil(lambda: not window.is_listing, timeout=10_000)
