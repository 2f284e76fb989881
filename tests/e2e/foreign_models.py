"""Saves networks as tutorials do: plain Keras, in a process without digitpad.

    python foreign_models.py MNIST.npz FOLDER KIND...

Writes FOLDER/KIND.keras and, for weights, KIND.weights.h5; prints for each kind what
Keras's own `evaluate` says of its accuracy on the test images, as a line of JSON.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

Prepare = Callable[[NDArray[np.uint8]], NDArray[np.float32]]


def rows(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(n, 784), 0 to 255."""
    return pixels.reshape(-1, 784).astype(np.float32)


def pictures(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(n, 28, 28, 1), 0 to 1."""
    return (pixels[..., None] / 255).astype(np.float32)


def squares(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(n, 28, 28), 0 to 255; the network scales them itself."""
    return pixels.astype(np.float32)


def dense() -> Any:
    return keras.Sequential(
        [
            keras.Input((784,)),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


def cnn() -> Any:
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.MaxPooling2D(4),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )


def logits() -> Any:
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Rescaling(1 / 255),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10),
        ]
    )


KINDS: dict[str, tuple[Callable[[], Any], Prepare]] = {
    "dense": (dense, rows),
    "cnn": (cnn, pictures),
    "logits": (logits, squares),
}


def main(mnist: Path, folder: Path, *kinds: str) -> None:
    with np.load(mnist) as data:
        x_train, y_train = data["x_train"][:6000], data["y_train"][:6000]
        x_test, y_test = data["x_test"], data["y_test"]
    for kind in kinds:
        make, prepare = KINDS[kind]
        keras.utils.set_random_seed(0)
        model = make()
        model.compile(
            "adam",
            keras.losses.SparseCategoricalCrossentropy(from_logits=kind == "logits"),
            metrics=["accuracy"],
        )
        model.fit(prepare(x_train), y_train, batch_size=32, epochs=1, verbose=0)
        _, accuracy = model.evaluate(prepare(x_test), y_test, 500, verbose=0)
        model.save(folder / f"{kind}.keras")
        record = {"kind": kind, "accuracy": float(accuracy)}
        sys.stdout.write(json.dumps(record) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
