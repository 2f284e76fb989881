"""Several networks in one give the mean of their probabilities."""

from pathlib import Path

import keras
import numpy as np

from digitpad.core.prediction import OUTPUT
from digitpad.ml.averaging import averaged
from digitpad.ml.export import export_twin, run_twin
from digitpad.ml.networks import build
from tests.unit.ml.trainings import short


def members(count: int) -> list[keras.Model]:
    networks = []
    for seed in range(count):
        keras.utils.set_random_seed(seed)
        networks.append(build(short("digitpad")))
    return networks


def frames() -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.random.default_rng(0).random((5, 28, 28), np.float32)


def test_the_mean_of_all() -> None:
    networks = members(3)
    mean = np.mean([n.predict_on_batch(frames()) for n in networks], axis=0)
    together = averaged(networks, "three")
    np.testing.assert_allclose(together.predict_on_batch(frames()), mean, atol=1e-6)
    assert together.layers[-1].name == OUTPUT
    assert together.count_params() == 3 * networks[0].count_params()


def test_the_members_keep_their_weights() -> None:
    networks = members(2)
    together = averaged(networks, "two")
    before = together.predict_on_batch(frames())
    networks[0].set_weights([np.zeros_like(w) for w in networks[0].get_weights()])
    np.testing.assert_array_equal(together.predict_on_batch(frames()), before)


def test_it_is_saved_and_compiled_like_any_other(tmp_path: Path) -> None:
    together = averaged(members(2), "two")
    expected = together.predict_on_batch(frames())
    together.save(tmp_path / "two.keras")
    read = keras.saving.load_model(tmp_path / "two.keras")
    np.testing.assert_array_equal(read.predict_on_batch(frames()), expected)
    export_twin(together, tmp_path / "two.tflite")
    outputs = run_twin((tmp_path / "two.tflite").read_bytes(), frames())
    np.testing.assert_allclose(outputs[OUTPUT], expected, atol=1e-5)
    assert "b_conv_1" in outputs
