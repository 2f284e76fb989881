"""The drawings that the user has kept, each with what it is of."""

import json
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from digitpad.core.blocks import LINES, Block, TooLargeError, joined, pack, unpack
from digitpad.core.errors import DigitpadError
from digitpad.core.files import read_file, write_whole
from digitpad.core.locking import locked
from digitpad.core.own_drawing import (
    LARGEST,
    LARGEST_TEXT,
    OwnDrawing,
    fingerprint,
    from_line,
    new_id,
)
from digitpad.core.strokes_file import LONGEST_LINE, Label, parse_line

_WAIT: Final = 3.0
"""Seconds for another program that is changing the file."""


class OwnDrawings:
    """The file of the drawings, which other programs may change meanwhile.

    Each change is made to what the file holds then, under a lock, and replaces it
    whole. May be used in any thread.

    Parameters
    ----------
    path
        A file of strokes (`digitpad.core.strokes_file`); it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mutex = threading.RLock()
        self._stamp: tuple[int, ...] | None = None
        self._blocks: list[Block] = []
        self._known: dict[bytes, OwnDrawing] = {}
        self._is_whole = True
        self._notice = ""

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @property
    def count(self) -> int:
        """How many drawings there are; raises DigitpadError as `read`."""
        with self._mutex, self._told("read"):
            self._refresh()
            return sum(len(block.lines) for block in self._blocks)

    def take_notice(self) -> str:
        """Return what people must know of the file, once; "" for nothing."""
        with self._mutex:
            notice, self._notice = self._notice, ""
            return notice

    def read(self) -> tuple[OwnDrawing, ...]:
        """Return all drawings, in the order of the file.

        Of a damaged file a copy is put aside, what can be read stays, and there is a
        notice.

        Raises
        ------
        DigitpadError
            If the file cannot be read.
        """
        with self._mutex, self._told("read"):
            self._refresh()
            found = self._parse()
            if self._is_whole:
                return found
            try:
                with self._changing():
                    return self._parse()
            except DigitpadError as error:
                self._notice = (
                    f"The file of your drawings is damaged: {len(found):,} of them can "
                    f"be read. It could not be put aside. {error}"
                )
                return found

    def add(
        self, drawings: Sequence[OwnDrawing], *, once: bool = False
    ) -> Sequence[OwnDrawing]:
        """Add drawings at the end; returns those that were added.

        Parameters
        ----------
        once
            Whether to leave out those whose strokes or whose id are there already.

        Raises
        ------
        DigitpadError
            If they cannot be kept; the file is as it was then.
        """
        with self._changing():
            if once:
                drawings = self._without_known(drawings)
            lines = [drawing.to_line() for drawing in drawings]
            blocks = list(self._blocks)
            if blocks and len(blocks[-1].lines) < LINES:
                lines = [*blocks.pop().lines, *lines]
            if drawings:
                self._write(blocks + pack(lines))
            return drawings

    def relabel(self, ids: Collection[str], label: Label) -> None:
        """Give drawings another label; raises DigitpadError as `add`."""

        def changed(line: bytes) -> bytes:
            record: dict[str, Any] = json.loads(line)
            return json.dumps(record | {"label": label}, separators=(",", ":")).encode()

        self._change(ids, changed)

    def delete(self, ids: Collection[str]) -> None:
        """Take drawings away; raises DigitpadError as `add`."""
        self._change(ids, lambda _line: None)

    def _change(
        self, ids: Collection[str], change: Callable[[bytes], bytes | None]
    ) -> None:
        """Change the lines of some drawings, or take them out."""
        with self._changing():
            self._parse()
            blocks: list[Block] = []
            for block in self._blocks:
                wanted = [self._known[line].id in ids for line in block.lines]
                if not any(wanted):
                    blocks.append(block)
                    continue
                lines = [
                    change(line) if is_wanted else line
                    for line, is_wanted in zip(block.lines, wanted, strict=True)
                ]
                blocks += pack([line for line in lines if line is not None])
            if blocks != self._blocks:
                self._write(blocks)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Hold the lock, with the file as it is now; a damaged one is mended first."""
        with self._mutex, self._told("changed"), locked(self._path, _WAIT):
            self._refresh()
            if not self._is_whole:
                self._mend(len(self._parse()))
            yield

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """Turn errors into one of ours; `what` could not be done with the drawings."""
        try:
            yield
        except (OSError, TooLargeError) as error:
            self._stamp = None  # nobody knows what is there now
            why = "there is too much in it"
            if isinstance(error, OSError):
                why = error.strerror or str(error)
            raise DigitpadError(
                f"Your drawings in {self._path} cannot be {what}: {why}."
            ) from error

    def _refresh(self) -> None:
        """Read the file, if it is another than the one that is known."""
        try:
            stamp = _stamp(self._path)
            if stamp == self._stamp:
                return
            data = read_file(self._path, LARGEST)
        except FileNotFoundError:
            stamp, data = (), b""
        self._blocks, self._is_whole = unpack(data, LARGEST_TEXT)
        self._stamp = stamp

    def _parse(self) -> tuple[OwnDrawing, ...]:
        """Return the drawings; what is none is taken out of the blocks."""
        known: dict[bytes, OwnDrawing] = {}
        ids: set[str] = set()
        blocks: list[Block] = []
        for block in self._blocks:
            lines: list[bytes] = []
            for line in block.lines:
                drawing = self._known.get(line) or self._parsed(line)
                if drawing is None:
                    continue
                if drawing.id in ids:  # a line was copied
                    drawing = replace(drawing, id=new_id())
                kept = line if _names(line, drawing.id) else drawing.to_line()
                ids.add(drawing.id)
                known[kept] = drawing
                lines.append(kept)
            same = tuple(lines) == block.lines
            blocks += [block] if same else pack(lines)
        self._blocks, self._known = blocks, known
        return tuple(known.values())

    def _parsed(self, line: bytes) -> OwnDrawing | None:
        try:
            if len(line) < LONGEST_LINE:
                return from_line(parse_line(line, self._path, 0))
        except DigitpadError:
            pass
        self._is_whole = False
        return None

    def _without_known(self, drawings: Sequence[OwnDrawing]) -> list[OwnDrawing]:
        there = self._parse()
        ids = {drawing.id for drawing in there}
        prints = {fingerprint(drawing.drawing) for drawing in there}
        new: list[OwnDrawing] = []
        for drawing in drawings:
            mark = fingerprint(drawing.drawing)
            if drawing.id not in ids and mark not in prints:
                new.append(drawing)
                ids.add(drawing.id)
                prints.add(mark)
        return new

    def _write(self, blocks: list[Block]) -> None:
        write_whole(self._path, joined(blocks))
        self._blocks, self._stamp = blocks, _stamp(self._path)

    def _mend(self, readable: int) -> None:
        """Put a copy of a damaged file aside, and write what can be read of it."""
        aside = _free_name(self._path)
        try:
            write_whole(aside, read_file(self._path, LARGEST))
        except BaseException:
            aside.unlink()
            raise
        self._write(self._blocks)
        self._is_whole = True
        self._notice = (
            f"The file of your drawings was damaged: {readable:,} of them could be "
            f"read and are here. The file as it was is kept in {aside}."
        )


def _names(line: bytes, known: str) -> bool:
    return json.dumps(known).encode() in line


def _stamp(path: Path) -> tuple[int, ...]:
    """Return what is another once a file has been replaced."""
    state = path.stat()
    return state.st_mtime_ns, state.st_size, state.st_ino


def _free_name(path: Path) -> Path:
    """Take a name for a damaged file that no file has, by an empty file."""
    number = 1
    while True:
        suffix = ".damaged" if number == 1 else f".damaged-{number}"
        aside = path.with_name(path.name.replace(".jsonl", f"{suffix}.jsonl", 1))
        try:
            aside.touch(exist_ok=False)  # fails, too, if another program was faster
        except FileExistsError:
            number += 1
        else:
            return aside
