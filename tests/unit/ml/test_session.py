"""From an order to the measured, saved model."""

import dataclasses
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf

from digitpad.core.cards import Card
from digitpad.core.datasets import Mnist, load_mnist
from digitpad.core.errors import DigitpadError
from digitpad.core.paths import asset, bundled_model
from digitpad.core.protocol import from_line, to_line
from digitpad.core.recognizer import Recognizer
from digitpad.core.records import Epoch, Phase, Record, Succeeded, Train
from digitpad.ml.control import CancelledError, Control
from digitpad.ml.export import export_twin
from digitpad.ml.session import failure_of, run_training
from digitpad.ml.stages import Stages
from tests.unit.ml.trainings import Records, order, short

Done = tuple[Succeeded, Stages, Records]


def run(train: Train) -> Done:
    records = Records()
    outcome, stages = run_training(train, records, Control())
    return outcome, stages, records


@pytest.fixture(scope="module")
def done(small_dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Done:
    """A calibrated training, with the bundled model in use."""
    train = order(
        tmp_path_factory.mktemp("models"),
        small_dataset,
        preset="digitpad-quick",
        augmentation="deform",
        epochs=4,
        images=1100,
        validation_split=0.5,  # enough to fit a temperature
    )
    return run(dataclasses.replace(train, in_use=str(bundled_model())))


def test_phases_come_in_turn(done: Done) -> None:
    outcome, _, records = done
    phases = [phase.name for phase in records.of(Phase)]
    assert sorted(set(phases), key=phases.index) == [
        "preparing",
        "fitting",
        "measuring",
        "saving",
    ]
    shares = [
        phase.share or 0 for phase in records.of(Phase) if phase.name == "measuring"
    ]
    assert shares == sorted(shares)
    assert outcome.seconds > 0
    assert not outcome.stopped


def test_the_score_is_keras_s_own(done: Done, small_dataset: Path) -> None:
    outcome, _, _ = done
    test = load_mnist(small_dataset).test
    model = keras.saving.load_model(outcome.model)
    model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    loss, accuracy = model.evaluate(test.frames, test.labels, verbose=0)
    assert outcome.score.accuracy == pytest.approx(accuracy, abs=1e-6)
    assert outcome.score.loss == pytest.approx(loss, rel=1e-3)
    read = model.predict(test.frames, verbose=0).argmax(axis=1)
    confusion = tf.math.confusion_matrix(test.labels, read, 10).numpy()
    np.testing.assert_array_equal(outcome.score.confusion, confusion)
    assert np.sum(outcome.score.confusion) == 100


def test_the_model_in_use_is_measured_on_the_same_images(
    done: Done, small_dataset: Path
) -> None:
    test = load_mnist(small_dataset).test
    read = Recognizer.load(bundled_model()).predict_all(test.frames).argmax(axis=1)
    in_use = done[0].in_use
    assert in_use is not None
    assert in_use.accuracy == (read == test.labels).mean() > 0.95
    assert np.trace(in_use.confusion) == (read == test.labels).sum()


def test_another_dataset_measures_the_model_in_use_anew(
    done: Done, small_dataset: Path, tmp_path: Path
) -> None:
    with np.load(small_dataset) as arrays:
        wrong = dict(arrays) | {"y_test": (arrays["y_test"] + 1) % 10}
    np.savez(tmp_path / "wrong.npz", **wrong)
    train = order(tmp_path, tmp_path / "wrong.npz", epochs=1)
    outcome, _, _ = run(dataclasses.replace(train, in_use=str(bundled_model())))
    assert outcome.in_use is not None
    assert outcome.in_use.accuracy < 0.05


def test_a_dataset_that_was_replaced_measures_the_model_in_use_anew(
    small_dataset: Path, tmp_path: Path
) -> None:
    with np.load(small_dataset) as arrays:
        right = dict(arrays)
    train = order(tmp_path, tmp_path / "data.npz", epochs=1)
    train = dataclasses.replace(train, in_use=str(bundled_model()))
    accuracies = []
    for shift in (0, 1):
        wrong = right | {"y_test": (right["y_test"] + shift) % 10}
        np.savez(tmp_path / "data.npz", **wrong)
        outcome, _, _ = run(train)
        assert outcome.in_use is not None
        accuracies.append(outcome.in_use.accuracy)
    assert accuracies[0] > 0.95
    assert accuracies[1] < 0.05


def test_the_card_says_what_was_done(done: Done) -> None:
    outcome, _, records = done
    path = Path(outcome.model)
    card = Card.from_json(path.with_suffix(".json").read_bytes())
    assert card.preset == "digitpad-quick"
    assert card.mnist_test_accuracy == outcome.score.accuracy
    assert card.config["epochs"] == 4
    assert card.config["temperature"] != 1
    assert 0 <= card.config["calibration_error"] <= 1
    assert 0 < card.threshold < 1
    # Without those that it was validated with.
    assert [(one["name"], one["count"]) for one in card.data] == [("small.npz", 550)]
    assert outcome.epoch == records.of(Epoch)[-1].epoch == 4


def test_the_pad_reads_as_the_last_stage(done: Done, small_dataset: Path) -> None:
    outcome, stages, _ = done
    assert outcome.stages == stages.epochs == (1, 2, 3, 4)
    recognizer = Recognizer.load(Path(outcome.model))
    for frame in load_mnist(small_dataset).test.frames[:5]:
        finished = stages.read(frame, 0)
        np.testing.assert_allclose(
            finished, recognizer.predict(frame).probabilities, atol=1e-4
        )
        # The temperature was folded into the finished network alone.
        assert stages.read(frame, 4) != finished
        assert np.argmax(stages.read(frame, 4)) == np.argmax(finished)


def test_the_outcome_survives_its_line(done: Done) -> None:
    assert from_line(to_line(done[0])) == done[0]


@pytest.mark.parametrize("damage", ["missing", "other"])
def test_a_model_in_use_that_cannot_be_read_is_no_failure(
    damage: str, small_dataset: Path, tmp_path: Path
) -> None:
    model = tmp_path / "used" / "used.keras"
    model.parent.mkdir()
    if damage != "missing":
        for suffix in (".keras", ".tflite", ".json"):
            shutil.copy(bundled_model().with_suffix(suffix), model.with_suffix(suffix))
        model.with_suffix(".json").write_text("{}")
    train = order(tmp_path, small_dataset, epochs=1)
    outcome, _, _ = run(dataclasses.replace(train, in_use=str(model)))
    assert outcome.in_use is None


PLAIN_KERAS = """
import json, sys
import keras, numpy as np
model = keras.saving.load_model(sys.argv[1])
with np.load(sys.argv[2]) as mnist:
    x, y = mnist["x_test"].astype("float32") / 255, mnist["y_test"]
read = model.predict(x, batch_size=1000, verbose=0).argmax(axis=1)
assert "digitpad" not in sys.modules
print(json.dumps([float((read == y).mean()), read[:5].tolist()]))
"""


def test_plain_keras_reads_a_saved_model_as_it_was_measured(tmp_path: Path) -> None:
    config = short(images=5000, epochs=4, validation_split=0.05)
    outcome, _, _ = run(Train(1, config, str(tmp_path / "mine.keras")))
    assert outcome.score.accuracy > 0.88
    assert np.sum(outcome.score.confusion) == 10_000
    said = subprocess.run(
        [sys.executable, "-c", PLAIN_KERAS, outcome.model, asset("mnist.npz")],
        env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    accuracy, first = json.loads(said.stdout.splitlines()[-1])
    assert accuracy == pytest.approx(outcome.score.accuracy, abs=2e-4)
    assert first == [7, 2, 1, 0, 4]


@pytest.mark.parametrize("name", ["preparing", "fitting", "measuring", "saving"])
def test_cancel_in_any_phase_leaves_no_file(
    name: str, small_dataset: Path, tmp_path: Path
) -> None:
    control = Control()

    def act(record: Record) -> None:
        if isinstance(record, Phase) and record.name == name:
            control.cancel()

    train = order(tmp_path, small_dataset, epochs=1, augmentation="redraw")
    with pytest.raises(CancelledError):
        run_training(train, Records(act), control)
    assert list(tmp_path.iterdir()) == []


def test_cancel_while_the_twin_is_made_leaves_no_file(
    small_dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = Control()

    def export(model: keras.Model, path: Path) -> None:
        export_twin(model, path)
        control.cancel()

    monkeypatch.setattr("digitpad.ml.saving.export_twin", export)
    with pytest.raises(CancelledError):
        run_training(order(tmp_path, small_dataset, epochs=1), Records(), control)
    assert list(tmp_path.iterdir()) == []


def test_cancel_while_the_data_are_loaded_is_heeded_before_the_training(
    small_dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = Control()

    def load(path: Path) -> Mnist:
        control.cancel()
        return load_mnist(path)

    monkeypatch.setattr("digitpad.ml.session.load_mnist", load)
    dataset = tmp_path / "data.npz"  # one that is not in memory
    shutil.copy(small_dataset, dataset)
    records = Records()
    with pytest.raises(CancelledError):
        run_training(order(tmp_path, dataset), records, control)
    assert records.all == []


@pytest.mark.parametrize(("name", "heeded"), [("measuring", True), ("saving", False)])
def test_stop_after_the_last_epoch_counts_until_all_is_measured(
    small_dataset: Path, tmp_path: Path, *, name: str, heeded: bool
) -> None:
    control = Control()

    def act(record: Record) -> None:
        if isinstance(record, Phase) and record.name == name:
            control.stop()

    records = Records(act)
    train = order(tmp_path, small_dataset, epochs=8, optimizer="sgd", learning_rate=0.5)
    outcome, stages = run_training(train, records, control)
    best = [epoch.epoch for epoch in records.of(Epoch) if epoch.best][-1]
    assert best < 8
    assert (outcome.epoch, outcome.stopped) == (best if heeded else 8, heeded)
    test = load_mnist(small_dataset).test
    recognizer = Recognizer.load(Path(outcome.model))
    read = recognizer.predict_all(test.frames).argmax(axis=1)
    assert outcome.score.accuracy == (read == test.labels).mean()
    for stage in (0, outcome.epoch):
        np.testing.assert_allclose(
            recognizer.predict(test.frames[0]).probabilities,
            stages.read(test.frames[0], stage),
            atol=1e-4,
        )


def test_stop_while_the_best_epoch_is_measured_changes_nothing(
    small_dataset: Path, tmp_path: Path
) -> None:
    control = Control()

    def act(record: Record) -> None:
        if isinstance(record, Phase) and record.name == "measuring":
            control.stop()

    outcome, _ = run_training(
        order(tmp_path, small_dataset, epochs=1), Records(act), control
    )
    assert (outcome.epoch, outcome.stopped) == (1, False)


def test_a_stopped_training_is_saved_with_its_best_epoch(
    small_dataset: Path, tmp_path: Path
) -> None:
    control = Control()

    def act(record: Record) -> None:
        if isinstance(record, Epoch) and record.epoch == 6:
            control.stop()

    records = Records(act)
    train = order(
        tmp_path, small_dataset, epochs=50, optimizer="sgd", learning_rate=0.5
    )
    outcome, stages = run_training(train, records, control)
    best = [epoch.epoch for epoch in records.of(Epoch) if epoch.best][-1]
    assert (outcome.epoch, outcome.stopped) == (best, True)
    frame = load_mnist(small_dataset).test.frames[0]
    np.testing.assert_allclose(
        Recognizer.load(Path(outcome.model)).predict(frame).probabilities,
        stages.read(frame, best),
        atol=1e-4,
    )


def test_settings_of_another_network_are_refused(
    small_dataset: Path, tmp_path: Path
) -> None:
    config = short("digitpad-quick", dense=(64,))
    with pytest.raises(DigitpadError, match="has no dense layers to change"):
        run(order(tmp_path, small_dataset, config=config))


def test_a_dataset_that_was_replaced_is_read_again(
    small_dataset: Path, tmp_path: Path
) -> None:
    path = tmp_path / "data.npz"
    shutil.copy(small_dataset, path)
    models = tmp_path / "models"
    run(order(models, path, epochs=1))
    path.write_bytes(b"no archive")
    with pytest.raises(DigitpadError, match="damaged"):
        run(order(models, path, epochs=1))
    path.unlink()
    with pytest.raises(DigitpadError, match="no file"):
        run(order(models, path, epochs=1))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (DigitpadError("Do this."), "Do this."),
        (MemoryError(), "smaller batch size"),
        (tf.errors.ResourceExhaustedError(None, None, "OOM"), "smaller batch size"),
        (ValueError("axes"), "(ValueError)"),
    ],
)
def test_what_nobody_foresaw_is_a_sentence(error: Exception, said: str) -> None:
    sentence = failure_of(error)
    assert said in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
