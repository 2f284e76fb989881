"""The networks are what their tables say, and take frames as the pad makes them."""

from dataclasses import replace
from typing import Any

import keras
import numpy as np
import pytest

from digitpad.core.layers import summarize
from digitpad.core.presets import PRESETS
from digitpad.core.training_config import ACTIVATIONS, TrainingConfig
from digitpad.ml.networks import build

DEFAULTS = [preset.defaults for preset in PRESETS.values()]


Line = tuple[str, str, tuple[int, ...], int]


def tables(config: TrainingConfig) -> tuple[list[Line], list[Line]]:
    """Return the table of a network as the window shows it, and Keras's own."""
    shown = summarize(PRESETS[config.preset].layers(config))
    own = [
        (type(layer).__name__, layer.name, layer.output.shape[1:], layer.count_params())
        for layer in build(config).layers
        if not isinstance(layer, keras.layers.InputLayer)
    ]
    return [(one.kind, one.name, one.shape, one.parameters) for one in shown], own


@pytest.mark.parametrize("config", DEFAULTS, ids=lambda config: config.preset)
def test_the_table_of_layers_is_keras_s(config: TrainingConfig) -> None:
    shown, own = tables(config)
    assert shown == own


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("dense", [(), (7,), (48, 16), (20, 30, 40, 50)], ids=str)
@pytest.mark.parametrize("config", DEFAULTS, ids=lambda config: config.preset)
def test_the_table_follows_the_settings(
    config: TrainingConfig, dense: tuple[int, ...], activation: str
) -> None:
    fixed = PRESETS[config.preset].fixed
    changes: dict[str, Any] = {"dropout": 0.35, "activation": activation}
    changes["dense"] = dense
    for name in fixed:
        del changes[name]
    changed = replace(config, **changes)
    shown, own = tables(changed)
    assert shown == own
    assert build(changed).count_params() == sum(
        layer.parameters for layer in summarize(PRESETS[config.preset].layers(changed))
    )


def test_the_tutorial_s_network_has_the_tutorial_s_size() -> None:
    assert build(PRESETS["cnn-32-64-dropout"].defaults).count_params() == 70_378


@pytest.mark.parametrize("config", DEFAULTS, ids=lambda config: config.preset)
def test_frames_become_ten_probabilities(config: TrainingConfig) -> None:
    model = build(config)
    assert [tensor.name for tensor in model.inputs] == ["frame"]
    assert model.layers[-1].name == "probabilities"
    frames = np.random.default_rng(0).random((3, 28, 28), dtype=np.float32)
    frames[2] = 0
    probabilities = model.predict_on_batch(frames)
    assert probabilities.shape == (3, 10)
    assert probabilities.dtype == np.float32
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)


def test_the_seed_decides_the_weights() -> None:
    def weights(seed: int) -> list[np.ndarray]:
        keras.utils.set_random_seed(seed)
        return list(build(PRESETS["cnn-4-8-12"].defaults).get_weights())

    for first, second in zip(weights(1), weights(1), strict=True):
        np.testing.assert_array_equal(first, second)
    assert any(
        (first != second).any()
        for first, second in zip(weights(1), weights(2), strict=True)
    )
