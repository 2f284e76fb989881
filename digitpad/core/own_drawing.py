"""A drawing that the user has kept, and files of them."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np

from digitpad.core.blocks import TooLargeError, joined, pack, unpack
from digitpad.core.errors import DigitpadError
from digitpad.core.files import read_file, write_whole
from digitpad.core.strokes import Drawing
from digitpad.core.strokes_file import Label, Line, is_digit, parse_line, read_lines

NO_DIGIT: Final = "no digit"
"""The label of a letter, a sign or a scribble."""
LARGEST: Final = 64 << 20
"""Bytes of a file of drawings: some hundred thousand of them."""
LARGEST_TEXT: Final = 256 << 20
"""Of it when unpacked."""

_DECIMALS: Final = 5
"""Of a coordinate on the pad: a hundredth of a screen's pixel."""
_MOST_POINTS: Final = 20_000
"""Of a drawing: a scribble of more would make too long a line."""
_SMALL: Final = 0.02
"""Of the canvas: what is smaller was not drawn on it, or not to be seen there."""
_MIDDLE: Final = 0.7
"""Of the canvas: the longer side of a drawing that comes from elsewhere."""


@dataclass(frozen=True, slots=True, eq=False)
class OwnDrawing:
    """A drawing that was kept.

    Attributes
    ----------
    id
        Tells it from all others.
    label
        What it is of: a digit, `NO_DIGIT`, or another text of where it is from.
    date
        When it was drawn or came, ISO 8601; "" if nobody knows.
    writer
        Who drew it, if the file that it is from says so.
    """

    id: str
    label: Label
    drawing: Drawing
    date: str
    writer: str | None = None

    @property
    def digit(self) -> int | None:
        """The digit that it is of, if it is of one."""
        return int(self.label) if is_digit(self.label) else None

    def to_line(self) -> bytes:
        """Return it as a line of the file, without the newline."""
        record = {
            "label": self.label,
            "writer": self.writer,
            "strokes": [stroke.tolist() for stroke in self.drawing],
            "date": self.date,
            "id": self.id,
        }
        return json.dumps(record, separators=(",", ":")).encode()


def drawn_now(drawing: Drawing, label: Label) -> OwnDrawing:
    """Return a drawing of the pad's, in canvas units, to be kept."""
    rounded = tuple(stroke.round(_DECIMALS) for stroke in _thinned(drawing))
    return OwnDrawing(new_id(), label, rounded, now())


def now() -> str:
    """Return the date and time, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def from_line(line: Line) -> OwnDrawing:
    """Return what a line of any file of strokes says; an id is made up if it has none.

    Nobody's date is the empty one.
    """
    known, date, writer = (line.record.get(name) for name in ("id", "date", "writer"))
    return OwnDrawing(
        known if isinstance(known, str) and known else new_id(),
        line.label,
        line.drawing,
        str(date) if _is_date(date) else "",
        writer if isinstance(writer, str) else None,
    )


def on_canvas(drawing: Drawing) -> Drawing:
    """Return a drawing, of any unit, in canvas units; of the pad's it stays the same.

    Returns
    -------
    All of it lies in [0, 1]. What lay elsewhere is put in the middle.
    """
    points = np.concatenate(drawing)
    low, high = points.min(axis=0), points.max(axis=0)
    longest = float((high - low).max())
    if low.min() >= 0 and high.max() <= 1 and (longest >= _SMALL or longest == 0):
        return drawing
    scale = _MIDDLE / longest if longest else 1.0
    middle = (low + high) / 2
    return tuple((stroke - middle) * scale + 0.5 for stroke in drawing)


def fingerprint(drawing: Drawing) -> bytes:
    """Return what two drawings share if their strokes are the same."""
    digest = hashlib.blake2b(digest_size=16)
    for stroke in drawing:
        digest.update(len(stroke).to_bytes(4, "little") + stroke.tobytes())
    return digest.digest()


def drawings_in(path: Path) -> list[OwnDrawing]:
    """Read any file of strokes; what has no date came now.

    Raises
    ------
    DigitpadError
        If it is none, or damaged: then nothing of it is taken.
    """
    today = now()
    drawings = [from_line(line) for line in read_lines(path)]
    return [
        replace(one, date=one.date or today, drawing=_thinned(one.drawing))
        for one in drawings
    ]


def readable(path: Path) -> tuple[OwnDrawing, ...]:
    """Return what can be read of a file of drawings, which is not changed.

    Raises
    ------
    DigitpadError
        If there is no such file, or it cannot be read.
    """
    try:
        blocks, _ = unpack(read_file(path, LARGEST), LARGEST_TEXT)
    except FileNotFoundError as error:
        raise DigitpadError(f"There is no file {path}: check the name.") from error
    except TooLargeError as error:
        raise DigitpadError(f"There is too much in {path}: split it.") from error
    except OSError as error:
        raise DigitpadError(
            f"{path} cannot be read: {error.strerror or error}."
        ) from error
    found = []
    for block in blocks:
        for line in block.lines:
            try:
                found.append(from_line(parse_line(line, path, 0)))
            except DigitpadError:
                continue  # one that is damaged must not hide the others
    return tuple(found)


def write_drawings(path: Path, drawings: Sequence[OwnDrawing]) -> None:
    """Write drawings into a file of their own.

    Raises
    ------
    DigitpadError
        If it cannot be written; what was there is as it was then.
    """
    try:
        write_whole(path, joined(pack([drawing.to_line() for drawing in drawings])))
    except OSError as error:
        raise DigitpadError(
            f"The drawings cannot be saved to {path}: {error.strerror or error}."
        ) from error


def new_id() -> str:
    """Make up an id."""
    return uuid.uuid4().hex[:16]


def _thinned(drawing: Drawing) -> Drawing:
    """Leave out points of a scribble, but no stroke's end, until they are few."""
    nth = -(-sum(map(len, drawing)) // _MOST_POINTS)
    if nth <= 1:
        return drawing
    return tuple(np.concatenate([s[:-1:nth], s[-1:]]) for s in drawing)


def _is_date(value: object) -> bool:
    try:
        # Of the year 1 there is none in all places.
        return isinstance(value, str) and bool(
            datetime.fromisoformat(value).astimezone()
        )
    except (ValueError, OverflowError, OSError):
        return False
