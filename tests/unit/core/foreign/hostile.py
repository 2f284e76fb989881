"""Files that mean no good, or are none of what they claim, and what is said of each."""

import base64
import io
import json
import marshal
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from digitpad.core.foreign.config import MOST_LAYERS
from tests.unit.core.foreign.files import (
    Json,
    archive,
    dense,
    layer,
    legacy,
    means,
    reader,
    sequential,
    weights,
)

Make = Callable[[Path], bytes]
"""Makes the bytes of a file; gets a folder where a canary must never appear."""


def code(folder: Path) -> Json:
    """Return a function as Keras writes one into a file, which leaves a canary."""
    source = f"lambda x: open({str(folder / 'canary')!r}, 'w') and x"
    function = eval(source)
    packed = base64.b64encode(marshal.dumps(function.__code__)).decode()
    return {
        "class_name": "__lambda__",
        "config": {"code": packed, "defaults": None, "closure": None},
    }


def of_layer(record: Json) -> bytes:
    return archive(sequential(layer("Flatten"), record, dense()))


def with_module(module: str, name: str, **more: Any) -> bytes:
    return of_layer({**layer(name, "trick"), "module": module, **more})


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


def nested(depth: int) -> Json:
    inner = sequential(layer("Flatten"), dense())
    for number in range(depth):
        inner["config"]["name"] = f"inner_{number}"
        inner = sequential(inner)
    return inner


def changed(record: Json, **values: Any) -> Json:
    """Return a configuration with other values at its top."""
    return {**record, **values}


FUNCTION = {"class_name": "function", "config": "os.system", "module": "builtins"}
HUGE = 10**12

