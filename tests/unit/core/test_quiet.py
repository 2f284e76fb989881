"""What C++ writes to stderr is held back, unless the block fails."""

import os
import threading

import pytest

from digitpad.core.quiet import quiet


def test_noise_is_held_back(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet():
        os.write(2, b"noise")
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"


def test_a_failure_shows_what_was_held_back(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        with quiet():
            os.write(2, b"reason")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert capfd.readouterr().err == "reason"


def test_a_program_without_a_console_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", None)
    with quiet():
        pass


def test_threads_do_not_take_each_other_s_descriptor(
    capfd: pytest.CaptureFixture[str],
) -> None:
    within, beyond, leave, end = (threading.Event() for _ in range(4))

    def first() -> None:
        with quiet():
            within.set()
            leave.wait(5)

    def second() -> None:
        with quiet():
            beyond.set()
            end.wait(5)

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert within.wait(5)
    threads[1].start()
    assert not beyond.wait(0.1)
    leave.set()
    threads[0].join()
    end.set()
    threads[1].join()
    os.write(2, b"told")
    assert capfd.readouterr().err == "told"
