"""One command makes the model, its twin and its card."""

import hashlib
import json
import zipfile
from pathlib import Path

import keras
import numpy as np
import pytest

from digitpad.core.cards import Card
from digitpad.core.datasets import load_mnist
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.ml import bundle
from digitpad.ml.bundle import main, make_bundle
from digitpad.ml.export import ExportError
from digitpad.ml.training import TrainingConfig

CONFIG = TrainingConfig(epochs=1, batch_size=32, validation=100)


@pytest.fixture(scope="module")
def made(small_dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("models") / "digitpad.keras"
    make_bundle(small_dataset, out, CONFIG)
    return out


def test_the_three_files_belong_together(made: Path) -> None:
    assert sorted(path.name for path in made.parent.iterdir()) == [
        "digitpad.json",
        "digitpad.keras",
        "digitpad.tflite",
    ]
    card = Card.from_json(made.with_suffix(".json").read_bytes())
    assert card.keras_sha256 == hashlib.sha256(made.read_bytes()).hexdigest()
    twin = made.with_suffix(".tflite").read_bytes()
    assert card.twin_sha256 == hashlib.sha256(twin).hexdigest()


def test_the_card_says_what_was_measured(made: Path, small_dataset: Path) -> None:
    card = Card.from_json(made.with_suffix(".json").read_bytes())
    mnist = load_mnist(small_dataset)
    model = keras.models.load_model(made, compile=False)
    read = model.predict_on_batch(mnist.x_test).argmax(axis=1)
    assert card.mnist_test_accuracy == pytest.approx((read == mnist.y_test).mean())
    assert card.parameters == model.count_params()
    assert card.config["epochs"] == 1
    assert card.data[0]["count"] == 300  # without the 100 that it was validated with


def test_the_pad_reads_as_keras_does(made: Path, small_dataset: Path) -> None:
    frames = load_mnist(small_dataset).x_test
    model = keras.models.load_model(made, compile=False)
    np.testing.assert_allclose(
        Recognizer.load(made).predict_batch(frames),
        model.predict_on_batch(frames),
        atol=1e-4,
    )


def test_the_optimizer_is_not_shipped(made: Path) -> None:
    with zipfile.ZipFile(made) as archive:
        config = json.loads(archive.read("config.json"))
        weights = archive.getinfo("model.weights.h5").file_size
    assert not config["compile_config"]
    # Four bytes a weight and some headers; AdamW's two moments would triple it.
    parameters = keras.models.load_model(made).count_params()
    assert weights < 4 * parameters * 1.2


def test_a_failing_export_leaves_the_old_bundle(
    made: Path, small_dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_arguments: object) -> None:
        raise ExportError("it differs")

    monkeypatch.setattr("digitpad.ml.export.export_twin", failing)
    before = {path: path.read_bytes() for path in made.parent.iterdir()}
    with pytest.raises(ExportError):
        make_bundle(small_dataset, made, CONFIG)
    assert {path: path.read_bytes() for path in made.parent.iterdir()} == before


def test_the_command_says_how_far_it_is_and_what_it_made(
    small_dataset: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    given: list[tuple[Path | None, Path, TrainingConfig]] = []
    real = bundle.make_bundle

    def short(
        dataset: Path | None, out: Path, config: TrainingConfig, report: object
    ) -> bundle.Measures:
        given.append((dataset, out, config))
        return real(dataset, out, CONFIG, report)  # type: ignore[arg-type]

    monkeypatch.setattr(bundle, "make_bundle", short)
    out = tmp_path / "digitpad.keras"
    arguments = ["--out", str(out), "--dataset", str(small_dataset)]
    assert main([*arguments, "--epochs", "3", "--seed", "7"]) == 0
    assert given == [(small_dataset, out, TrainingConfig(epochs=3, seed=7))]
    said, noise = capfd.readouterr()
    assert "epoch  1 of 1" in said
    assert "of the MNIST test set" in said
    assert noise == ""


def test_a_missing_dataset_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "digitpad.keras"
    assert main(["--dataset", str(tmp_path / "none.npz"), "--out", str(out)]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "none.npz" in error


def test_a_dataset_too_small_to_validate_with_is_one_sentence(
    small_dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "digitpad.keras"
    assert main(["--dataset", str(small_dataset), "--out", str(out)]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "only 400 training images" in error
    assert list(tmp_path.iterdir()) == []


def test_impossible_settings_are_a_usage_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--epochs", "0"])
    assert stop.value.code == 2
    assert "at least 1" in capsys.readouterr().err


def test_the_bundled_model_is_as_good_as_its_card_says() -> None:
    path = bundled_model()
    card = Card.from_json(path.with_suffix(".json").read_bytes())
    assert card.mnist_test_accuracy >= 0.994
    mnist = load_mnist()
    reader = Recognizer.load(path)
    probabilities = np.concatenate(
        [reader.predict_batch(part) for part in np.split(mnist.x_test, 100)]
    )
    accuracy = (probabilities.argmax(axis=1) == mnist.y_test).mean()
    assert accuracy == pytest.approx(card.mnist_test_accuracy, abs=2e-4)
    assert (probabilities.max(axis=1) >= reader.threshold).mean() > 0.98
