"""Model files: a `.keras` file with its card and its twin beside it."""

from dataclasses import replace
from pathlib import Path

from digitpad.core.errors import DigitpadError
from digitpad.core.files import read_file, write_whole
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import read_card

_LARGEST = 500_000_000
"""Bytes of a model or its twin: far above any for 28x28 pixels."""


def copy_model(model: Path, target: Path) -> Path:
    """Copy a model with its card and twin; the copy bears the name of its file.

    Parameters
    ----------
    target
        The `.keras` file to write; its suffix may be missing. A model that is there
        is replaced.

    Returns
    -------
    The file that was written.

    Raises
    ------
    DigitpadError
        If the model cannot be read, the copy cannot be written, or it would take
        the place of the bundled model or of the model itself.
    """
    if target.suffix != ".keras":
        target = target.with_name(f"{target.name}.keras")
    if target.resolve().parent == bundled_model().resolve().parent:
        raise DigitpadError(
            "That is the program's own folder: choose another for your models."
        )
    if target.resolve() == model.resolve():
        raise DigitpadError(f"{target} is the model itself: choose another name.")
    card = replace(read_card(model), name=target.stem)
    try:
        files = {
            suffix: read_file(model.with_suffix(suffix), _LARGEST)
            for suffix in (".keras", ".tflite")
        }
        for suffix, data in files.items():
            write_whole(target.with_suffix(suffix), data)
        write_whole(target.with_suffix(".json"), card.to_json().encode())
    except OSError as error:
        raise DigitpadError(
            f"The model cannot be saved as {target}: {error.strerror or error}. "
            "Choose another place."
        ) from error
    return target
