"""A second start finds the first, and what it asks for is checked."""

import os
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from digitpad.core import handover
from digitpad.core.errors import DigitpadError
from digitpad.core.handover import (
    TAKEN,
    from_request,
    hand_over,
    meeting_place,
    to_request,
)


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "socket")


@contextmanager
def listening(place: str, answer: Callable[[socket.socket], None]) -> Iterator[None]:
    """Answer one who connects, in a thread."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(place)
        server.listen()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                answer(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        yield
        thread.join()


def test_what_was_asked_for_arrives(place: str, tmp_path: Path) -> None:
    heard: list[bytes] = []

    def take(connection: socket.socket) -> None:
        heard.append(connection.recv(10_000))
        connection.sendall(TAKEN)

    with listening(place, take):
        assert hand_over(place, tmp_path / "a.keras")
    assert from_request(heard[0]) == tmp_path / "a.keras"


def test_a_relative_path_is_told_as_an_absolute_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert from_request(to_request(Path("a.keras"))) == tmp_path / "a.keras"
    assert from_request(to_request(None)) is None


def test_a_name_that_is_no_text_arrives() -> None:
    path = Path(os.fsdecode(b"/\xff.keras"))
    assert from_request(to_request(path)) == path


@pytest.mark.parametrize(
    "request_",
    [
        b"",
        b"{",
        b"7\n",
        b"\xff\n",
        b'{"open": 7}',
        b'{"open": "a.keras"}',
        b'{"open": "/a\\u0000"}',
        b'{"open": "/a", "run": "/b"}',
        b'{"run": "/b"}',
        b"[" * 10_000,
    ],
)
def test_anything_else_is_no_request(request_: bytes) -> None:
    with pytest.raises(ValueError, match="no request"):
        from_request(request_)


def test_where_nobody_is_nothing_is_taken(place: str) -> None:
    assert not hand_over(place, None)


def test_what_a_killed_program_left_takes_nothing(place: str) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(place)
    assert Path(place).is_socket()
    assert not hand_over(place, None)


def test_one_that_is_ending_takes_nothing(place: str) -> None:
    with listening(place, lambda _connection: None):
        assert not hand_over(place, None)


def test_one_that_hangs_is_told(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handover, "_PATIENCE", 0.1)
    over = threading.Event()

    def wait(_connection: socket.socket) -> None:
        over.wait(30)

    with listening(place, wait):
        with pytest.raises(DigitpadError, match="does not answer"):
            hand_over(place, None)
        over.set()


def test_programs_with_one_settings_file_meet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    tmp_path.chmod(0o700)
    monkeypatch.chdir(tmp_path)
    here, there = Path("a.json"), tmp_path / "b.json"
    assert meeting_place(here) == meeting_place(tmp_path / "a.json")
    assert meeting_place(here) != meeting_place(there)
    monkeypatch.setenv("DISPLAY", ":8")
    on_another = meeting_place(here)
    monkeypatch.setenv("DISPLAY", ":7")
    assert meeting_place(here) != on_another
    link = tmp_path / "link.json"
    link.symlink_to(there)
    assert meeting_place(link) == meeting_place(there)


def test_the_place_is_in_the_user_s_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    tmp_path.chmod(0o777)  # others could put something there
    place = meeting_place(Path("settings.json"))
    assert place
    folder = Path(place).parent
    assert folder == tmp_path / f"digitpad-{os.getuid()}"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    assert meeting_place(Path("settings.json")) is None
    folder.rmdir()
    folder.symlink_to(tmp_path)
    assert meeting_place(Path("settings.json")) is None


def test_a_folder_whose_name_is_too_long_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("deep" * 25)
    deep.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    place = meeting_place(Path("settings.json"))
    assert place
    assert Path(place).parent.parent != tmp_path
