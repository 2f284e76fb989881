"""The judging window with a few hundred images of MNIST and two real models."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.core.datasets import PixelSample, load_mnist_test
from digitpad.core.model_list import ListedModel
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.gui import task
from digitpad.gui.judging.window import JudgingWindow
from tests.unit.gui.fake_worker import fake_worker

Open = Callable[..., JudgingWindow]


def cut(sample: PixelSample, part: slice) -> PixelSample:
    return PixelSample(sample.pixels[part], sample.labels[part])


@pytest.fixture(scope="session")
def whole() -> PixelSample:
    return load_mnist_test()


@pytest.fixture(scope="session")
def images(whole: PixelSample) -> PixelSample:
    """300 images: some are read wrongly."""
    return cut(whole, slice(1200, 1500))


@pytest.fixture(scope="session")
def longer(whole: PixelSample) -> PixelSample:
    """Images that are read for a second."""
    return cut(whole, slice(2000))


@pytest.fixture(scope="session")
def bundled() -> ListedModel:
    return ListedModel.read(bundled_model(), "bundled")


@pytest.fixture(scope="session")
def doubter(tmp_path_factory: pytest.TempPathFactory) -> ListedModel:
    """The bundled model with a higher threshold: it is less often sure."""
    folder = tmp_path_factory.mktemp("models")
    for suffix in (".keras", ".tflite", ".json"):
        shutil.copy(bundled_model().with_suffix(suffix), folder / f"doubter{suffix}")
    card = folder / "doubter.json"
    written = json.loads(card.read_text())
    card.write_text(json.dumps(written | {"threshold": 0.99, "name": "doubter"}))
    return ListedModel.read(folder / "doubter.keras", "saved")


@pytest.fixture
def open_window(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    images: PixelSample,
    bundled: ListedModel,
    doubter: ListedModel,
) -> Iterator[Open]:
    for name in ("DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    palette = QApplication.palette()
    windows: list[JudgingWindow] = []

    def open_window(
        loader: Callable[[], PixelSample] = lambda: images,
        *,
        with_model: bool = True,
        worker: str = "",
    ) -> JudgingWindow:
        command = fake_worker(tmp_path, worker)
        window = JudgingWindow(loader, lambda: (bundled, doubter), command)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1280, 720)
        if with_model:
            use(window, bundled)
        window.open()
        qtbot.waitExposed(window)
        return window

    yield open_window
    for window in windows:
        window.close()
    qtbot.waitUntil(lambda: not task._running)
    QApplication.setPalette(palette)


def use(window: JudgingWindow, model: ListedModel) -> None:
    window.set_model(model.path, Recognizer.load(model.path), model.name)
