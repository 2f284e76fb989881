"""The models that a user can choose from, with what tells them apart."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from digitpad.core.errors import DigitpadError
from digitpad.core.paths import bundled_model, kept_runs, opened_models, saved_models
from digitpad.core.recognizer import read_card


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model that lies somewhere, by its card; nobody has loaded it yet.

    Attributes
    ----------
    path
        The `.keras` file.
    name
        What its card calls it.
    kind
        Where it comes from, in a word or two for people.
    digest
        Hexadecimal SHA-256 of the file, as the card has it.
    threshold
        From this probability on the best guess is answered.
    """

    path: Path
    name: str
    kind: str
    digest: str
    threshold: float

    @classmethod
    def read(cls, path: Path, kind: str) -> Self:
        """Read the card of a `.keras` file; raises DigitpadError as `read_card`."""
        card = read_card(path)
        return cls(path, card.name, kind, card.keras_sha256, card.threshold)

    @property
    def key(self) -> tuple[str, float]:
        """What its answers depend on: copies of one model have one key."""
        return self.digest, self.threshold


def list_models() -> tuple[ListedModel, ...]:
    """Return the bundled model, the user's saved and opened ones and kept trainings'.

    Saved and opened ones are in the order of their names, trainings the newest first.
    Models whose card cannot be read are passed over.
    """
    found = []
    for path, kind in _files():
        with suppress(DigitpadError):
            found.append(ListedModel.read(path, kind))
    return tuple(found)


def _files() -> Iterator[tuple[Path, str]]:
    with suppress(DigitpadError):
        yield bundled_model(), "bundled"
    with suppress(DigitpadError, OSError):
        for path in sorted(saved_models().glob("*.keras")):
            yield path, "saved"
    with suppress(DigitpadError, OSError):
        opened = opened_models().glob("*/*.keras")
        for path in sorted(opened, key=lambda path: (path.name, path)):
            yield path, "opened"
    with suppress(DigitpadError, OSError):
        kept = kept_runs().glob("*/*.keras")
        for path in sorted(kept, key=lambda path: path.stat().st_mtime, reverse=True):
            yield path, "training"
