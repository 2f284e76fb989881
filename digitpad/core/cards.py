"""The card: what is known of a model, kept as JSON beside its file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Final, Self, cast

from digitpad.core.errors import DigitpadError

FORMAT: Final = 1
_MAY_BE_MISSING: Final = {"measured", "origin"}


@dataclass(frozen=True, slots=True)
class Origin:
    """The file of somebody else that a model was made of.

    Attributes
    ----------
    name
        The file's, without its folder.
    sha256
        Hexadecimal digest of its bytes.
    """

    name: str
    sha256: str

    def __post_init__(self) -> None:
        _check(isinstance(self.name, str) and bool(self.name), "origin")
        _check(_is_digest(self.sha256), "origin")


@dataclass(frozen=True, slots=True)
class Card:
    """A model's description.

    Attributes
    ----------
    name, preset
        The model's name; the preset it was trained with, "" if it is none of ours.
    created
        Date of the training, ISO 8601.
    keras_sha256, twin_sha256
        Hexadecimal digests of the `.keras` file and of its `.tflite` twin.
    threshold
        The digit is answered if its probability reaches this, in [0, 1].
    mnist_test_accuracy
        Share of the 10,000 MNIST test images that it reads rightly, in [0, 1].
    parameters
        Number of weights.
    config
        The training's settings.
    data
        What it was trained on: name, count and licence of each set; the count is
        that of the digits that its weights were fitted to.
    preprocessing
        What the model takes.
    versions
        Versions of the programs that made it.
    measured
        What `digitpad evaluate` found on each of some sets; may be missing.
    origin
        The file that it was made of; None for one that was trained here.
    """

    name: str
    preset: str
    created: str
    keras_sha256: str
    twin_sha256: str
    threshold: float
    mnist_test_accuracy: float
    parameters: int
    config: Mapping[str, Any]
    data: tuple[Mapping[str, Any], ...]
    preprocessing: str
    versions: Mapping[str, str]
    measured: tuple[Mapping[str, Any], ...] = ()
    origin: Origin | None = None
    format: int = FORMAT

    def __post_init__(self) -> None:
        for name in ("name", "preset", "preprocessing"):
            _check(isinstance(getattr(self, name), str), name)
        _check(_is_date(self.created), "created")
        for name in ("keras_sha256", "twin_sha256"):
            _check(_is_digest(getattr(self, name)), name)
        for name in ("threshold", "mnist_test_accuracy"):
            _check(_is_share(getattr(self, name)), name)
        _check(_is_count(self.parameters), "parameters")
        for name in ("config", "versions"):
            _check(isinstance(getattr(self, name), Mapping), name)
        for name in ("data", "measured"):
            sets = getattr(self, name)
            _check(isinstance(sets, tuple) and all(map(_is_set, sets)), name)
        _check(self.origin is None or isinstance(self.origin, Origin), "origin")
        _check(type(self.format) is int and self.format == FORMAT, "format")

    def to_json(self) -> str:
        """Return the card as JSON text."""
        record = asdict(self)
        if self.origin is None:
            del record["origin"]
        return json.dumps(record, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read a card.

        Raises
        ------
        DigitpadError
            If the text is not JSON, or a field is missing, unknown or wrong.
        """
        try:
            record = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise DigitpadError("it is not JSON") from error
        if not isinstance(record, dict):
            raise DigitpadError("it is not a JSON object")
        known = {field.name for field in fields(cls)}
        for name in sorted(known - record.keys() - _MAY_BE_MISSING):
            raise DigitpadError(f"'{name}' is missing")
        for name in sorted(record.keys() - known):
            raise DigitpadError(f"'{name}' is not known")
        for name in ("data", "measured"):
            if isinstance(record.get(name), list):
                record[name] = tuple(record[name])
        if record.get("origin") is not None:
            record["origin"] = _origin(record["origin"])
        return cls(**record)


def _check(holds: bool, name: str) -> None:
    if not holds:
        raise DigitpadError(f"'{name}' is not as it must be")


def _origin(record: object) -> Origin:
    _check(isinstance(record, dict) and record.keys() == {"name", "sha256"}, "origin")
    return Origin(**cast(dict[str, Any], record))


def _is_digest(value: object) -> bool:
    return (
        isinstance(value, str)
        and len(value) == 64
        and set(value) <= set("0123456789abcdef")
    )


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_share(value: object) -> bool:
    if isinstance(value, bool):  # True is an int, too
        return False
    return isinstance(value, int | float) and 0 <= value <= 1


def _is_count(value: object) -> bool:
    return type(value) is int and value > 0


def _is_set(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("name"), str)
        and _is_count(value.get("count"))
    )
