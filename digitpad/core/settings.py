"""The user's choices, kept in one validated file."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final, Self

from digitpad.core.errors import DigitpadError
from digitpad.core.files import read_file, write_whole

FORMAT: Final = 1
"""Tells a settings file from any other JSON object."""
APPEARANCES: Final = ("system", "light", "dark")
BRUSHES: Final = {"thin": 0.022, "medium": 0.036, "thick": 0.055}
"""Widths of the ink on the screen, in sides of the canvas. Only looks."""
CLEAR_AFTER: Final = (0, 3, 5, 10)
"""Seconds after the last stroke; 0 is never."""
MOST_RECENT: Final = 8
"""How many opened models are remembered."""
_LONGEST: Final = 1_000_000
"""Bytes: no settings are as long, but a device that was named by mistake is."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose.

    Attributes
    ----------
    geometry
        Place and size of the window as Qt gives it, in hexadecimal; "" at first.
    appearance
        One of `APPEARANCES`.
    brush
        A name in `BRUSHES`.
    clear_after
        One of `CLEAR_AFTER`: when the pad clears itself in full screen.
    folder
        Where a file was last opened or saved; "" at first.
    default_model
        Path of the `.keras` file that the pad starts with; "" is the bundled one.
    recent_models
        Paths of the models that were opened last, the newest first; at most
        `MOST_RECENT`.
    library_geometry, library_columns
        Place and size of the library's window, and its columns, as Qt gives them, in
        hexadecimal; "" at first.
    """

    geometry: str = ""
    appearance: str = "system"
    brush: str = "medium"
    clear_after: int = 0
    folder: str = ""
    default_model: str = ""
    recent_models: tuple[str, ...] = ()
    library_geometry: str = ""
    library_columns: str = ""

    def to_json(self) -> str:
        """Return the settings as JSON text."""
        return json.dumps({"format": FORMAT} | asdict(self), indent=2) + "\n"

    def __post_init__(self) -> None:
        checks = {
            "geometry": _is_hex(self.geometry),
            "library_geometry": _is_hex(self.library_geometry),
            "library_columns": _is_hex(self.library_columns),
            "appearance": self.appearance in APPEARANCES,
            "brush": isinstance(self.brush, str) and self.brush in BRUSHES,
            "clear_after": type(self.clear_after) is int
            and self.clear_after in CLEAR_AFTER,
            "folder": isinstance(self.folder, str) and "\0" not in self.folder,
            "default_model": self.default_model == "" or _is_path(self.default_model),
            "recent_models": isinstance(self.recent_models, tuple)
            and len(self.recent_models) <= MOST_RECENT
            and all(map(_is_path, self.recent_models)),
        }
        for name, holds in checks.items():
            if not holds:
                raise DigitpadError(f"'{name}' is not as it must be")

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read settings; unknown names are left out, missing ones get defaults.

        Raises
        ------
        DigitpadError
            If the text is not a JSON object, has not the format of settings, or a
            value is wrong.
        """
        try:
            record: Any = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise DigitpadError("it is not JSON") from error
        if not isinstance(record, dict):
            raise DigitpadError("it is not a JSON object")
        written = record.get("format")
        if type(written) is not int or written != FORMAT:
            raise DigitpadError("it is not a settings file of this version")
        if isinstance(record.get("recent_models"), list):
            record["recent_models"] = tuple(record["recent_models"])
        known = {field.name for field in fields(cls)}
        return cls(**{name: record[name] for name in known & record.keys()})


def load_settings(path: Path) -> tuple[Settings, str | None]:
    """Read the settings file.

    Returns
    -------
    The settings, and a notice for the user or None. A file that is damaged, or not
    of this program, is put aside under a name that was free, and the defaults hold.
    """
    try:
        return Settings.from_json(read_file(path, _LONGEST)), None
    except FileNotFoundError:
        return Settings(), None
    except OSError as error:
        return Settings(), f"The settings {path} cannot be read: {error.strerror}."
    except DigitpadError as error:
        try:
            aside = put_aside(path, "damaged")
        except OSError:
            return Settings(), f"The settings {path} are damaged: {error}."
        return (
            Settings(),
            f"The settings were damaged: {error}. They are kept in {aside}; "
            "the defaults hold.",
        )


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings file.

    Raises
    ------
    DigitpadError
        If it cannot be written; the old file is then untouched.
    """
    try:
        write_whole(path, settings.to_json().encode())
    except OSError as error:
        raise DigitpadError(
            f"The settings cannot be saved to {path}: "
            f"{error.strerror or error}. They hold until the program ends."
        ) from error


def put_aside(path: Path, why: str) -> Path:
    """Give a file a name that no other has; return that name.

    Parameters
    ----------
    why
        A word of the new name: "damaged".

    Raises
    ------
    OSError
        If that cannot be; the file is then where it was.
    """
    if not path.is_file():  # a device must stay where it is
        raise FileNotFoundError(path)
    aside = _free_name(path, why)
    try:
        path.replace(aside)
    except OSError:
        aside.unlink()
        raise
    return aside


def _free_name(path: Path, why: str) -> Path:
    """Take a name that no file has, by an empty file."""
    number = 1
    while True:
        suffix = f".{why}.json" if number == 1 else f".{why}-{number}.json"
        aside = path.with_suffix(suffix)
        try:
            aside.touch(exist_ok=False)  # fails, too, if another program was faster
        except FileExistsError:
            number += 1
        else:
            return aside


def _is_path(value: object) -> bool:
    """Return whether a value can be the path of a file, wherever it leads."""
    return isinstance(value, str) and bool(value) and "\0" not in value


def _is_hex(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        bytes.fromhex(value)
    except ValueError:
        return False
    return True
