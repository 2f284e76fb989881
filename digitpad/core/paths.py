"""Where the program finds its assets and keeps the user's files."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from digitpad.core.errors import DigitpadError

_PACKAGE: Final = Path(__file__).resolve().parents[1]


def asset(name: str) -> Path:
    """Return the path of a file that comes with the program.

    A wheel holds the assets in the package, a checkout beside it.

    Raises
    ------
    DigitpadError
        If there is no such file: the installation is incomplete.
    """
    for folder in (_PACKAGE / "assets", _PACKAGE.parent / "assets"):
        path = folder / name
        if path.exists():
            return path
    raise DigitpadError(
        f"The file assets/{name} is missing from the program: install digitpad again."
    )


def bundled_model() -> Path:
    """Return the path of the model that comes with the program."""
    return asset("models/digitpad.keras")


def saved_models() -> Path:
    """Return the user's folder of models; it need not exist."""
    from platformdirs import user_data_path

    folder = _of_user(lambda: user_data_path("digitpad", appauthor=False))
    return folder / "models"


def kept_runs() -> Path:
    """Return the user's folder of finished trainings; it need not exist."""
    return saved_models().parent / "trainings"


def opened_models() -> Path:
    """Return the user's folder of converted models; it need not exist."""
    return saved_models().parent / "opened"


def own_drawings() -> Path:
    """Return the file of the drawings that the user has kept; it need not exist."""
    return saved_models().parent / "drawings.jsonl.gz"


def worker_log() -> Path:
    """Return the file that the worker's messages go to; it need not exist."""
    return _logs() / "worker.log"


def program_log() -> Path:
    """Return the file that the program's own messages go to; it need not exist."""
    return _logs() / "digitpad.log"


def crash_file() -> Path:
    """Return the file that a crash is reported in; it need not exist."""
    return _logs() / "crash.log"


def _logs() -> Path:
    from platformdirs import user_log_path

    return _of_user(lambda: user_log_path("digitpad", appauthor=False))


def desktop_data() -> Path:
    """Return the user's folder of what desktops look for, of all programs."""
    from platformdirs import user_data_path

    return _of_user(user_data_path)


def settings_file() -> Path:
    """Return the path of the user's settings; the file need not exist."""
    from platformdirs import user_config_path

    folder = _of_user(lambda: user_config_path("digitpad", appauthor=False))
    return folder / "settings.json"


def _of_user(place: Callable[[], Path]) -> Path:
    """Return one of the program's folders of the user.

    Raises
    ------
    DigitpadError
        If the user has no home.
    """
    try:
        return place()
    except RuntimeError as error:
        raise DigitpadError(
            "There is no home folder: set the variable HOME to a folder of yours."
        ) from error
