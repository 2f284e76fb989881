"""The twin does what the Keras model does, layer by layer."""

from pathlib import Path

import keras
import numpy as np
import pytest

from digitpad.core.datasets import Mnist
from digitpad.ml import export
from digitpad.ml.export import ExportError, export_twin, open_up, run_twin
from digitpad.ml.networks import build
from tests.unit.ml.trainings import short


@pytest.fixture(scope="module")
def model() -> keras.Model:
    keras.utils.set_random_seed(0)
    return build(short("digitpad"))


@pytest.fixture(scope="module")
def twin(model: keras.Model, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("twin") / "model.tflite"
    export_twin(model, path)
    assert list(path.parent.iterdir()) == [path]
    return path.read_bytes()


def test_every_layer_equals_keras(
    model: keras.Model, twin: bytes, mnist: Mnist
) -> None:
    frames = mnist.train.frames[:5]
    expected = open_up(model).predict_on_batch(frames)
    outputs = run_twin(twin, frames)
    assert outputs.keys() == {layer.name for layer in model.layers} - {"frame"}
    for name, output in outputs.items():
        np.testing.assert_allclose(output, expected[name], atol=1e-4, err_msg=name)


@pytest.mark.parametrize("count", [1, 2, 33])
def test_it_takes_any_number_of_frames(twin: bytes, mnist: Mnist, count: int) -> None:
    outputs = run_twin(twin, mnist.train.frames[:count])
    assert {len(output) for output in outputs.values()} == {count}


def test_it_is_small(twin: bytes) -> None:
    assert len(twin) <= 2_500_000


def test_nothing_is_said_on_the_terminal(
    model: keras.Model, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    export_twin(model, tmp_path / "model.tflite")
    assert capfd.readouterr() == ("", "")


def test_a_twin_that_differs_does_not_replace_the_old_one(
    model: keras.Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "model.tflite"
    path.write_bytes(b"old")
    keras.utils.set_random_seed(1)
    other = open_up(build(short("digitpad")))
    convert = export._convert
    monkeypatch.setattr(export, "_convert", lambda _opened: convert(other))
    with pytest.raises(ExportError, match="differs"):
        export_twin(model, path)
    assert path.read_bytes() == b"old"


def test_a_failing_conversion_is_one_error(
    model: keras.Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "_convert", lambda _opened: b"no model")
    with pytest.raises(ExportError, match="cannot be compiled"):
        export_twin(model, tmp_path / "model.tflite")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("preset", "activation"),
    [
        ("dense-64-64", "sigmoid"),
        ("dense-512-dropout", "tanh"),
        ("cnn-4-8-12", "relu"),
        ("cnn-32-64-dropout", "sigmoid"),
        ("digitpad-quick", "tanh"),
    ],
)
def test_every_other_preset_has_a_twin_too(
    preset: str, activation: str, mnist: Mnist, tmp_path: Path
) -> None:
    other = build(short(preset, activation=activation))
    export_twin(other, tmp_path / "model.tflite")
    frames = mnist.train.frames[:5]
    expected = open_up(other).predict_on_batch(frames)
    outputs = run_twin((tmp_path / "model.tflite").read_bytes(), frames)
    assert outputs.keys() == expected.keys()
    for name, output in outputs.items():
        np.testing.assert_allclose(output, expected[name], atol=1e-4, err_msg=name)
