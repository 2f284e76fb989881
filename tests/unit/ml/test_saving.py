"""A model, its twin and its card are written together or not at all."""

import hashlib
import json
import zipfile
from pathlib import Path

import keras
import numpy as np
import pytest

from digitpad.core import files
from digitpad.core.cards import Card
from digitpad.core.datasets import Mnist
from digitpad.core.errors import DigitpadError
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.core.records import Score
from digitpad.ml import saving
from digitpad.ml.calibration import Calibration
from digitpad.ml.control import CancelledError
from digitpad.ml.export import ExportError
from digitpad.ml.networks import build
from digitpad.ml.saving import save_model
from tests.full_disk import largest_file
from tests.unit.ml.trainings import short

CONFIG = short("dense-64-64", seed=5)
SCORE = Score(0.25, 2.5, tuple((1,) * 10 for _ in range(10)))
SUFFIXES = (".json", ".keras", ".tflite")


def save(path: Path, **values: object) -> None:
    save_model(
        model(),
        path,
        config=CONFIG,
        calibration=Calibration(0.625, 1.5, None),
        score=SCORE,
        data=({"name": "some digits", "count": 300, "licence": "unknown"},),
        **values,  # type: ignore[arg-type]
    )


def model() -> keras.Model:
    keras.utils.set_random_seed(0)
    built = build(CONFIG)
    built.compile("adam", "categorical_crossentropy")
    return built


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("models") / "mine.keras"
    save(path)
    return path


@pytest.fixture
def old(tmp_path: Path) -> dict[Path, bytes]:
    """Three older files of the name: a model, its twin and a card."""
    card = bundled_model().with_suffix(".json").read_bytes()
    older = {tmp_path / f"mine{suffix}": suffix.encode() for suffix in SUFFIXES}
    older[tmp_path / "mine.json"] = card
    for path, data in older.items():
        path.write_bytes(data)
    return older


def content(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.iterdir()}


def test_the_three_files_belong_together(made: Path) -> None:
    assert sorted(path.suffix for path in made.parent.iterdir()) == list(SUFFIXES)
    card = Card.from_json(made.with_suffix(".json").read_bytes())
    assert card.keras_sha256 == hashlib.sha256(made.read_bytes()).hexdigest()
    twin = made.with_suffix(".tflite").read_bytes()
    assert card.twin_sha256 == hashlib.sha256(twin).hexdigest()


def test_the_card_says_what_is_known(made: Path) -> None:
    card = Card.from_json(made.with_suffix(".json").read_bytes())
    assert (card.name, card.preset) == ("mine", "dense-64-64")
    assert (card.threshold, card.mnist_test_accuracy) == (0.625, 0.25)
    assert card.parameters == model().count_params()
    assert card.config["seed"] == 5
    assert card.config["dense"] == [64, 64]
    assert card.config["temperature"] == 1.5
    assert card.config["calibration_error"] is None
    assert card.data[0]["count"] == 300
    assert card.versions["keras"] == keras.__version__


def test_the_pad_reads_as_keras_does(made: Path, mnist: Mnist) -> None:
    frames = mnist.test.frames[:20]
    np.testing.assert_allclose(
        Recognizer.load(made).predict_batch(frames),
        keras.saving.load_model(made).predict_on_batch(frames),
        atol=1e-4,
    )


def test_the_optimizer_is_not_shipped(made: Path) -> None:
    with zipfile.ZipFile(made) as archive:
        config = json.loads(archive.read("config.json"))
        weights = archive.getinfo("model.weights.h5").file_size
    assert not config["compile_config"]
    # Four bytes a weight and some headers; Adam's two moments would triple it.
    assert weights < 4 * model().count_params() * 1.2


def test_older_files_are_replaced(old: dict[Path, bytes]) -> None:
    path = next(iter(old)).with_suffix(".keras")
    save(path)
    Recognizer.load(path)
    assert len(content(path.parent)) == 3


@pytest.mark.parametrize("suffix", [".json", ".tflite"])
def test_files_of_something_else_are_not_overwritten(
    suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"mine{suffix}"
    path.write_text("[]")
    with pytest.raises(DigitpadError, match="is not part of a model"):
        save(tmp_path / "mine.keras")
    assert content(tmp_path) == {path: b"[]"}


def test_a_failing_export_leaves_the_older_files(
    old: dict[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise ExportError("it differs")

    monkeypatch.setattr(saving, "export_twin", fail)
    with pytest.raises(DigitpadError, match="it differs"):
        save(tmp_path / "mine.keras")
    assert content(tmp_path) == old


@pytest.mark.parametrize("size", [0, 1000, 100_000])
def test_a_full_disk_leaves_the_older_files(
    size: int, old: dict[Path, bytes], tmp_path: Path
) -> None:
    with largest_file(size), pytest.raises(DigitpadError, match="cannot be saved"):
        save(tmp_path / "mine.keras")
    assert content(tmp_path) == old


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_disk_that_is_full_amid_the_three_leaves_the_older_files(
    suffix: str,
    old: dict[Path, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_beside = files._write_beside

    def write(path: Path, data: bytes) -> Path:
        if path.suffix == suffix and path.stem == "mine":
            raise OSError(28, "No space left on device")
        return write_beside(path, data)

    monkeypatch.setattr(files, "_write_beside", write)
    with pytest.raises(DigitpadError, match="No space left on device"):
        save(tmp_path / "mine.keras")
    assert content(tmp_path) == old


@pytest.mark.parametrize("calls", [1, 2])
def test_a_wish_to_end_leaves_no_file(calls: int, tmp_path: Path) -> None:
    left = calls

    def check() -> None:
        nonlocal left
        left -= 1
        if not left:
            raise CancelledError

    with pytest.raises(CancelledError):
        save(tmp_path / "mine.keras", check=check)
    assert content(tmp_path) == {}
