"""The trainings that were finished: kept, with their curves, in the user's folder."""

import json
import re
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

from digitpad.core.errors import DigitpadError
from digitpad.core.files import read_file, write_whole
from digitpad.core.models import SUFFIXES
from digitpad.core.records import Epoch, Score
from digitpad.core.training_config import TrainingConfig
from digitpad.core.typed import fits

FORMAT: Final = 1
_RECORD: Final = "run.json"
_LONGEST: Final = 5_000_000
"""Bytes: a thousand epochs take 200,000."""
_NAME: Final = re.compile(r".+ \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d( \d+)?")
"""What `new_folder` calls a folder."""
_NO_RECORD: Final = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What reading other JSON as a record raises."""


@dataclass(frozen=True, slots=True)
class Run:
    """A finished training.

    Attributes
    ----------
    folder
        Where its record lies, and its model unless that was discarded.
    started
        Local time, ISO 8601.
    config, epochs, score, seconds
        What was asked for, the curves, the test accuracy, how long it took.
    kept
        The epoch whose network the model is.
    """

    folder: Path
    started: str
    config: TrainingConfig
    epochs: tuple[Epoch, ...]
    kept: int
    score: Score
    seconds: float

    @property
    def model(self) -> Path:
        """The `.keras` file; it is missing if the model was discarded."""
        return model_in(self.folder)

    def to_json(self) -> str:
        """Return the record as JSON text."""
        record = asdict(self)
        del record["folder"]
        return json.dumps({"format": FORMAT} | record) + "\n"

    @classmethod
    def from_json(cls, folder: Path, text: str | bytes) -> Self:
        """Read a record.

        Raises
        ------
        DigitpadError
            If it is damaged.
        """
        try:
            record: dict[str, Any] = json.loads(text)
            if record.pop("format") != FORMAT:
                raise DigitpadError("it is not of this version")
            score: Mapping[str, Any] = record["score"]
            confusion = tuple(tuple(row) for row in score["confusion"])
            names = {field.name for field in fields(cls)} - {"folder"}
            values = {name: record[name] for name in names} | {
                "config": TrainingConfig.from_record(record["config"]),
                "epochs": tuple(Epoch(**epoch) for epoch in record["epochs"]),
                "score": Score(score["accuracy"], score["loss"], confusion),
            }
            datetime.fromisoformat(record["started"])
            run = cls(folder, **values)
            if not fits(run, cls):
                raise DigitpadError("its values are not as they must be")
            return run
        except DigitpadError:
            raise
        except _NO_RECORD as error:
            raise DigitpadError("it is not the record of a training") from error


def model_in(folder: Path) -> Path:
    """Return where a training's model lies in its folder; both have one name."""
    return folder / f"{folder.name}.keras"


def new_folder(runs: Path, preset: str, now: datetime) -> Path:
    """Make a folder for a training, with a name that none has.

    Raises
    ------
    DigitpadError
        If it cannot be made.
    """
    name = f"{preset} {now:%Y-%m-%d %H.%M.%S}"
    try:
        runs.mkdir(parents=True, exist_ok=True)
        number = 1
        while True:
            folder = runs / (name if number == 1 else f"{name} {number}")
            try:
                folder.mkdir()
            except FileExistsError:
                number += 1
            else:
                return folder
    except OSError as error:
        raise DigitpadError(
            f"The training cannot be kept in {runs}: {error.strerror or error}. "
            "Make room there, or allow writing."
        ) from error


def save_run(run: Run) -> None:
    """Write the record of a training into its folder.

    Raises
    ------
    DigitpadError
        If it cannot be written.
    """
    try:
        write_whole(run.folder / _RECORD, run.to_json().encode())
    except OSError as error:
        raise DigitpadError(
            f"The training cannot be kept in {run.folder}: {error.strerror or error}."
        ) from error


def load_runs(runs: Path) -> tuple[Run, ...]:
    """Read all kept trainings, the newest first; damaged ones are passed over."""
    found = [load_run(folder) for folder in _entries(runs)]
    kept = [run for run in found if run]
    return tuple(sorted(kept, key=lambda run: run.started, reverse=True))


def load_run(folder: Path) -> Run | None:
    """Read a kept training; None if the folder holds none, or a damaged one."""
    try:
        return Run.from_json(folder, read_file(folder / _RECORD, _LONGEST))
    except (OSError, DigitpadError):
        return None


def clear_leftovers(runs: Path, older_than: float) -> None:
    """Remove what trainings left that ended without a record and without a model.

    Links and folders that `new_folder` did not name stay; what cannot be removed
    stays, too.

    Parameters
    ----------
    older_than
        Seconds since a folder was last changed: a younger one's training may run.
    """
    latest = time.time() - older_than
    for folder in _entries(runs):
        with suppress(OSError):
            if _is_leftover(folder) and folder.stat().st_mtime < latest:
                shutil.rmtree(folder, ignore_errors=True)


def _entries(runs: Path) -> tuple[Path, ...]:
    try:
        return tuple(runs.iterdir())
    except OSError:  # there is none yet
        return ()


def _is_leftover(folder: Path) -> bool:
    return (
        _NAME.fullmatch(folder.name) is not None
        and not folder.is_symlink()
        and folder.is_dir()
        and not (folder / _RECORD).exists()
        and not any(folder.glob("*.keras"))
    )


def discard_model(run: Run) -> None:
    """Remove a training's model, and keep its record.

    Raises
    ------
    DigitpadError
        If it cannot be removed.
    """
    try:
        for suffix in SUFFIXES:
            run.model.with_suffix(suffix).unlink(missing_ok=True)
    except OSError as error:
        raise DigitpadError(
            f"{run.model} cannot be removed: {error.strerror or error}."
        ) from error


def delete_run(folder: Path) -> None:
    """Remove a training with all that it left.

    Raises
    ------
    DigitpadError
        If it cannot be removed.
    """
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise DigitpadError(
            f"{folder} cannot be removed: {error.strerror or error}."
        ) from error
