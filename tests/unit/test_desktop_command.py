"""The command says what to do where it can do nothing."""

import pytest

from digitpad.core.errors import DigitpadError
from digitpad.desktop_command import enter, leave


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_are_told_how(
    system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", system)
    for command in (enter, leave):
        with pytest.raises(DigitpadError, match="for Linux desktops"):
            command()
