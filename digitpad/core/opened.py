"""Models from elsewhere, of which the program keeps converted copies of its own."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from digitpad.core.errors import DigitpadError
from digitpad.core.files import check_is_file
from digitpad.core.paths import bundled_model, kept_runs, opened_models, saved_models
from digitpad.core.recognizer import is_whole, read_card

SUFFIXES: Final = (".keras", ".h5", ".hdf5")
"""Of the files that can be opened as models."""
LARGEST: Final = 300_000_000
"""Bytes: of 20 million float32 numbers, with two more of an optimizer for each, and
some room."""
CONVERSION_SECONDS: Final = 75.0
"""Within which a worker that is ready has converted a file or ended itself: it does so
after twenty, where nothing else runs."""
_WEIGHTS: Final = ".weights.h5"
_LONGEST_NAME: Final = 60
"""Characters, at most four bytes each: room for suffixes below a file system's 255."""
_CHUNK: Final = 1 << 20


def ready_model(path: Path) -> Path | None:
    """Return the `.keras` file whose twin may be run for a file that somebody names.

    That is the file itself, if it is a model with a card that lies in the program's
    or the user's own folders; the converted copy, if a file of the very same bytes
    was converted before; else None: it must be converted first. Of another's model
    not even a twin that lies beside it is run.

    It reads the file whole, which may take a second.

    Raises
    ------
    DigitpadError
        If the file cannot be read: it is missing, no file, too large, or its name is
        not a model's.
    """
    check_name(path)
    try:
        check_is_file(path)
        if _is_own(path):
            return path
        return converted_copy(opened_models(), _digest(path))
    except OSError as error:
        raise unreadable(path, error) from error


def check_name(path: Path) -> None:
    """Refuse a file whose name is not a model's.

    Raises
    ------
    DigitpadError
        If it does not end in one of `SUFFIXES`.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise DigitpadError(
            f"{path} is not a model: its name must end in .keras or .h5."
        )


def has_weights_only(path: Path) -> bool:
    """Tell by its name whether a file holds the weights of a network, and not which."""
    return path.name.lower().endswith(_WEIGHTS)


def name_of(path: Path) -> str:
    """Return what the converted copy of a file is called."""
    name = path.name[: -len(_WEIGHTS)] if has_weights_only(path) else path.stem
    return name[:_LONGEST_NAME].strip(" .") or "model"


def converted_copy(folder: Path, digest: str) -> Path | None:
    """Return the converted copy of a file, or None if there is no undamaged one.

    Parameters
    ----------
    folder
        Where the copies lie, each in a folder of its own.
    digest
        Hexadecimal SHA-256 of the file.
    """
    for model in _models_in(folder / digest):
        if is_whole(model):
            origin = read_card(model).origin
            if origin and origin.sha256 == digest:
                return model
    return None


def unreadable(path: Path, error: OSError) -> DigitpadError:
    """Return what to tell people of a model that cannot be read."""
    if isinstance(error, FileNotFoundError):
        return DigitpadError(f"There is no model {path}: check the name.")
    return DigitpadError(f"{path} cannot be read: {error.strerror or error}.")


def too_large(path: Path) -> DigitpadError:
    """Return what to tell people of a file with more bytes than `LARGEST`."""
    return DigitpadError(
        f"{path} is too large to be a model that reads digits: more than "
        f"{LARGEST // 1_000_000} MB are not opened."
    )


def _is_own(path: Path) -> bool:
    if path.suffix != ".keras" or not path.with_suffix(".json").is_file():
        return False  # without a card it is one that somebody put there
    folder = path.resolve().parent
    own = (bundled_model().resolve().parent, saved_models().resolve())
    each = (kept_runs().resolve(), opened_models().resolve())
    return folder in own or folder.parent in each


def _digest(path: Path) -> str:
    """Return a file's hexadecimal SHA-256."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if size > LARGEST:
                raise too_large(path)
    return digest.hexdigest()


def _models_in(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(folder.glob("*.keras"))
