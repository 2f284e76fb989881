"""Kills programs that save something, and looks at what is there afterwards.

    python kill_process.py KIND FOLDER SEED COUNT

Each is a fork of this process that has only loaded what it needs; it saves one version
after another until it is killed, COUNT times at a random moment, and once before each
call of the system that a saving makes. Prints a line of JSON (`tests.e2e.test_kills`).
"""

import hashlib
import itertools
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from digitpad.core.models import SUFFIXES, copy_model
from digitpad.core.own_drawing import drawn_now
from digitpad.core.own_drawings import OwnDrawings
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import read_card, read_checked
from digitpad.core.settings import Settings, load_settings, save_settings

VERSIONS = 8
"""Of a thing, which are saved in turn."""
CALLS = {"open", "os.rename", "os.remove", "os.chmod", "os.listdir", "os.scandir"}
"""Calls that write or look, by the names that Python gives them."""


@dataclass(frozen=True)
class Thing:
    """What is saved: by a number, and which number there is."""

    save: Callable[[int], object]
    load: Callable[[], int]


def settings(folder: Path) -> Thing:
    path = folder / "settings.json"

    def load() -> int:
        found, notice = load_settings(path)
        assert notice is None, notice
        return int(found.geometry, 16)

    return Thing(
        lambda number: save_settings(path, Settings(geometry=f"{number:02x}")), load
    )


def model(folder: Path) -> Thing:
    card = read_card(bundled_model())
    sources = folder.with_name("sources")
    sources.mkdir()
    models = [sources / f"{number}.keras" for number in range(VERSIONS)]
    for number, path in enumerate(models):
        files = {
            suffix: random.Random(f"{number}{suffix}").randbytes(100_000)
            for suffix in (".keras", ".tflite")
        }
        digests = [hashlib.sha256(data).hexdigest() for data in files.values()]
        files[".json"] = (
            replace(
                card,
                keras_sha256=digests[0],
                twin_sha256=digests[1],
                threshold=number / VERSIONS,
            )
            .to_json()
            .encode()
        )
        for suffix in SUFFIXES:
            path.with_suffix(suffix).write_bytes(files[suffix])
    target = folder / "mine.keras"

    def load() -> int:
        found = read_card(target)
        read_checked(target, found.keras_sha256)
        read_checked(target.with_suffix(".tflite"), found.twin_sha256)
        return int(found.threshold * VERSIONS)

    return Thing(lambda number: copy_model(models[number], target), load)


def drawings(folder: Path) -> Thing:
    path = folder / "drawings.jsonl.gz"
    others = tuple(drawn_now((np.full((2, 2), 0.5),), 9) for _ in range(300))
    changing = drawn_now((np.eye(2),), 0)
    OwnDrawings(path).add([*others, changing])

    def load() -> int:
        kept = OwnDrawings(path)
        *found, last = kept.read()
        assert not kept.take_notice()
        assert [drawing.id for drawing in found] == [other.id for other in others]
        assert last.digit is not None
        return last.digit

    return Thing(lambda number: OwnDrawings(path).relabel([changing.id], number), load)


THINGS = {"settings": settings, "model": model, "drawings": drawings}


def saving_child(
    thing: Thing, last: int, before: Callable[[], None]
) -> tuple[int, int]:
    """Fork a process that saves; returns its number, and a pipe that it writes to.

    It writes a byte after each saving, the number of the version.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    try:
        before()
        while True:
            last = (last + 1) % VERSIONS
            thing.save(last)
            os.write(writer, bytes([last]))
    finally:
        os._exit(1)


def end(child: int, reader: int) -> int | None:
    """Wait for a process that is killed; return the last version that it has saved."""
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL, status
    said = b""
    while part := os.read(reader, 4096):
        said += part
    os.close(reader)
    return said[-1] if said else None


def kill_at_random(thing: Thing, count: int, chance: random.Random) -> dict[str, int]:
    """Kill savings at random moments; return how many had and had not happened."""
    start = time.monotonic()
    for number in range(VERSIONS):
        thing.save(number)
    seconds = (time.monotonic() - start) / VERSIONS
    found = {"old": 0, "new": 0}
    there = thing.load()
    for _ in range(count):
        child, reader = saving_child(thing, there, lambda: None)
        first = os.read(reader, 1)[0]  # it is at work
        time.sleep(chance.uniform(0, 2 * seconds))
        os.kill(child, signal.SIGKILL)
        last = end(child, reader)
        there = check(thing, first if last is None else last, found)
    return found


def kill_at_each_call(thing: Thing) -> dict[str, int]:
    """Kill a saving before each of its calls; return as `kill_at_random`."""
    found = {"old": 0, "new": 0}
    for call in itertools.count(1):
        there = thing.load()
        child, reader = saving_child(thing, there, partial(kill_before, call))
        saved = end(child, reader)
        check(thing, there if saved is None else saved, found)
        if saved is not None:  # there is no call any more that is of the saving
            return found
    raise AssertionError


def kill_before(call: int) -> None:
    """Have this process killed before one of its next calls, counted from 1."""
    left = call

    def count(event: str, _arguments: Any) -> None:
        nonlocal left
        if event in CALLS:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def check(thing: Thing, saved: int, found: dict[str, int]) -> int:
    """See that there is what was saved last, or the next; return which."""
    there = thing.load()
    assert there in (saved, (saved + 1) % VERSIONS), (there, saved)
    found["old" if there == saved else "new"] += 1
    return there


def main(kind: str, folder: Path, seed: str, count: str) -> None:
    folder.mkdir()
    thing = THINGS[kind](folder)
    at_random = kill_at_random(thing, int(count), random.Random(seed))
    at_calls = kill_at_each_call(thing)
    left = sorted(path.name for path in folder.iterdir())
    for name in left:  # as some hours later
        os.utime(folder / name, (0, 0))
    thing.save((thing.load() + 1) % VERSIONS)
    record = {
        "at_random": at_random,
        "at_calls": at_calls,
        "left": left,
        "cleared": sorted(path.name for path in folder.iterdir()),
    }
    sys.stdout.write(json.dumps(record) + "\n")


if __name__ == "__main__":
    _, kind, folder, seed, count = sys.argv
    main(kind, Path(folder), seed, count)
