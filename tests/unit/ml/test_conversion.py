"""Other people's models are opened, and read as well as in Keras."""

import dataclasses
import hashlib
import shutil
from pathlib import Path

import keras
import numpy as np
import pytest

from digitpad.core.datasets import Mnist
from digitpad.core.errors import DigitpadError
from digitpad.core.models import copy_model
from digitpad.core.opened import converted_copy
from digitpad.core.paths import asset, bundled_model
from digitpad.core.presets import preset_named
from digitpad.core.recognizer import Recognizer, read_card
from digitpad.core.records import CONVERSION_PHASES, Convert, Phase, Record
from digitpad.ml.control import CancelledError, Control
from digitpad.ml.conversion import convert
from tests.unit.core.foreign.files import (
    archive,
    written,
)
from tests.unit.ml.conversions import opened
from tests.unit.ml.keras_2 import save_as_keras_2
from tests.unit.ml.trainings import Records
from tests.unit.ml.tutorials import TUTORIALS, train_and_save

FORMS = {
    "dense-64-64": "paper is -0.5, ink is 0.5, 784 in a row",
    "dense-512-dropout": "frame float32 (28, 28), 0 paper, 1 ink",
    "dense-512-raw": "paper is 0, ink is 255, 28×28",
    "dense-512-logits": "frame float32 (28, 28), 0 paper, 1 ink",
    "dense-sigmoids": "paper is 0, ink is 1, 784 in a row",
    "cnn-4-8-12": "paper is 0, ink is 1, 28×28×1",
    "cnn-32-64-dropout": "paper is 0, ink is 1, 28×28×1",
}
ONE_IMAGE = 1.01e-4


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, float]]:
    """The tutorials' folders and what Keras says of their accuracy."""
    trained = {}
    for name in TUTORIALS:
        folder = tmp_path_factory.mktemp(name)
        trained[name] = folder, train_and_save(name, asset("mnist.npz"), folder)
    return trained


@pytest.mark.parametrize("suffix", [".keras", ".h5"])
@pytest.mark.parametrize("name", TUTORIALS)
def test_a_tutorial_s_model_reads_as_in_keras(
    name: str,
    suffix: str,
    saved: dict[str, tuple[Path, float]],
    mnist: Mnist,
    tmp_path: Path,
) -> None:
    folder, accuracy = saved[name]
    source = folder / f"{name}{suffix}"
    model, card = opened(source, tmp_path, mnist)
    assert card.preprocessing == FORMS[name]
    assert card.mnist_test_accuracy == pytest.approx(accuracy, abs=ONE_IMAGE)
    assert accuracy > 0.8
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    assert model == tmp_path / digest / f"{name}.keras"
    assert (card.name, card.preset) == (name, "")
    assert card.origin is not None
    assert (card.origin.name, card.origin.sha256) == (source.name, digest)
    assert converted_copy(tmp_path, digest) == model
    read = Recognizer.load(model).predict_all(mnist.test.frames[:1000])
    right = (read.argmax(axis=1) == mnist.test.labels[:1000]).mean()
    assert right == pytest.approx(accuracy, abs=0.06)


@pytest.mark.parametrize("functional", [False, True])
@pytest.mark.parametrize("name", ["dense-512-raw", "cnn-32-64-dropout"])
def test_a_model_of_keras_2_reads_as_in_keras(
    name: str,
    functional: bool,
    saved: dict[str, tuple[Path, float]],
    mnist: Mnist,
    tmp_path: Path,
) -> None:
    folder, accuracy = saved[name]
    path = tmp_path / f"{name}.hdf5"
    model = keras.saving.load_model(folder / f"{name}.keras")
    save_as_keras_2(model, path, functional=functional)
    _, card = opened(path, tmp_path / "opened", mnist)
    assert card.preprocessing == FORMS[name]
    assert card.mnist_test_accuracy == pytest.approx(accuracy, abs=ONE_IMAGE)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("dense-64-64", "frame float32 (28, 28), 0 paper, 1 ink"),
        ("dense-512-dropout", FORMS["dense-512-dropout"]),
        ("cnn-4-8-12", FORMS["dense-512-dropout"]),
        ("cnn-32-64-dropout", FORMS["dense-512-dropout"]),
    ],
)
def test_weights_alone_are_put_into_a_preset_s_network(
    name: str,
    form: str,
    saved: dict[str, tuple[Path, float]],
    mnist: Mnist,
    tmp_path: Path,
) -> None:
    folder, accuracy = saved[name]
    config = preset_named(name).defaults
    _, card = opened(folder / f"{name}.weights.h5", tmp_path, mnist, config)
    assert card.preprocessing == form
    assert card.mnist_test_accuracy == pytest.approx(accuracy, abs=ONE_IMAGE)
    assert (card.name, card.preset) == (name, name)


