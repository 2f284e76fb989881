"""Archives and weights that mean no good, and what is said of each."""

import io
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from tests.unit.core.foreign.files import (
    archive,
    legacy,
    means,
    weights,
)
from tests.unit.core.foreign.hostile_configs import Make


def linked(link: Callable[[Path], object]) -> Make:
    """Return what makes weights with a link in the place of an array."""

    def make(folder: Path) -> bytes:
        def change(file: h5py.File) -> None:
            del file["layers/dense/vars/0"]
            file["layers/dense/vars/0"] = link(folder)

        return archive(stored=weights(change=change))

    return make


def secret(folder: Path) -> str:
    """Return the path of another HDF5 file that would fit."""
    path = folder / "secret.h5"
    with h5py.File(path, "w") as file:
        file["array"] = means()[0]
    return str(path)


def external(folder: Path) -> bytes:
    raw = folder / "raw"
    raw.write_bytes(means()[0].tobytes())

    def change(file: h5py.File) -> None:
        del file["layers/dense/vars/0"]
        file.create_dataset(
            "layers/dense/vars/0",
            (784, 10),
            dtype=np.float32,
            external=[(str(raw), 0, 31360)],
        )

    return archive(stored=weights(change=change))


def pipe(folder: Path) -> str:
    """Return the path of a pipe: who opens it waits for ever."""
    path = folder / "pipe"
    if os.name == "posix":
        os.mkfifo(path)
    return str(path)


def virtual(source: Callable[[Path], str]) -> Make:
    """Return what makes weights that would be put together from another file's."""

    def make(folder: Path) -> bytes:
        shape = (784, h5py.h5s.UNLIMITED)
        layout = h5py.VirtualLayout((784, 10), np.float32, maxshape=(784, None))
        given = h5py.VirtualSource(source(folder), "array", (784, 10), maxshape=shape)
        layout[:, : h5py.h5s.UNLIMITED] = given[:, : h5py.h5s.UNLIMITED]

        def change(file: h5py.File) -> None:
            del file["layers/dense/vars/0"]
            file.create_virtual_dataset("layers/dense/vars/0", layout)

        return archive(stored=weights(change=change))

    return make


def chunked(**options: Any) -> Make:
    def change(file: h5py.File) -> None:
        del file["layers/dense/vars/0"]
        file.create_dataset("layers/dense/vars/0", **options)

    return lambda _folder: archive(stored=weights(change=change))


def of_array(array: np.ndarray[Any, Any]) -> Make:
    return lambda _folder: archive(stored=weights({"dense": (array, means()[1])}))


def link_in_zip(_folder: Path) -> bytes:
    info = zipfile.ZipInfo("config.json")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr(info, "/etc/passwd")
        file.writestr("model.weights.h5", weights())
    return buffer.getvalue()


def many_members(_folder: Path) -> bytes:
    return archive(more={f"more{number}": b"" for number in range(2000)})


def packed_zeros(_folder: Path) -> bytes:
    return archive(stored=bytes(100_000_000), compression=zipfile.ZIP_DEFLATED)


def packed_spaces(_folder: Path) -> bytes:
    return archive(b" " * 50_000_000, compression=zipfile.ZIP_DEFLATED)


def replaced(old: bytes, new: bytes) -> bytes:
    """Return the reader's archive with bytes changed in its records of names."""
    assert len(old) == len(new)
    return archive().replace(old, new)


