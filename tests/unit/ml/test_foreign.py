"""Networks of other people are built as Keras builds them, and compiled."""

import warnings
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers as kl

from digitpad.core.foreign.kinds import IDLE, KINDS
from digitpad.core.foreign.network import read_foreign
from digitpad.core.foreign.settings import ACTIVATIONS
from digitpad.ml.export import export_twin
from digitpad.ml.foreign import (
    build_foreign,
    gives_probabilities,
    plain_name,
    with_probabilities,
)
from digitpad.ml.forms import FORMS, Form

FRAME = Form(0, 1)


def in_a_row() -> keras.Model:
    """One layer after the other."""
    return keras.Sequential(
        [
            kl.Input((28, 28, 1)),
            kl.RandomRotation(0.1),
            kl.RandomZoom(0.1),
            kl.Rescaling(2.0, -1.0),
            kl.Conv2D(4, 3, activation="relu"),
            kl.BatchNormalization(),
            kl.ActivityRegularization(0.1),
            kl.MaxPooling2D(),
            kl.SeparableConv2D(6, 3, padding="same", depth_multiplier=2),
            kl.PReLU(shared_axes=[1, 2]),
            kl.DepthwiseConv2D(3, depth_multiplier=2, activation="tanh"),
            kl.LeakyReLU(),
            kl.SpatialDropout2D(0.2),
            kl.Conv2D(8, (2, 3), strides=(1, 2), padding="same", use_bias=False),
            kl.Conv2D(8, 2, dilation_rate=2),
            kl.GlobalAveragePooling2D(),
            kl.LayerNormalization(),
            kl.Reshape((2, -1)),
            kl.Dense(6, activation="relu"),
            kl.PReLU(),
            kl.Flatten(),
            kl.BatchNormalization(scale=False),
            kl.Dense(10),
        ]
    )


def in_many_ways() -> keras.Model:
    """Side by side, with each activation twice."""
    frame = keras.Input((28, 28))
    normal = kl.Normalization(axis=None)
    normal.adapt(np.random.default_rng(0).random((10, 28, 28, 1)))
    x = normal(kl.Reshape((28, 28, 1))(frame))
    x = kl.Normalization(mean=0.1307, variance=0.3081**2)(x)
    ways = [
        kl.Activation(name)(kl.Conv2D(2, 5, strides=4, activation=name)(x))
        for name in sorted(ACTIVATIONS)
    ]
    x = kl.Concatenate()(ways)
    a, b = kl.Conv2D(8, 1)(x), kl.Conv2D(8, 1)(x)
    merging = (kl.Add, kl.Average, kl.Multiply, kl.Maximum, kl.Minimum)
    x = kl.Concatenate()([merge()([a, b]) for merge in merging])
    x = kl.ZeroPadding2D(((1, 0), (0, 2)))(x)
    x = kl.AveragePooling2D(2, padding="same")(x)
    x = kl.ReLU(6.0, 0.1, 0.2)(x)
    x = kl.ELU()(kl.GaussianNoise(0.1)(kl.GaussianDropout(0.1)(x)))
    x = kl.Softmax()(kl.AlphaDropout(0.1)(kl.Dropout(0.1)(x)))
    pooled = kl.Flatten()(kl.GlobalMaxPooling2D(keepdims=True)(x))
    x = kl.Concatenate()([pooled, kl.Flatten()(x)])
    return keras.Model(frame, kl.Softmax()(kl.Dense(10)(x)))


def filled(make: Any) -> keras.Model:
    """Return a network whose weights, running variances too, are all different."""
    model = make()
    rng = np.random.default_rng(2)
    for layer in model.layers:
        if not isinstance(layer, kl.Normalization):
            shapes = [array.shape for array in layer.get_weights()]
            layer.set_weights([rng.uniform(0.05, 0.3, shape) for shape in shapes])
    return model


@pytest.fixture(scope="module", params=[in_a_row, in_many_ways])
def model(request: pytest.FixtureRequest) -> keras.Model:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return filled(request.param)


@pytest.mark.parametrize("suffix", [".keras", ".h5", ".weights.h5"])
def test_a_network_is_built_as_in_keras(
    suffix: str, model: keras.Model, tmp_path: Path
) -> None:
    path = tmp_path / f"their{suffix}"
    (model.save_weights if "weights" in suffix else model.save)(path)
    config = model.to_json() if "weights" in suffix else None
    network = read_foreign(path, path.read_bytes(), config)
    built = build_foreign(network, FRAME, "their")
    frames = np.random.default_rng(3).random((5, 28, 28), dtype=np.float32)
    expected = model.predict_on_batch(frames.reshape((5, *model.input_shape[1:])))
    np.testing.assert_allclose(
        built.predict_on_batch(frames), expected, atol=1e-5, rtol=1e-5
    )
    if suffix == ".keras":
        complete = build_foreign(with_probabilities(network), FRAME, "their")
        export_twin(complete, tmp_path / "twin.tflite")


def test_these_networks_have_a_layer_of_each_kind() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        kinds = {
            type(layer).__name__
            for make in (in_a_row, in_many_ways)
            for layer in make().layers
        }
    assert set(KINDS) <= kinds
    assert all(hasattr(kl, kind) for kind in {*KINDS, *IDLE})


def test_sigmoids_are_divided_by_their_sum(tmp_path: Path) -> None:
    model = keras.Sequential([kl.Input((784,)), kl.Dense(10), kl.Activation("sigmoid")])
    path = tmp_path / "their.keras"
    model.save(path)
    network = read_foreign(path, path.read_bytes())
    frames = np.random.default_rng(3).random((5, 28, 28), dtype=np.float32)
    assert not gives_probabilities(build_foreign(network, FRAME, "their"), frames)
    complete = build_foreign(with_probabilities(network), FRAME, "their")
    assert gives_probabilities(complete, frames)
    given = model.predict_on_batch(frames.reshape(5, 784))
    np.testing.assert_allclose(
        complete.predict_on_batch(frames),
        given / given.sum(1, keepdims=True),
        atol=1e-6,
    )


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_a_form_is_built_as_it_is_tried(form: Form, tmp_path: Path) -> None:
    model = keras.Sequential([kl.Input((28, 28, 1)), kl.Flatten(), kl.Dense(10)])
    path = tmp_path / "their.keras"
    model.save(path)
    network = read_foreign(path, path.read_bytes())
    frames = np.random.default_rng(3).random((5, 28, 28), dtype=np.float32)
    np.testing.assert_allclose(
        build_foreign(network, form, "their").predict_on_batch(frames),
        build_foreign(network, None, "their").predict_on_batch(form(frames)),
        rtol=1e-4,
        atol=1e-4,
    )


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("conv_1", "conv_1"),
        ("Größe 1", "gr_e_1"),
        ("../../x", "x"),
        ("1", "layer_1"),
        ("", "layer"),
        ("日", "layer"),
        ("x" * 300, "x" * 40),
    ],
)
def test_names_are_made_plain(name: str, plain: str) -> None:
    assert plain_name(name) == plain
