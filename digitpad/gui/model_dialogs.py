"""Asking for a model's file: one to open, or a name to save under."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from digitpad.core.opened import SUFFIXES
from digitpad.core.paths import saved_models
from digitpad.gui.file_dialogs import ask_for_file, ask_where

_FILTER: Final = f"Keras models ({' '.join(f'*{suffix}' for suffix in SUFFIXES)})"


def ask_for_model(parent: QWidget, folder: Path | None = None) -> Path | None:
    """Ask for a model's file; `folder` is where to look first, else the home."""
    return ask_for_file(parent, "Open a model", _FILTER, str(folder or Path.home()))


def ask_where_to_save(parent: QWidget, name: str) -> Path | None:
    """Ask where to save a model that is called `name`.

    Raises
    ------
    DigitpadError
        If the user has no home.
    """
    folder = saved_models()
    with suppress(OSError):  # the dialog then offers another one
        folder.mkdir(parents=True, exist_ok=True)
    return ask_where(
        parent,
        "Save the model as",
        "Keras models (*.keras)",
        f"{name}.keras",
        str(folder),
    )
