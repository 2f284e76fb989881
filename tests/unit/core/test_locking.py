"""One holds a lock, others wait for it or are told."""

import multiprocessing
import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from digitpad.core.locking import folder_locked, locked


def test_another_waits_until_it_is_free(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file"
    order: list[str] = []
    begun = threading.Event()

    def other() -> None:
        begun.set()
        with locked(path, 60):
            order.append("other")

    thread = threading.Thread(target=other)
    with locked(path, 1):
        thread.start()
        begun.wait()
        with pytest.raises(TimeoutError), locked(path, 0.02):
            pass
        order.append("first")
    thread.join()
    assert order == ["first", "other"]
    assert not path.exists()


def _hold(path: Path, held: "multiprocessing.synchronize.Event") -> None:
    with locked(path, 1):
        held.set()
        threading.Event().wait()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_program_gives_it_back(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    process = context.Process(target=_hold, args=(tmp_path / "file", held))
    process.start()
    assert held.wait(60)
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with locked(tmp_path / "file", 1):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="its folders have no locks")
def test_a_folder_is_held_by_one_and_nothing_is_left_in_it(tmp_path: Path) -> None:
    with folder_locked(tmp_path, 1):
        with pytest.raises(TimeoutError), folder_locked(tmp_path, 0.02):
            pass
        assert list(tmp_path.iterdir()) == []
    with folder_locked(tmp_path, 1):
        pass


def test_what_is_no_folder_keeps_nobody_out(tmp_path: Path) -> None:
    with folder_locked(tmp_path / "none", 1):
        pass
