"""Progress is told now and then, and at the end."""

import pytest

from digitpad.ml import progress
from digitpad.ml.control import CancelledError
from digitpad.ml.progress import paced


def test_it_tells_ten_times_a_second_and_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr(progress, "perf_counter", lambda: now)
    told: list[float] = []
    on_share = paced(told.append, lambda: None)
    for step in range(100):
        now = step / 100
        on_share(step / 100)
    assert len(told) in (9, 10)
    assert told == sorted(told)
    on_share(1.0)
    assert told[-1] == 1.0


def test_each_step_can_be_ended() -> None:
    def check() -> None:
        raise CancelledError

    told: list[float] = []
    with pytest.raises(CancelledError):
        paced(told.append, check)(1.0)
    assert told == []
