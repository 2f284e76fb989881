"""Damaged copies of good small models, the same ones in every run.

As a program it reads them and prints a line for each: what was read, or what was said.
    python -m tests.unit.core.foreign.mutations FIRST
"""

import hashlib
import io
import json
import random
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import h5py

from digitpad.core.errors import DigitpadError
from digitpad.core.foreign.network import ForeignNetwork, read_foreign
from tests.unit.core.foreign.files import archive, legacy, reader, weights

COUNT = 2000
_JUNK = (b"\0", b"\xff", b'"', b"{", b"[", b"}", b"9" * 20, b"null", b"true", b"-1")


def mutation(number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of one of the damaged copies."""
    rng = random.Random(number)
    suffix, make = _KINDS[number % len(_KINDS)]
    return f"{number}{suffix}", make(rng)


def outcome(number: int) -> dict[str, str]:
    """Read one: {"said": sentence} or {"read": digest of the network}."""
    name, data = mutation(number)
    try:
        network = read_foreign(Path(name), data)
    except DigitpadError as error:
        return {"said": str(error)}
    return {"read": digest(network)}


def digest(network: ForeignNetwork) -> str:
    """Return what is the same for networks that do the same."""
    ends = (network.shape, network.input, network.output)
    hasher = hashlib.sha256(repr(ends).encode())
    for layer in network.layers:
        said = (layer.name, layer.kind, sorted(layer.settings.items()), layer.inputs)
        hasher.update(repr(said).encode())
        for array in layer.weights:
            hasher.update(array.tobytes())
    return hasher.hexdigest()


@cache
def _good() -> tuple[bytes, bytes, bytes, str]:
    return archive(), legacy(), weights(), json.dumps(reader())


def _flip(data: bytes, rng: random.Random, places: range) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8))):
        changed[rng.choice(places)] = rng.randrange(256)
    return bytes(changed)


def _any_bytes(rng: random.Random) -> bytes:
    data = _good()[0]
    return _flip(data, rng, range(len(data)))


def _cut(rng: random.Random) -> bytes:
    data = rng.choice(_good()[:2])
    start, end = sorted(rng.randrange(len(data)) for _ in range(2))
    return rng.choice((data[:start], data[:start] + data[end:], data + data[start:end]))


def _text(rng: random.Random) -> bytes:
    """Change the configuration, and the checksum with it."""
    data = _good()[3].encode()
    for _ in range(rng.choice((1, 1, 2, 5))):
        start = rng.randrange(len(data))
        end = min(len(data), start + rng.choice((0, 1, 1, 2, 8, 40)))
        middle = rng.choice((b"", rng.choice(_JUNK), data[start:end] * 2))
        data = data[:start] + middle + data[end:]
    return archive(data)


def _outside_arrays(data: bytes, path: str) -> range:
    """Return the places before the first array, where the structure is."""
    with h5py.File(io.BytesIO(data)) as file:
        return range(int(file[path].id.get_offset()))


def _structure(rng: random.Random) -> bytes:
    """Change the structure of the weights, and the checksum with it."""
    data = _good()[2]
    places = _outside_arrays(data, "layers/dense/vars/0")
    return archive(stored=_flip(data, rng, places))


def _old_structure(rng: random.Random) -> bytes:
    data = _good()[1]
    return _flip(data, rng, _outside_arrays(data, "model_weights/dense/dense/kernel:0"))


def _numbers(rng: random.Random) -> bytes:
    """Change anything of the weights, numbers mostly, and the checksum with it."""
    data = _good()[2]
    return archive(stored=_flip(data, rng, range(len(data))))


_KINDS: tuple[tuple[str, Callable[[random.Random], bytes]], ...] = (
    *((".keras", _any_bytes), (".keras", _cut), (".h5", _cut)) * 5,
    *((".keras", _text),) * 30,
    *((".keras", _structure),) * 25,
    *((".h5", _old_structure),) * 25,
    (".keras", _numbers),
)


if __name__ == "__main__":
    for number in range(int(sys.argv[1]), COUNT):
        sys.stdout.write(json.dumps(outcome(number)) + "\n")
        sys.stdout.flush()  # what is lost in a crash is what crashed
