"""Configurations that mean no good, and what is said of each."""

import base64
import json
import marshal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from digitpad.core.foreign.config import MOST_LAYERS
from tests.unit.core.foreign.files import (
    Json,
    archive,
    dense,
    layer,
    legacy,
    reader,
    sequential,
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

CODE: dict[str, tuple[str, Make, str]] = {
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
}
SIZES: dict[str, tuple[str, Make, str]] = {
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
}
