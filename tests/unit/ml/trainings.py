"""Short trainings, and what they report."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from digitpad.core.presets import preset_named
from digitpad.core.records import Record, Train
from digitpad.core.training_config import TrainingConfig

Kind = TypeVar("Kind")

SHORT: dict[str, Any] = {
    "images": 400,
    "epochs": 2,
    "batch_size": 50,
    "validation_split": 0.25,
    "augmentation": "none",
}
SECONDS = 60
"""Within which what a test waits for must come, however busy the machine is."""


def short(preset: str = "dense-64-64", **values: Any) -> TrainingConfig:
    """Return a preset's settings for a training of about a second."""
    return replace(preset_named(preset).defaults, **(SHORT | values))


def order(folder: Path, dataset: Path, **values: Any) -> Train:
    """Return the order of a training on a small dataset."""
    return Train(
        run=1,
        config=values.pop("config", None) or short(**values),
        model=str(folder / "some.keras"),
        dataset=str(dataset),
    )


class Records:
    """Keeps what a training reports, and lets a test act on it.

    Parameters
    ----------
    act
        Called with each record, in the thread of the training.
    """

    def __init__(self, act: Callable[[Record], object] = lambda _record: None) -> None:
        self.all: list[Record] = []
        self._act = act

    def __call__(self, record: Record) -> None:
        self.all.append(record)
        self._act(record)

    def of(self, kind: type[Kind]) -> list[Kind]:
        """Return those of one kind."""
        return [record for record in self.all if isinstance(record, kind)]
