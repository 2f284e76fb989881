"""A display, a pointer and an empty home."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from digitpad.app import make_window
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.gui.window import MainWindow
from digitpad.program import Program
from tests.e2e.pointer import Pointer
from tests.e2e.programs import environment
from tests.e2e.window import WindowProcess
from tests.e2e.xserver import MissingToolError, x_server


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The display of an X server with a screen of 1280x720 pixels."""
    yield from _display(1280, 720)


@pytest.fixture(scope="session")
def large_display() -> Iterator[str]:
    """The display of an X server with a screen of 1920x1080 pixels."""
    yield from _display(1920, 1080)


def _display(width: int, height: int) -> Iterator[str]:
    try:
        with x_server(width, height) as name:
            yield name
            return
    except MissingToolError as error:
        missing = str(error)
    pytest.fail(missing, pytrace=False)


@pytest.fixture
def pointer(display: str) -> Iterator[Pointer]:
    with Pointer(display) as pointer:
        yield pointer


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """Variables with an empty home and no display."""
    return environment(tmp_path / "home")


@pytest.fixture
def shown_env(env: dict[str, str], display: str) -> dict[str, str]:
    """Variables with an empty home and the display."""
    return env | {"DISPLAY": display}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


@pytest.fixture
def window(config: Path, shown_env: dict[str, str]) -> Iterator[WindowProcess]:
    """The program's window, whose Qt must have had nothing to complain of."""
    with WindowProcess("--config", config, env=shown_env) as process:
        yield process
        if process.running:
            assert process.state().messages == []


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The user's folders, for this process and its workers."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "STATE", "CACHE", "CONFIG"):
            patch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
        yield folder


@pytest.fixture(scope="module")
def main(qapp: QApplication, home: Path) -> Iterator[MainWindow]:
    """The main window in this process, one for all of a module's tests."""
    model = bundled_model()
    window = make_window(model, Recognizer.load(model), home / "settings.json")
    window.show()
    yield window
    window.set_close_guard(lambda: True)
    window.close()
    window.deleteLater()


@pytest.fixture(scope="module")
def program(main: MainWindow) -> Program:
    program = main.findChild(Program)
    assert program
    return program
