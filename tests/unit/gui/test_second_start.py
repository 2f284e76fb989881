"""Another start is heard, and its file opened when nothing stands in the way."""

import socket
import stat
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from digitpad.core.handover import LONGEST, hand_over
from digitpad.gui.second_start import SecondStart
from digitpad.gui.window import MainWindow


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "socket")


@pytest.fixture
def opened(window: MainWindow) -> list[Path]:
    """What the window has opened."""
    opened: list[Path] = []
    window.opening.add("a model", [".keras"], opened.append)
    return opened


@pytest.fixture
def second_start(window: MainWindow, place: str) -> SecondStart:
    return SecondStart(window, place)


def ask(qtbot: QtBot, place: str, file: Path | None) -> bool:
    """Start a second time, in a thread: the answer comes from this one."""
    taken: list[bool] = []
    thread = threading.Thread(target=lambda: taken.append(hand_over(place, file)))
    thread.start()
    qtbot.waitUntil(lambda: bool(taken))
    thread.join()
    return taken[0]


def test_its_file_is_opened(
    qtbot: QtBot, second_start: SecondStart, place: str, opened: list[Path]
) -> None:
    assert second_start.listens
    assert ask(qtbot, place, Path("/a.keras"))
    qtbot.waitUntil(lambda: opened == [Path("/a.keras")])


def test_without_a_file_the_window_comes_to_the_front(
    qtbot: QtBot, window: MainWindow, second_start: SecondStart, place: str
) -> None:
    window.showMinimized()
    assert ask(qtbot, place, None)
    qtbot.waitUntil(lambda: not window.isMinimized())
    assert window.isVisible()


def test_full_screen_stays_full_screen(
    qtbot: QtBot, window: MainWindow, second_start: SecondStart, place: str
) -> None:
    window.showFullScreen()
    assert ask(qtbot, place, None)
    qtbot.wait(1)
    assert window.isFullScreen()


def test_files_wait_for_a_dialog_to_be_closed(
    qtbot: QtBot,
    window: MainWindow,
    second_start: SecondStart,
    place: str,
    opened: list[Path],
) -> None:
    dialog = QDialog(window)
    dialog.open()
    for name in ("/a.keras", "/b.keras"):
        assert ask(qtbot, place, Path(name))
    qtbot.wait(300)
    assert opened == []
    dialog.accept()
    qtbot.waitUntil(lambda: len(opened) == 2)
    assert opened == [Path("/a.keras"), Path("/b.keras")]


@pytest.mark.parametrize(
    "words", [b"hello\n", b'{"run": "/bin/sh"}\n', b"[" * (LONGEST + 1)]
)
def test_nonsense_is_not_answered(
    words: bytes, qtbot: QtBot, second_start: SecondStart, place: str
) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(place)
        connection.sendall(words)
        connection.setblocking(False)

        def is_over() -> bool:
            try:
                return connection.recv(100) == b""
            except BlockingIOError:
                return False
            except ConnectionResetError:
                return True

        qtbot.waitUntil(is_over)
    assert ask(qtbot, place, None)


def test_only_the_user_may_ask(second_start: SecondStart, place: str) -> None:
    assert stat.S_IMODE(Path(place).stat().st_mode) & 0o077 == 0


def test_what_a_killed_program_left_is_taken_over(
    qtbot: QtBot, window: MainWindow, place: str
) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(place)
    assert SecondStart(window, place).listens
    assert ask(qtbot, place, None)


def test_another_program_s_place_is_not_taken(
    qtbot: QtBot, window: MainWindow, second_start: SecondStart, place: str
) -> None:
    assert not SecondStart(window, place).listens
    assert ask(qtbot, place, None)


def test_without_a_place_files_are_opened_all_the_same(
    window: MainWindow, opened: list[Path]
) -> None:
    alone = SecondStart(window, None)
    assert not alone.listens
    alone.open(Path("/a.keras"))
    assert opened == [Path("/a.keras")]


def test_with_the_window_its_place_is_gone(
    window: MainWindow, second_start: SecondStart, place: str
) -> None:
    window.close()
    assert not Path(place).exists()
