"""The worker is the program itself, with another command."""

import pytest

from digitpad.gui.worker_command import worker_command


def test_the_worker_is_this_very_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert worker_command()[1:] == ("-m", "digitpad", "worker")
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert worker_command()[1:] == ("worker",)
