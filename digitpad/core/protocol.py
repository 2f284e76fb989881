"""How records and commands are written: one JSON object a line."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, Final

from digitpad.core.errors import DigitpadError
from digitpad.core.records import (
    Batch,
    Cancel,
    Cancelled,
    Command,
    Convert,
    Converted,
    Epoch,
    Failed,
    Learning,
    Pause,
    Phase,
    Probe,
    Probed,
    Ready,
    Record,
    Resume,
    Score,
    Stop,
    Succeeded,
    Train,
)
from digitpad.core.training_config import TrainingConfig
from digitpad.core.typed import fits

_RECORDS: Final[Mapping[str, type[Any]]] = {
    kind.__name__.lower(): kind
    for kind in (
        *(Ready, Phase, Batch, Epoch, Learning, Probed),
        *(Succeeded, Converted, Cancelled, Failed),
        *(Train, Convert, Pause, Resume, Stop, Cancel, Probe),
    )
}


def to_line(record: Record | Command) -> str:
    """Return a record as a line of JSON, with its newline."""
    kind = type(record).__name__.lower()
    return json.dumps({"record": kind} | asdict(record)) + "\n"


def from_line(line: str | bytes) -> Any:
    """Read a line of JSON as the record or command that it is.

    Raises
    ------
    DigitpadError
        If it is none.
    """
    try:
        values = json.loads(line)
        kind = _RECORDS[values.pop("record")]
        for field in fields(kind):
            values[field.name] = _read(field.name, values[field.name])
        record = kind(**values)
        if not fits(record, kind):
            raise DigitpadError("its values are not as they must be")
        return record
    except DigitpadError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DigitpadError("it is not a record") from error


def _read(name: str, value: Any) -> Any:
    """Give a value from JSON the type of its field."""
    if name == "config":
        return None if value is None else TrainingConfig.from_record(value)
    if name in ("score", "in_use") and isinstance(value, Mapping):
        confusion = tuple(tuple(row) for row in value["confusion"])
        return Score(value["accuracy"], value["loss"], confusion)
    return tuple(value) if isinstance(value, list) else value
