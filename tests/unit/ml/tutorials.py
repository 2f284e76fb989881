"""Models as beginners' tutorials save them: plain Keras, and nothing of ours.

The networks are those of the presets; training is cut down to seconds.
"""

import warnings
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

Images = NDArray[np.uint8]
Prepare = Callable[[Images], NDArray[np.float32]]


def centred_rows(x: Images) -> NDArray[np.float32]:
    """-0.5 to 0.5, (784,)."""
    return ((x / 255) - 0.5).reshape((-1, 784)).astype("float32")


def rows(x: Images) -> NDArray[np.float32]:
    """0 to 1, (784,)."""
    return (x.reshape((-1, 784)) / 255).astype("float32")


def shares(x: Images) -> NDArray[np.float32]:
    """0 to 1, (28, 28)."""
    return (x / 255.0).astype("float32")


def raw(x: Images) -> NDArray[np.float32]:
    """0 to 255, (28, 28)."""
    return x.astype("float32")


def pictures(x: Images) -> NDArray[np.float32]:
    """0 to 1, (28, 28, 1)."""
    return np.expand_dims(x.astype("float32") / 255, -1)


def dense_64_64() -> keras.Model:
    model = keras.Sequential(
        [
            layers.Dense(64, activation="relu", input_shape=(784,)),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model


def dense_512_dropout() -> keras.Model:
    model = keras.models.Sequential(
        [
            layers.Flatten(input_shape=(28, 28)),
            layers.Dense(512, activation="relu"),
            layers.Dropout(0.2),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model


def dense_512_logits() -> keras.Model:
    model = keras.models.Sequential(
        [
            layers.Flatten(input_shape=(28, 28)),
            layers.Dense(512, activation="relu"),
            layers.Dropout(0.2),
            layers.Dense(10),
        ]
    )
    model.compile(
        optimizer="adam",
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


def dense_sigmoids() -> keras.Model:
    model = keras.models.Sequential(
        [
            layers.Dense(64, activation="relu", input_shape=(784,)),
            layers.Dense(10, activation="sigmoid"),
        ]
    )
    model.compile("adam", "binary_crossentropy", metrics=["categorical_accuracy"])
    return model


def cnn_4_8_12() -> keras.Model:
    model = keras.Sequential(
        [
            layers.Conv2D(4, (3, 3), activation="relu", input_shape=(28, 28, 1)),
            layers.Conv2D(8, (3, 3), activation="relu"),
            layers.Conv2D(12, (3, 3), activation="relu"),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model


def cnn_32_64_dropout() -> keras.Model:
    model = keras.Sequential()
    model.add(keras.Input(shape=(28, 28, 1)))
    model.add(layers.Conv2D(32, kernel_size=(3, 3)))
    model.add(layers.Activation("relu"))
    model.add(layers.MaxPooling2D(pool_size=(2, 2)))
    model.add(layers.Conv2D(64, kernel_size=(3, 3)))
    model.add(layers.Activation("relu"))
    model.add(layers.MaxPooling2D(pool_size=(2, 2)))
    model.add(layers.Flatten())
    model.add(layers.Dropout(0.5))
    model.add(layers.Dense(32))
    model.add(layers.Activation("relu"))
    model.add(layers.Dropout(0.5))
    model.add(layers.Dense(10))
    model.add(layers.Activation("softmax"))
    model.compile(
        loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"]
    )
    return model


TUTORIALS: dict[str, tuple[Callable[[], keras.Model], Prepare, int]] = {
    # name: network, what it is given, images that it learns
    "dense-64-64": (dense_64_64, centred_rows, 12_000),
    "dense-512-dropout": (dense_512_dropout, shares, 6_000),
    "dense-512-raw": (dense_512_dropout, raw, 6_000),
    "dense-512-logits": (dense_512_logits, shares, 6_000),
    "dense-sigmoids": (dense_sigmoids, rows, 12_000),
    "cnn-4-8-12": (cnn_4_8_12, pictures, 6_000),
    "cnn-32-64-dropout": (cnn_32_64_dropout, pictures, 4_000),
}


def train_and_save(name: str, mnist: Path, folder: Path) -> float:
    """Train a tutorial's network for a moment, and save it in every form.

    Returns
    -------
    What Keras's own `evaluate` says of its accuracy on the test images.
    """
    with np.load(mnist) as data:
        x_train, y_train = data["x_train"], data["y_train"]
        x_test, y_test = data["x_test"], data["y_test"]
    make, prepare, count = TUTORIALS[name]
    keras.utils.set_random_seed(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # `input_shape` is out of fashion
        model = make()
    if "sparse" not in str(model.loss).lower():
        y_train, y_test = keras.utils.to_categorical(y_train), _one_hot(y_test)
    model.fit(
        prepare(x_train[:count]), y_train[:count], epochs=1, batch_size=32, verbose=0
    )
    model.save(folder / f"{name}.keras")
    model.save(folder / f"{name}.h5")  # which is out of fashion, too
    model.save_weights(folder / f"{name}.weights.h5")
    _, accuracy = model.evaluate(prepare(x_test), y_test, batch_size=500, verbose=0)
    return float(accuracy)


def _one_hot(labels: NDArray[np.uint8]) -> NDArray[np.float32]:
    given: NDArray[np.float32] = keras.utils.to_categorical(labels)
    return given
