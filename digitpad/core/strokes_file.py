"""Drawings with labels, kept as gzipped JSON lines."""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from digitpad.core.errors import DigitpadError
from digitpad.core.files import check_is_file
from digitpad.core.strokes import Drawing, Stroke

Label = int | str
"""A digit 0 to 9, or what else was drawn."""

LONGEST_LINE: Final = 4 << 20
"""Bytes. A drawing has some kilobytes; this bounds the memory that one line takes."""
_MOST_BYTES: Final = 1 << 30
"""Of a file when unpacked: some hundred thousand drawings."""
_LARGEST: Final = 1e9
"""Of a coordinate: beyond it, it is not a place on a pad but a slip."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A drawing as it stands in a file.

    Attributes
    ----------
    record
        All that the line says, also what is no business of this module's.
    """

    drawing: Drawing
    label: Label
    record: Mapping[str, Any]


def is_digit(label: Label) -> bool:
    """Return whether a drawing is of a digit, not of something else."""
    return isinstance(label, int) and 0 <= label <= 9


def read_drawings(path: Path) -> Iterator[tuple[Drawing, Label]]:
    """Read a `.jsonl.gz` file drawing by drawing.

    Yields
    ------
    The strokes, and the label.

    Raises
    ------
    DigitpadError
        As `read_lines`.
    """
    for line in read_lines(path):
        yield line.drawing, line.label


def read_lines(path: Path) -> Iterator[Line]:
    """Read a `.jsonl.gz` file line by line.

    Each line is one JSON object with "label", an integer or a text, and "strokes",
    a list of strokes, each a list of points [x, y], y downward, in any unit. Other
    names in it are left alone; strokes without a point and blank lines are
    skipped.

    Raises
    ------
    DigitpadError
        If the file cannot be read, or a line is not such a drawing; the line's
        number, from 1, is in the text.
    """
    number = size = 0
    try:
        check_is_file(path)
        with gzip.open(path) as file:
            while line := file.readline(LONGEST_LINE):
                number, size = number + 1, size + len(line)
                if len(line) == LONGEST_LINE:
                    raise _wrong(path, number, "is longer than 4 MiB")
                if size > _MOST_BYTES:
                    raise _wrong(path, number, "is past 1 GiB, the most a file may be")
                if line.strip():
                    yield parse_line(line, path, number)
    except FileNotFoundError as error:
        raise DigitpadError(f"There is no file {path}: check the name.") from error
    except EOFError as error:
        raise DigitpadError(
            f"{path} is cut off after line {number}: copy it again."
        ) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        where = f"is damaged after line {number}" if number else "is not gzipped"
        raise DigitpadError(
            f"{path} {where}: copy it again, or make it with gzip."
        ) from error
    except OSError as error:
        raise DigitpadError(
            f"{path} cannot be read: {error.strerror or error}."
        ) from error


def parse_line(line: bytes, path: Path, number: int) -> Line:
    """Read one line, of the file and with the number that are named if it is wrong.

    Raises
    ------
    DigitpadError
        If it is not a drawing.
    """
    try:
        record: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _wrong(path, number, "is not JSON") from error
    if not isinstance(record, dict):
        raise _wrong(path, number, "is not a JSON object")
    if "label" not in record:
        raise _wrong(path, number, "has no label")
    label = record["label"]
    if type(label) is not int and type(label) is not str:
        raise _wrong(path, number, "has a label that is no whole number and no text")
    strokes = record.get("strokes")
    if not isinstance(strokes, list):
        raise _wrong(path, number, "has no list of strokes")
    drawing = tuple(_stroke(path, number, stroke) for stroke in strokes if stroke != [])
    if not drawing:
        raise _wrong(path, number, "has no point")
    return Line(drawing, label, record)


def _stroke(path: Path, number: int, points: Any) -> Stroke:
    try:
        array = np.array(points)
    except (ValueError, OverflowError) as error:
        raise _wrong(path, number, "has a stroke that is no list of [x, y]") from error
    if array.dtype.kind not in "iuf" or array.ndim != 2 or array.shape[1] != 2:
        raise _wrong(path, number, "has a stroke that is no list of [x, y]")
    stroke = array.astype(np.float64)
    if not (np.abs(stroke) <= _LARGEST).all():  # also catches NaN
        raise _wrong(path, number, "has a coordinate that is NaN or beyond 1e9")
    return stroke


def _wrong(path: Path, number: int, what: str) -> DigitpadError:
    return DigitpadError(
        f"Line {number} of {path} {what}: mend that line or take it out."
    )
