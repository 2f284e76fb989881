"""Writing a trained model with its twin and its card."""

import hashlib
import platform
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import keras
import tensorflow as tf

from digitpad.core.cards import Card
from digitpad.core.errors import DigitpadError
from digitpad.core.files import write_all_whole
from digitpad.core.models import check_target
from digitpad.core.records import Score
from digitpad.core.training_config import TrainingConfig
from digitpad.ml.calibration import Calibration
from digitpad.ml.export import ExportError, export_twin

FRAME: Final = "frame float32 (28, 28), 0 paper, 1 ink"
"""What our own networks take, in the words of a card."""
UNKNOWN: Final = "0" * 64
"""Digest of a file that is yet to be written."""


def save_model(
    model: keras.Model,
    path: Path,
    *,
    config: TrainingConfig,
    calibration: Calibration,
    score: Score,
    data: tuple[Mapping[str, Any], ...],
    check: Callable[[], None] = lambda: None,
) -> None:
    """Write a model, its twin (`.tflite`) and its card (`.json`) beside each other.

    They are made, verified and written under other names first: what fails until
    then leaves older files whole. Killed while the three take their names, they all
    have them when the card is read next.

    Parameters
    ----------
    path
        The `.keras` file; its name becomes the model's.
    data
        What the weights were fitted to: name, count and licence of each set.
    check
        Called before the twin is made and before the files are written; what it
        raises leaves them unwritten.

    Raises
    ------
    DigitpadError
        If the twin cannot be made, a file cannot be written, or one that is no
        model's would be overwritten.
    """
    card = Card(
        name=path.stem,
        preset=config.preset,
        created=date.today().isoformat(),
        keras_sha256=UNKNOWN,
        twin_sha256=UNKNOWN,
        threshold=calibration.threshold,
        mnist_test_accuracy=score.accuracy,
        parameters=int(model.count_params()),
        config=asdict(config)
        | {
            "temperature": round(calibration.temperature, 4),
            "calibration_error": calibration.error,
        },
        data=data,
        preprocessing=FRAME,
        versions=versions(),
    )
    write_model(model, path, card, check, again="train again")


def write_model(
    model: keras.Model,
    path: Path,
    card: Card,
    check: Callable[[], None] = lambda: None,
    *,
    again: str,
) -> None:
    """Write a model, its twin and a card that bears their digests.

    Parameters
    ----------
    card
        Its own digests are not looked at.
    check
        As of `save_model`.
    again
        What to do when there is room again, for people.

    Raises
    ------
    DigitpadError
        As `save_model`.
    """
    try:
        check_target(path)
        check()
        with tempfile.TemporaryDirectory() as folder:
            twin = Path(folder) / "twin.tflite"
            export_twin(model, twin)
            files = {
                ".keras": _saved(model, Path(folder)),
                ".tflite": twin.read_bytes(),
            }
        check()
        card = replace(
            card,
            keras_sha256=hashlib.sha256(files[".keras"]).hexdigest(),
            twin_sha256=hashlib.sha256(files[".tflite"]).hexdigest(),
        )
        files[".json"] = card.to_json().encode()
        write_all_whole(
            {path.with_suffix(suffix): content for suffix, content in files.items()}
        )
    except ExportError as error:
        raise DigitpadError(
            f"The model cannot be saved: {error}. Make room and {again}."
        ) from error
    except OSError as error:
        raise DigitpadError(
            f"The model cannot be saved to {path.parent}: {error.strerror or error}. "
            f"Make room there, or allow writing, and {again}."
        ) from error


def versions() -> dict[str, str]:
    """Return the versions of the programs that make a model."""
    return {
        "keras": keras.__version__,
        "tensorflow": tf.__version__,
        "python": platform.python_version(),
    }


def _saved(model: keras.Model, folder: Path) -> bytes:
    """Return the `.keras` file without the optimizer, which doubles its size."""
    file = folder / "model.keras"
    keras.Model(model.inputs, model.outputs, name=model.name).save(file)
    return file.read_bytes()