ARCHIVES: dict[str, tuple[str, Make, str]] = {
    "path traversal": (
        ".keras",
        lambda _folder: archive(more={"../canary": b"x"}),
        "more in it than a model",
    ),
    "path for a part": (
        ".keras",
        lambda _folder: replaced(b"metadata.json", b"../../canary."),
        "would write into other folders",
    ),
    "link in the archive": (".keras", link_in_zip, "has a link in it"),
    "many members": (".keras", many_members, "has more in it than a model"),
    "another part": (
        ".keras",
        lambda _folder: replaced(b"metadata.json", b"assets/x.json"),
        "has more in it than a model",
    ),
    "packed zeros": (".keras", packed_zeros, "would unpack to far more"),
    "packed spaces": (".keras", packed_spaces, "its config.json is longer"),
    "packed with another method": (
        ".keras",
        lambda _folder: archive(compression=zipfile.ZIP_LZMA),
        "packed in a way that Keras never uses",
    ),
    "no configuration": (
        ".keras",
        lambda _folder: replaced(b"config.json", b"CONFIG.JSON"),
        "has more in it than a model",
    ),
}
WEIGHTS: dict[str, tuple[str, Make, str]] = {
    "external link": (
        ".keras",
        linked(lambda folder: h5py.ExternalLink(secret(folder), "array")),
        "lead to other files or places",
    ),
    "external link into nowhere": (
        ".keras",
        linked(lambda folder: h5py.ExternalLink("/dev/zero", "array")),
        "lead to other files or places",
    ),
    "soft link": (
        ".keras",
        linked(lambda _folder: h5py.SoftLink("/layers/dense/vars/1")),
        "lead to other files or places",
    ),
    "external array": (".keras", external, "lead to other files or places"),
    "virtual array": (".keras", virtual(secret), "lead to other files or places"),
    "virtual array of a pipe": (
        ".keras",
        virtual(pipe),
        "lead to other files or places",
    ),
    "link to a pipe": (
        ".keras",
        linked(lambda folder: h5py.ExternalLink(pipe(folder), "array")),
        "lead to other files or places",
    ),
    "array of zeros, packed": (
        ".keras",
        chunked(shape=(784, 10), chunks=(784, 10), compression="gzip", dtype="f4"),
        "packed in a way that Keras never uses",
    ),
    "array in huge pieces": (
        ".keras",
        chunked(
            shape=(784, 10), chunks=(20000, 50000), maxshape=(None, None), dtype="f4"
        ),
        "packed in a way that Keras never uses",
    ),
    "array without end": (
        ".keras",
        chunked(shape=(2**40, 10), dtype="f4"),
        "do not fit: it has 784×10, the file 1099511627776×10",
    ),
    "array of objects": (
        ".keras",
        lambda _folder: archive(
            stored=weights({"dense": (np.array([b"x" * 9] * 7840), means()[1])})
        ),
        "not plain floating-point numbers",
    ),
    "array of no numbers": (
        ".keras",
        of_array(np.full((784, 10), np.nan, np.float32)),
        "are not all numbers",
    ),
    "missing weights": (
        ".keras",
        lambda _folder: archive(stored=weights({"other": ()})),
        "no weights for the layer dense",
    ),
    "weights that are none": (
        ".keras",
        lambda _folder: archive(stored=b"\x89HDF\r\n\x1a\n" + bytes(5000)),
        "its weights are damaged",
    ),
    "truncated": (
        ".keras",
        lambda _folder: archive()[:20_000],
        "no model of Keras, or only a part of one",
    ),
    "truncated h5": (
        ".h5",
        lambda _folder: legacy()[:20_000],
        "its weights are damaged",
    ),
    "empty": (".keras", lambda _folder: b"", "it is empty"),
    "empty h5": (".h5", lambda _folder: b"", "it is empty"),
    "picture": (
        ".keras",
        lambda _folder: b"\x89PNG\r\n\x1a\n" + bytes(1000),
        "no model of Keras",
    ),
    "h5 named keras": (".keras", lambda _folder: legacy(), "no model of Keras"),
    "keras named h5": (".h5", lambda _folder: archive(), "its weights are damaged"),
    "pickle": (
        ".h5",
        lambda folder: b"cos\nsystem\n(S'touch " + bytes(folder / "canary") + b"'\ntR.",
        "its weights are damaged",
    ),
    "weights alone": (
        ".h5",
        lambda _folder: weights(),
        "it holds weights and no network",
    ),
    "scrambled": (
        ".keras",
        lambda _folder: replaced(b"Flatten", b"Flattex"),
        "it is damaged: copy it again",
    ),
}
