"""Clearing up what was left by programs that were killed while they saved."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from digitpad.core.errors import DigitpadError
from digitpad.core.files import clear_parts
from digitpad.core.paths import opened_models, saved_models


def tidy(settings: Path) -> None:
    """Clear up the user's own folders; models that were half saved are whole then.

    Parameters
    ----------
    settings
        The file with the settings, which may lie in a folder of something else.
    """
    clear_parts(settings.parent, {settings.name})
    with suppress(DigitpadError):  # there is no home
        for folder in _folders():
            clear_parts(folder)


def _folders() -> Iterator[Path]:
    yield saved_models()
    yield saved_models().parent
    with suppress(OSError):  # there is none yet
        yield from opened_models().iterdir()
