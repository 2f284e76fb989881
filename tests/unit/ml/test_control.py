"""Wishes of one thread reach the training in another."""

import threading

import pytest

from digitpad.core.records import Probe
from digitpad.ml.control import CancelledError, Control, StoppedError
from tests.unit.ml.trainings import SECONDS


def test_without_a_wish_it_goes_on() -> None:
    control = Control()
    control.check()
    assert not control.is_paused
    assert not control.is_stopped
    assert control.probe is None


def test_a_wish_to_end_stays() -> None:
    control = Control()
    control.stop()
    assert control.is_stopped
    for _ in range(2):
        with pytest.raises(StoppedError):
            control.check()
    control.check(may_stop=False)
    control.cancel()
    with pytest.raises(CancelledError):
        control.check()
    with pytest.raises(CancelledError):
        control.check(may_stop=False)


def test_a_probe_is_kept_until_the_next() -> None:
    control = Control()
    first, second = Probe(1, 1, ""), Probe(1, 2, "")
    control.set_probe(first)
    assert control.probe is first
    control.set_probe(second)
    assert control.probe is second


@pytest.mark.parametrize("end", ["resume", "stop", "cancel", "set_probe"])
def test_who_waits_is_woken(end: str) -> None:
    control = Control()
    control.pause()
    assert control.is_paused
    woken = threading.Event()

    def wait() -> None:
        control.wait(None)
        woken.set()

    thread = threading.Thread(target=wait)
    thread.start()
    assert not woken.is_set()
    if end == "set_probe":
        control.set_probe(Probe(1, 1, ""))
    else:
        getattr(control, end)()
    assert woken.wait(SECONDS)
    thread.join()
    assert control.is_paused == (end == "set_probe")


def test_nobody_waits_who_is_not_paused() -> None:
    Control().wait(None)
