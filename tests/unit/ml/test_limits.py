"""Time and memory are watched, and nothing is left of the watch."""

import sys
import threading

import numpy as np
import pytest

from digitpad.ml.limits import Limits, resident_bytes


def test_what_stays_within_the_bounds_is_left_alone() -> None:
    passed: list[str] = []
    before = threading.active_count()
    with Limits(passed.append, seconds=60, memory=1 << 30):
        np.ones(1000)
    assert passed == []
    assert threading.active_count() == before


def test_memory_that_is_used_counts() -> None:
    before = resident_bytes()
    kept = np.ones(10_000_000)
    assert resident_bytes() - before > 0.9 * kept.nbytes


def test_it_is_told_once_what_was_passed() -> None:
    told = threading.Event()
    passed: list[str] = []

    def on_passed(what: str) -> None:
        passed.append(what)
        told.set()

    with Limits(on_passed, seconds=60, longest=60, memory=50 << 20):
        kept = np.ones(20_000_000)
        assert told.wait(60)
    assert passed == ["more than 50 MiB of memory"]
    del kept


@pytest.mark.skipif(sys.platform != "linux", reason="others bound no reserve")
def test_the_bound_of_what_is_reserved_is_set_back() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    with Limits(lambda _what: None, memory=1 << 30):
        soft, _ = resource.getrlimit(resource.RLIMIT_DATA)
        assert soft > 0
        with pytest.raises(MemoryError):
            np.ones(soft // 4)
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
