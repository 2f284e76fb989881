"""Assets are found, and a missing one is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from digitpad.core.errors import DigitpadError
from digitpad.core.paths import (
    asset,
    bundled_model,
    crash_file,
    desktop_data,
    opened_models,
    own_drawings,
    program_log,
    saved_models,
    settings_file,
    worker_log,
)


def test_assets_are_there() -> None:
    assert asset("mnist.npz").is_file()
    assert bundled_model().is_file()


def test_a_missing_asset_is_told() -> None:
    with pytest.raises(DigitpadError, match="install digitpad again"):
        asset("nothing.bin")


def test_the_users_files_are_not_in_the_program() -> None:
    program = bundled_model().parents[2]
    assert program not in settings_file().parents
    assert program not in saved_models().parents
    assert program not in opened_models().parents


@pytest.mark.parametrize(
    "place",
    [
        *(saved_models, own_drawings, settings_file, desktop_data),
        *(program_log, worker_log, crash_file),
    ],
)
def test_nobodys_home_is_told(
    place: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def homeless(*_arguments: object, **_more: object) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_data_path", homeless)
    monkeypatch.setattr("platformdirs.user_config_path", homeless)
    monkeypatch.setattr("platformdirs.user_log_path", homeless)
    with pytest.raises(DigitpadError, match="HOME"):
        place()


def test_the_logs_lie_together() -> None:
    assert program_log().parent == worker_log().parent == crash_file().parent
    assert len({program_log(), worker_log(), crash_file()}) == 3