def test_weights_that_do_not_fit_are_named(
    saved: dict[str, tuple[Path, float]], mnist: Mnist, tmp_path: Path
) -> None:
    folder, _ = saved["dense-64-64"]
    path = folder / "dense-64-64.weights.h5"
    for name, said in {
        "dense-512-dropout": "more layer, dense_2, than the network",
        "cnn-4-8-12": "more layer, dense_2, than the network",
    }.items():
        with pytest.raises(DigitpadError, match=said):
            opened(path, tmp_path, mnist, preset_named(name).defaults)
    wider = dataclasses.replace(preset_named("dense-64-64").defaults, dense=(128, 64))
    said = "weights of the layer dense_1 do not fit: it has 784×128, the file 784×64"
    with pytest.raises(DigitpadError, match=said):
        opened(path, tmp_path, mnist, wider)


def test_a_model_of_ours_keeps_what_its_card_says_but_not_its_twin(
    mnist: Mnist, tmp_path: Path
) -> None:
    source = copy_model(bundled_model(), tmp_path / "given" / "ours.keras")
    source.with_suffix(".tflite").write_bytes(b"a stranger's")
    given = read_card(source)
    model, card = opened(source, tmp_path / "opened", mnist)
    for name in ("name", "preset", "threshold", "config", "data", "created"):
        assert getattr(card, name) == getattr(given, name)
    assert card.origin is not None
    assert card.preprocessing == given.preprocessing
    assert card.mnist_test_accuracy == pytest.approx(
        given.mnist_test_accuracy, abs=ONE_IMAGE
    )
    read, own = (
        Recognizer.load(one).read_layers(mnist.test.frames[0])
        for one in (model, bundled_model())
    )
    assert read.keys() == own.keys()
    for name in read:
        np.testing.assert_allclose(read[name], own[name], atol=1e-4)


def test_a_card_that_is_not_this_file_s_says_nothing(
    mnist: Mnist, tmp_path: Path
) -> None:
    source = written(tmp_path / "their.keras", archive())
    shutil.copy(bundled_model().with_suffix(".json"), source.with_suffix(".json"))
    _, card = opened(source, tmp_path / "opened", mnist)
    assert (card.name, card.preset) == ("their", "")


def test_the_phases_come_in_order(mnist: Mnist, tmp_path: Path) -> None:
    source = written(tmp_path / "their.keras", archive())
    records = Records()
    convert(Convert(7, str(source), str(tmp_path)), mnist, records, Control())
    phases = records.of(Phase)
    names = [phase.name for phase in phases]
    assert sorted(set(names), key=names.index) == list(CONVERSION_PHASES)
    assert {phase.run for phase in phases} == {7}
    assert all(phase.share is not None for phase in phases)


@pytest.mark.parametrize("phase", CONVERSION_PHASES)
def test_it_can_be_cancelled_in_each_phase(
    phase: str, mnist: Mnist, tmp_path: Path
) -> None:
    source = written(tmp_path / "their.keras", archive())
    control = Control()

    def act(record: Record) -> None:
        if isinstance(record, Phase) and record.name == phase:
            control.cancel()

    order = Convert(1, str(source), str(tmp_path / "opened"))
    with pytest.raises(CancelledError):
        convert(order, mnist, Records(act), control)
    assert not list((tmp_path / "opened").rglob("*.*"))


def test_a_file_that_changes_meanwhile_is_the_one_that_was_read(
    mnist: Mnist, tmp_path: Path
) -> None:
    data = archive()
    source = written(tmp_path / "their.keras", data)

    def act(record: Record) -> None:
        if isinstance(record, Phase) and record.name == "trying":
            source.write_bytes(b"something else")

    order = Convert(1, str(source), str(tmp_path / "opened"))
    model = Path(convert(order, mnist, Records(act), Control()).model)
    assert model.parent.name == hashlib.sha256(data).hexdigest()
    Recognizer.load(model)


def test_a_damaged_copy_is_made_anew(mnist: Mnist, tmp_path: Path) -> None:
    source = written(tmp_path / "their.keras", archive())
    model, _ = opened(source, tmp_path, mnist)
    model.with_suffix(".json").write_text("damaged")
    model.rename(model.with_name("other.keras"))
    assert opened(source, tmp_path, mnist)[0] == model
    assert {path.suffix for path in model.parent.iterdir()} == {
        *(".keras", ".tflite", ".json")
    }
    assert len(list(model.parent.iterdir())) == 3
    Recognizer.load(model)


def test_the_same_weights_in_another_network_take_the_place_of_the_first(
    saved: dict[str, tuple[Path, float]], mnist: Mnist, tmp_path: Path
) -> None:
    folder, _ = saved["dense-64-64"]
    source = folder / "dense-64-64.weights.h5"
    config = preset_named("dense-64-64").defaults
    first, card = opened(source, tmp_path, mnist, config)
    renamed = written(tmp_path / "renamed.weights.h5", source.read_bytes())
    other = dataclasses.replace(config, activation="sigmoid")
    with pytest.raises(DigitpadError, match="reads half of the digits"):
        opened(renamed, tmp_path, mnist, other)
    assert read_card(first) == card  # nothing came of it
    second, _ = opened(renamed, tmp_path, mnist, config)
    assert [path.name for path in sorted(second.parent.iterdir())] == [
        *("renamed.json", "renamed.keras", "renamed.tflite")
    ]
