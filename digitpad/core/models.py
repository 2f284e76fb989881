"""Model files: a `.keras` file with its card and its twin beside it."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from digitpad.core.errors import DigitpadError
from digitpad.core.files import write_all_whole, write_whole
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import read_card, read_checked

SUFFIXES: Final = (".keras", ".tflite", ".json")
"""Of a model, its twin and its card, which have one name."""
_LONGEST_NAME: Final = 60
"""Characters, at most four bytes each: room for suffixes below a file system's 255."""
_NOT_IN_NAMES: Final = frozenset('/\\:*?"<>|')
"""What one or the other file system has in no name."""


def parts_of(model: Path) -> tuple[Path, ...]:
    """Return those files of a model that are there: itself, its twin, its card."""
    parts = (model.with_suffix(suffix) for suffix in SUFFIXES)
    return tuple(part for part in parts if part.exists() or part.is_symlink())


def is_same(one: Path, other: Path | None) -> bool:
    """Return whether two paths lead to one model, as far as can be told."""
    if other is None or one.name != other.name:
        return False
    return one == other or one.resolve() == other.resolve()


def check_target(model: Path) -> None:
    """Refuse a name whose `.json` or `.tflite` is of something else than a model.

    Parameters
    ----------
    model
        The `.keras` file to write; a whole model there may be replaced.

    Raises
    ------
    DigitpadError
        If such a file would be overwritten.
    OSError
        If nobody can tell.
    """
    card, twin = model.with_suffix(".json"), model.with_suffix(".tflite")
    for path in (card, twin):
        if path.exists() and not model.exists():
            raise DigitpadError(_in_the_way(path))
    if card.exists():
        try:
            read_card(model)
        except DigitpadError as error:
            raise DigitpadError(_in_the_way(card)) from error


def _in_the_way(path: Path) -> str:
    return (
        f"{path} is not part of a model and would be overwritten: choose another name."
    )


def copy_model(model: Path, target: Path) -> Path:
    """Copy a model with its card and twin; the copy bears the name of its file.

    Parameters
    ----------
    target
        The `.keras` file to write; its suffix may be missing. A model that is there
        is replaced, or left whole if anything fails.

    Returns
    -------
    The file that was written.

    Raises
    ------
    DigitpadError
        If the model cannot be read or is damaged, the copy cannot be written, or it
        would take the place of the bundled model, of the model itself or of files
        that belong to no model.
    """
    if target.suffix != ".keras":
        target = target.with_name(f"{target.name}.keras")
    if target.resolve().parent == bundled_model().resolve().parent:
        raise DigitpadError(
            "That is the program's own folder: choose another for your models."
        )
    if target.resolve() == model.resolve():
        raise DigitpadError(f"{target} is the model itself: choose another name.")
    card = read_card(model)
    twin = model.with_suffix(".tflite")
    files = {
        ".keras": read_checked(model, card.keras_sha256),
        ".tflite": read_checked(twin, card.twin_sha256),
        ".json": replace(card, name=target.stem).to_json().encode(),
    }
    try:
        check_target(target)
        write_all_whole(
            {target.with_suffix(suffix): data for suffix, data in files.items()}
        )
    except OSError as error:
        raise DigitpadError(
            f"The model cannot be saved as {target}: {error.strerror or error}. "
            "Choose another place."
        ) from error
    return target


def check_name(name: str) -> None:
    """Refuse what cannot be the name of a model and its files.

    Raises
    ------
    DigitpadError
        If it is empty, too long, or has a character that some file system forbids.
    """
    if not name.strip(" ."):
        raise DigitpadError("A model needs a name.")
    if len(name) > _LONGEST_NAME:
        raise DigitpadError(f"A name has at most {_LONGEST_NAME} characters.")
    if name != name.strip() or name.startswith(".") or name.endswith("."):
        raise DigitpadError("A name neither begins nor ends with a space or a dot.")
    if not name.isprintable() or _NOT_IN_NAMES & set(name):
        raise DigitpadError(
            f"A name has none of these: {' '.join(sorted(_NOT_IN_NAMES))}"
        )


def rename_model(model: Path, name: str) -> Path:
    """Give a model another name: in its card, and its files; all or nothing.

    It is there under the one name or the other at any moment, for a moment both.

    Returns
    -------
    The `.keras` file under its new name.

    Raises
    ------
    DigitpadError
        If the name will not do or belongs to other files, the model is damaged, or
        its files cannot be written; it then has its old name.
    """
    check_name(name)
    target = model.with_name(f"{name}.keras")
    if target == model:
        retitle_model(model, name)
        return model
    for part in parts_of(target):
        raise DigitpadError(
            f"There is a file {part.name} already: choose another name."
        )
    copy_model(model, target)
    is_whole = True
    try:
        for part in parts_of(model):
            part.unlink()
            is_whole = False
    except OSError as error:
        if is_whole:
            for part in parts_of(target):
                with suppress(OSError):
                    part.unlink()
            raise DigitpadError(
                f"{model} cannot be renamed: {error.strerror or error}."
            ) from error
    return target


def retitle_model(model: Path, name: str) -> None:
    """Give a model another name in its card alone; its files keep theirs.

    Raises
    ------
    DigitpadError
        If the name will not do, or the card cannot be read or written.
    """
    check_name(name)
    card = read_card(model)
    path = model.with_suffix(".json")
    try:
        write_whole(path, replace(card, name=name).to_json().encode())
    except OSError as error:
        raise DigitpadError(
            f"{path} cannot be written: {error.strerror or error}."
        ) from error


def delete_model(model: Path) -> None:
    """Delete a model with its card and its twin for good.

    Raises
    ------
    DigitpadError
        If a file cannot be removed.
    """
    try:
        for part in parts_of(model):
            part.unlink()
    except OSError as error:
        raise DigitpadError(
            f"{model} cannot be removed: {error.strerror or error}."
        ) from error
