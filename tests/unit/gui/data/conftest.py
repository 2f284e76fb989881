"""The data window with a few hundred images of MNIST and the bundled model."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.core.datasets import MnistPixels, PixelSample, load_mnist_pixels
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.gui import task
from digitpad.gui.data.window import DataWindow

Open = Callable[..., DataWindow]


def cut(sample: PixelSample, part: slice) -> PixelSample:
    return PixelSample(sample.pixels[part], sample.labels[part])


@pytest.fixture(scope="session")
def whole_mnist() -> MnistPixels:
    return load_mnist_pixels()


@pytest.fixture(scope="session")
def mnist(whole_mnist: MnistPixels) -> MnistPixels:
    """1,000 training images, and 300 test images: some are read wrongly."""
    train = cut(whole_mnist.train, slice(1000))
    return MnistPixels(train, cut(whole_mnist.test, slice(1200, 1500)))


@pytest.fixture(scope="session")
def longer(whole_mnist: MnistPixels) -> MnistPixels:
    """Test images that are read for a second."""
    train = cut(whole_mnist.train, slice(1000))
    return MnistPixels(train, cut(whole_mnist.test, slice(2000)))


@pytest.fixture(scope="session")
def doubter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled model with a higher threshold: it is less often sure."""
    folder = tmp_path_factory.mktemp("models")
    for suffix in (".keras", ".tflite", ".json"):
        shutil.copy(bundled_model().with_suffix(suffix), folder / f"doubter{suffix}")
    card = folder / "doubter.json"
    written = json.loads(card.read_text())
    card.write_text(json.dumps(written | {"threshold": 0.99}))
    return folder / "doubter.keras"


@pytest.fixture
def own_path(tmp_path: Path) -> Path:
    """Where own drawings would be."""
    return tmp_path / "drawings.jsonl.gz"


@pytest.fixture
def open_window(qtbot: QtBot, mnist: MnistPixels, own_path: Path) -> Iterator[Open]:
    palette = QApplication.palette()
    windows: list[DataWindow] = []

    def open_window(
        loader: Callable[[], MnistPixels] = lambda: mnist, *, with_model: bool = True
    ) -> DataWindow:
        window = DataWindow(loader, lambda: own_path)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1280, 720)
        if with_model:
            use(window, bundled_model(), "digitpad")
        window.open()
        qtbot.waitExposed(window)
        return window

    yield open_window
    for window in windows:
        window.close()
    qtbot.waitUntil(lambda: not task._running)
    QApplication.setPalette(palette)


def use(window: DataWindow, model: Path, name: str) -> None:
    window.set_model(model, Recognizer.load(model), name)
