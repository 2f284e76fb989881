"""The models that a user can choose from, with what tells them apart."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from digitpad.core.cards import Card
from digitpad.core.errors import DigitpadError
from digitpad.core.models import parts_of
from digitpad.core.paths import bundled_model, kept_runs, opened_models, saved_models
from digitpad.core.recognizer import read_card


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model that lies somewhere, by its card; nobody has loaded it yet.

    Attributes
    ----------
    path
        The `.keras` file.
    kind
        Where it comes from, in a word or two for people.
    card
        What is known of it.
    size
        Bytes of the model, its card and its twin.
    """

    path: Path
    kind: str
    card: Card
    size: int

    @classmethod
    def read(cls, path: Path, kind: str) -> Self:
        """Read the card of a `.keras` file; raises DigitpadError as `read_card`."""
        card = read_card(path)
        sizes = 0
        for part in parts_of(path):
            with suppress(OSError):  # it has just been removed
                sizes += part.stat().st_size
        return cls(path, kind, card, sizes)

    @property
    def name(self) -> str:
        """What its card calls it."""
        return self.card.name

    @property
    def digest(self) -> str:
        """Hexadecimal SHA-256 of the file, as the card has it."""
        return self.card.keras_sha256

    @property
    def threshold(self) -> float:
        """From this probability on the best guess is answered."""
        return self.card.threshold

    @property
    def key(self) -> tuple[str, float]:
        """What its answers depend on: copies of one model have one key."""
        return self.digest, self.threshold


@dataclass(frozen=True, slots=True)
class FoundModels:
    """All models that are there.

    Attributes
    ----------
    models
        The bundled one, the user's saved and opened ones and kept trainings'. Saved
        and opened ones are in the order of their names, trainings the newest first.
    problems
        A sentence for each that cannot be used.
    """

    models: tuple[ListedModel, ...]
    problems: tuple[str, ...]


def find_models() -> FoundModels:
    """Look for models where the program keeps them."""
    found, problems = [], []
    for path, kind in _files():
        try:
            found.append(ListedModel.read(path, kind))
        except DigitpadError as error:
            problems.append(str(error))
    return FoundModels(tuple(found), tuple(problems))


def list_models() -> tuple[ListedModel, ...]:
    """Return the models that `find_models` finds and that can be used."""
    return find_models().models


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