HOSTILE: dict[str, tuple[str, Make, str]] = {
    # name: suffix, what makes it, what is said of it
    "lambda": (
        ".keras",
        lambda folder: of_layer(layer("Lambda", function=code(folder))),
        "has a layer of the class Lambda",
    ),
    "lambda in h5": (
        ".h5",
        lambda folder: legacy(
            sequential(
                layer("Flatten"), layer("Lambda", function=code(folder)), dense()
            )
        ),
        "has a layer of the class Lambda",
    ),
    "tfsm layer": (
        ".keras",
        lambda folder: of_layer(layer("TFSMLayer", filepath=str(folder))),
        "has a layer of the class TFSMLayer",
    ),
    "torch module": (
        ".keras",
        lambda folder: of_layer(layer("TorchModuleWrapper", module=code(folder))),
        "has a layer of the class TorchModuleWrapper",
    ),
    "text vectorization": (
        ".keras",
        lambda folder: of_layer(layer("TextVectorization", vocabulary="/etc/passwd")),
        "has a layer of the class TextVectorization",
    ),
    "activation of code": (
        ".keras",
        lambda folder: archive(reader(activation=code(folder))),
        "its layer dense has an unusual 'activation'",
    ),
    "activation by module": (
        ".keras",
        lambda _folder: archive(reader(activation=FUNCTION)),
        "not one of Keras's own",
    ),
    "unknown activation": (
        ".keras",
        lambda _folder: archive(reader(activation="os.system")),
        "not one of those that are known",
    ),
    "registered class": (
        ".keras",
        lambda _folder: with_module(
            "keras.layers", "Dense", registered_name="my>Dense"
        ),
        "a layer of a class of its own",
    ),
    "registered model": (
        ".keras",
        lambda _folder: archive(changed(reader(), registered_name="my>Model")),
        "no Sequential or functional model",
    ),
    "other module": (
        ".keras",
        lambda _folder: with_module("subprocess", "Activation"),
        "that is no layer of Keras",
    ),
    "operation": (
        ".keras",
        lambda _folder: with_module("keras.src.ops.numpy", "Add"),
        "that is no layer of Keras",
    ),
    "module like keras": (
        ".keras",
        lambda _folder: with_module("keras.layers.evil;import os", "Dense"),
        "that is no layer of Keras",
    ),
    "class of os": (
        ".keras",
        lambda _folder: archive(changed(reader(), module="os", class_name="system")),
        "no Sequential or functional model",
    ),
    "setting with code": (
        ".keras",
        lambda folder: archive(reader(lora_rank=code(folder))),
        "has a setting 'lora_rank' that is not known",
    ),
    "huge units": (
        ".keras",
        lambda _folder: archive(reader(units=HUGE)),
        "an unusual 'units': it must be a number from 1",
    ),
    "many parameters": (
        ".keras",
        lambda _folder: archive(
            sequential(layer("Flatten"), dense("wide", 100_000), dense())
        ),
        "more than 20,000,000 parameters",
    ),
    "endless floats": (
        ".keras",
        lambda _folder: archive(
            json.dumps(reader(units=10)).replace('"units": 10', '"units": 1e400')
        ),
        "an unusual 'units'",
    ),
    "not a number": (
        ".keras",
        lambda _folder: archive(reader(epsilon=float("nan"))),
        "is not JSON",
    ),
    "large output": (
        ".keras",
        lambda _folder: archive(
            sequential(
                layer("Conv2D", filters=1000, kernel_size=[1, 1]),
                shape=(28, 28, 1),
            )
        ),
        "makes more than 100,352 numbers of a frame",
    ),
    "endless padding": (
        ".keras",
        lambda _folder: archive(
            sequential(layer("ZeroPadding2D", padding=HUGE), shape=(28, 28, 1))
        ),
        "an unusual 'padding'",
    ),
    "slow": (
        ".keras",
        lambda _folder: archive(
            sequential(
                layer("Conv2D", "a", filters=64, kernel_size=9, padding="same"),
                layer("Conv2D", "b", filters=64, kernel_size=9, padding="same"),
                shape=(28, 28, 1),
            )
        ),
        "too large to read while somebody draws",
    ),
    "many layers": (
        ".keras",
        lambda _folder: archive(
            sequential(*(dense(f"d{number}") for number in range(MOST_LAYERS)))
        ),
        "more than 200 layers",
    ),
    "networks in networks": (
        ".keras",
        lambda _folder: archive(nested(5)),
        "is a whole network",
    ),
    "deep nesting": (
        ".keras",
        lambda _folder: archive(nested(30)),
        "nested too deeply",
    ),
    "deep brackets": (
        ".keras",
        lambda _folder: archive("[" * 400_000),
        "nested too deeply",
    ),
    "white space": (
        ".keras",
        lambda _folder: archive(json.dumps(reader()) + " " * 5_000_000),
        "its config.json is longer than that of any model",
    ),
    "long text": (
        ".h5",
        lambda _folder: legacy(json.dumps(reader()) + " " * 2_000_000),
        "its configuration is longer than that of any model",
    ),
    "quotes": (
        ".keras",
        lambda _folder: archive('"' + '\\"' * 450_000),
        "is not JSON",
    ),
    "end of line in a name": (
        ".keras",
        lambda _folder: of_layer(layer("Evil\n\x1b[31m\u202eClass")),
        "has a layer of the class Evil\ufffd\ufffd[31m\ufffdClass.",
    ),
    "no object": (".keras", lambda _folder: archive("[]"), "is not JSON of a model"),
    "no text": (".keras", lambda _folder: archive(b"\xff\xfe{"), "is not JSON"),
    "no layers": (
        ".keras",
        lambda _folder: archive(changed(reader(), config={"layers": []})),
        "it has no layers",
    ),
    "another shape": (
        ".keras",
        lambda _folder: archive(sequential(layer("Flatten"), shape=(224, 224, 3))),
        "takes 224×224×3 numbers, and only 28×28 grey pixels",
    ),
    "endless shape": (
        ".keras",
        lambda _folder: archive(sequential(layer("Flatten"), shape=(HUGE, HUGE))),
        "only 28×28 grey pixels can be given",
    ),
    "another answer": (
        ".keras",
        lambda _folder: archive(reader(units=5)),
        "it gives 5 numbers, and not one for each digit",
    ),
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


def replaced(old: bytes, new: bytes) -> bytes:
    """Return the reader's archive with bytes changed in its records of names."""
    assert len(old) == len(new)
    return archive().replace(old, new)
