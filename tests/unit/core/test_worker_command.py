"""The worker is the program itself."""

import pytest

from digitpad.core.worker_command import worker_command


def test_the_worker_is_this_very_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert worker_command()[1:] == ("-P", "-m", "digitpad", "worker")
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert worker_command()[1:] == ("worker",)
