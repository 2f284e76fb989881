"""Models are checked at load, and read frames."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from digitpad.core.errors import DigitpadError
from digitpad.core.paths import asset, bundled_model
from digitpad.core.recognizer import Recognizer, read_card


@pytest.fixture
def model(tmp_path: Path) -> Path:
    for suffix in (".keras", ".tflite", ".json"):
        shutil.copy(bundled_model().with_suffix(suffix), tmp_path)
    return tmp_path / bundled_model().name


def test_the_bundled_model_reads_test_digits(model: Path) -> None:
    with np.load(asset("mnist.npz")) as mnist:
        images, labels = mnist["x_test"][:500], mnist["y_test"][:500]
    frames = images.astype(np.float32) / 255
    recognizer = Recognizer.load(model)
    probabilities = recognizer.predict_batch(frames)
    assert probabilities.shape == (500, 10)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)
    assert (probabilities.argmax(axis=1) == labels).mean() >= 0.99


def test_a_frame_alone_and_in_any_batch_reads_the_same(model: Path) -> None:
    recognizer = Recognizer.load(model)
    frames = np.random.default_rng(1).random((7, 28, 28), dtype=np.float32)
    alone = [recognizer.predict(frame).probabilities for frame in frames]
    np.testing.assert_allclose(alone, recognizer.predict_batch(frames), atol=1e-5)
    np.testing.assert_allclose(
        alone[:3], recognizer.predict_batch(frames[:3]), atol=1e-5
    )


def test_loading_says_nothing(model: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Recognizer.load(model).predict(np.zeros((28, 28), dtype=np.float32))
    assert capfd.readouterr() == ("", "")


def _flip_last_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def _edit_card(path: Path, **values: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda m: m.unlink(), "There is no model"),
        (lambda m: m.with_suffix(".json").unlink(), "has no card"),
        (lambda m: m.with_suffix(".tflite").unlink(), r"\.tflite cannot be read"),
        (_flip_last_byte, r"\.keras is not the file its card describes"),
        (
            lambda m: _flip_last_byte(m.with_suffix(".tflite")),
            r"\.tflite is not the file its card describes",
        ),
        (lambda m: m.with_suffix(".json").write_text("{"), "not JSON"),
        (
            lambda m: _edit_card(m.with_suffix(".json"), threshold=7),
            "'threshold' is not as it must be",
        ),
    ],
)
def test_damage_is_told_in_a_sentence(
    model: Path, damage: Callable[[Path], object], told: str
) -> None:
    damage(model)
    with pytest.raises(DigitpadError, match=told) as caught:
        Recognizer.load(model)
    assert "\n" not in str(caught.value)


def test_a_twin_that_is_no_twin_is_told(model: Path) -> None:
    import hashlib

    twin = model.with_suffix(".tflite")
    twin.write_bytes(b"not a network")
    digest = hashlib.sha256(twin.read_bytes()).hexdigest()
    _edit_card(model.with_suffix(".json"), twin_sha256=digest)
    with pytest.raises(DigitpadError, match="cannot be run"):
        Recognizer.load(model)


def test_only_keras_files_are_models(tmp_path: Path) -> None:
    with pytest.raises(DigitpadError, match=r"must end in \.keras"):
        read_card(tmp_path / "digitpad.h5")
