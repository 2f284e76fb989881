"""Model files: a `.keras` file with its card and its twin beside it."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from digitpad.core.errors import DigitpadError
from digitpad.core.files import write_all_whole
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import read_card, read_checked

SUFFIXES: Final = (".keras", ".tflite", ".json")
"""Of a model, its twin and its card, which have one name."""


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
