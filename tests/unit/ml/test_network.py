"""The network takes frames as the pad makes them."""

import keras
import numpy as np

from digitpad.ml.network import build_digitpad


def test_it_reads_frames_into_ten_probabilities() -> None:
    model = build_digitpad()
    frames = np.random.default_rng(0).random((3, 28, 28), dtype=np.float32)
    probabilities = model.predict_on_batch(frames)
    assert probabilities.shape == (3, 10)
    assert probabilities.dtype == np.float32
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)


def test_an_empty_frame_is_read_too() -> None:
    probabilities = build_digitpad().predict_on_batch(np.zeros((1, 28, 28), "float32"))
    assert np.isfinite(probabilities).all()


def test_input_and_output_have_the_names_others_rely_on() -> None:
    model = build_digitpad()
    assert [tensor.name for tensor in model.inputs] == ["frame"]
    assert model.layers[-1].name == "probabilities"


def test_it_has_the_size_its_docstring_says() -> None:
    assert f"{build_digitpad().count_params():,}" in str(build_digitpad.__doc__)


def test_the_seed_decides_the_weights() -> None:
    def weights(seed: int) -> list[np.ndarray]:
        keras.utils.set_random_seed(seed)
        return list(build_digitpad().get_weights())

    for first, second in zip(weights(1), weights(1), strict=True):
        np.testing.assert_array_equal(first, second)
    assert any(
        (first != second).any()
        for first, second in zip(weights(1), weights(2), strict=True)
    )
