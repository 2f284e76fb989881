"""Lines in a gzipped file of many small parts, of which one can be changed alone."""

import gzip
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

LINES: Final = 64
"""Of a block at most. One alone in each would make the file half as large again; to
change a block of more takes longer."""
_LEVEL: Final = 4
"""Of compression: 6 takes twice as long, and saves a twentieth."""
_PIECE: Final = 4096
"""Bytes unpacked at once: what is behind a block's end is copied."""
_MORSEL: Final = 16
"""Bytes unpacked at once where a block is damaged: so little is lost before that."""
_BEGIN: Final = b"\x1f\x8b\x08"
"""How a part of a gzipped file begins."""
_GZIP: Final = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines, and the bytes that stand for them in the file.

    A gzipped file may have many such parts, one after the other; all programs read
    it as one text.

    Attributes
    ----------
    lines
        Each without its newline; none is blank.
    """

    packed: bytes
    lines: tuple[bytes, ...]


class TooLargeError(ValueError):
    """A file holds more than it may when unpacked."""


def pack(lines: Sequence[bytes]) -> list[Block]:
    """Make blocks of lines."""
    return [
        Block(gzip.compress(b"\n".join(some) + b"\n", _LEVEL, mtime=0), tuple(some))
        for some in (
            lines[first : first + LINES] for first in range(0, len(lines), LINES)
        )
    ]


def joined(blocks: Iterable[Block]) -> bytes:
    """Return the file's bytes."""
    return b"".join(block.packed for block in blocks)


def unpack(data: bytes, most: int) -> tuple[list[Block], bool]:
    """Find the blocks in a file's bytes.

    Returns
    -------
    The blocks, and whether all is well. Of a damaged block its whole lines are
    returned, as a new one, and what follows it is looked for.

    Raises
    ------
    TooLargeError
        If the text has more than `most` bytes.
    """
    blocks: list[Block] = []
    whole = True
    start = size = 0
    while start < len(data):
        text, end = _text_at(data, start, most - size)
        size += len(text)
        if end is None:
            whole = False
            text = text[: text.rfind(b"\n") + 1]
            end = data.find(_BEGIN, start + 1)
            end = len(data) if end < 0 else end
            blocks += pack(_lines(text))
        elif lines := _lines(text):
            blocks.append(Block(data[start:end], tuple(lines)))
        start = end
    return blocks, whole


def _text_at(
    data: bytes, start: int, most: int, at_once: int = _PIECE
) -> tuple[bytes, int | None]:
    """Unpack what begins at a place; where it ends, or None if it is damaged."""
    unpacker = zlib.decompressobj(_GZIP)
    parts: list[bytes] = []
    place, size = start, 0
    while not unpacker.eof and place < len(data):
        piece = data[place : place + at_once]
        place += len(piece)
        try:
            part = unpacker.decompress(piece)
        except zlib.error:
            if at_once > _MORSEL:
                return _text_at(data, start, most, _MORSEL)
            return b"".join(parts), None
        parts.append(part)
        size += len(part)
        if size > most:
            raise TooLargeError
    end = place - len(unpacker.unused_data)
    return b"".join(parts), end if unpacker.eof else None


def _lines(text: bytes) -> list[bytes]:
    return [line for line in text.split(b"\n") if line.strip()]
