"""Training teaches, can be repeated, and ends as it was told to."""

import keras
import numpy as np
import pytest

from digitpad.core.datasets import Sample
from digitpad.core.errors import DigitpadError
from digitpad.core.presets import PRESETS
from digitpad.core.records import Batch, Epoch, Phase, Record
from digitpad.core.training_config import AUGMENTATIONS, OPTIMIZERS, TrainingConfig
from digitpad.ml import training
from digitpad.ml.control import CancelledError, Control
from digitpad.ml.reporter import DivergedError, Reporter
from digitpad.ml.training import Trained, split, train
from tests.unit.ml.trainings import Records, short


def trained(digits: Sample, config: TrainingConfig) -> tuple[Trained, Records]:
    records = Records()
    return train(digits, config, records, Control()), records


def test_it_learns_and_says_how_far_it_is(digits: Sample) -> None:
    result, records = trained(digits, short(epochs=4))
    first, *_, last = records.of(Epoch)
    assert last.loss < first.loss
    assert last.accuracy > max(0.3, first.accuracy)
    assert [phase.name for phase in records.of(Phase)] == ["preparing", "fitting"]
    assert (result.epoch, result.stopped, result.held) == (4, False, 0)
    assert len(result.validation) == 100
    read = result.model.predict_on_batch(result.validation.frames).argmax(axis=1)
    assert (read == result.validation.labels).mean() == pytest.approx(
        last.validation_accuracy
    )


def test_without_a_split_nothing_is_validated(digits: Sample) -> None:
    result, records = trained(digits, short(validation_split=0.0))
    assert len(result.validation) == 0
    for epoch in records.of(Epoch):
        assert (epoch.validation_loss, epoch.validation_accuracy) == (None, None)


def test_a_seed_reproduces_the_weights(digits: Sample) -> None:
    few = digits.take(slice(150))
    first, second, other = (
        trained(few, short("cnn-32-64-dropout", epochs=1, seed=seed))[
            0
        ].model.get_weights()
        for seed in (3, 3, 4)
    )
    for one, same in zip(first, second, strict=True):
        np.testing.assert_allclose(one, same, atol=1e-4)
    assert not np.allclose(first[0], other[0], atol=1e-2)


def test_the_split_is_random_complete_and_repeatable(digits: Sample) -> None:
    config = short(images=600)
    fitting, validation = split(digits, config)
    assert (len(fitting), len(validation)) == (450, 150)
    both = np.concatenate([fitting.frames, validation.frames])
    assert {frame.tobytes() for frame in both} == {
        frame.tobytes() for frame in digits.frames
    }
    assert not np.array_equal(validation.frames, digits.frames[:150])
    np.testing.assert_array_equal(split(digits, config)[1].frames, validation.frames)
    other = split(digits, short(images=600, seed=1))[1]
    assert not np.array_equal(other.frames, validation.frames)


def test_only_the_first_images_are_used(digits: Sample) -> None:
    parts = split(digits, short(images=200))
    used = {frame.tobytes() for part in parts for frame in part.frames}
    assert used == {frame.tobytes() for frame in digits.frames[:200]}


def rate_at_end(result: Trained) -> float:
    return float(keras.ops.convert_to_numpy(result.model.optimizer.learning_rate))


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_learns_in_its_own_way(digits: Sample, preset: str) -> None:
    config = short(preset)
    result, records = trained(digits, config)
    first, last = records.of(Epoch)
    assert last.loss < first.loss
    if PRESETS[preset].one_cycle:
        assert rate_at_end(result) < config.learning_rate / 20
    else:
        assert rate_at_end(result) == pytest.approx(config.learning_rate)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_learns(digits: Sample, optimizer: str) -> None:
    result, records = trained(digits, short(optimizer=optimizer))
    first, last = records.of(Epoch)
    assert last.loss < first.loss
    assert type(result.model.optimizer).__name__.lower() == optimizer


@pytest.mark.parametrize("augmentation", AUGMENTATIONS)
def test_every_augmentation_learns(digits: Sample, augmentation: str) -> None:
    config = short(images=200, batch_size=20, augmentation=augmentation)
    _, records = trained(digits, config)
    first, last = records.of(Epoch)
    assert last.loss < first.loss
    shares = [phase.share for phase in records.of(Phase) if phase.share is not None]
    assert shares == sorted(shares)
    assert shares[-1:] == ([1.0] if augmentation == "redraw" else [])


def test_a_dataset_may_have_fewer_images_than_asked_for(digits: Sample) -> None:
    result, records = trained(digits, short(images=60_000))
    assert len(result.validation) == 150
    assert {batch.steps for batch in records.of(Batch)} == {9}


@pytest.mark.parametrize(
    ("count", "said"), [(99, "must be from 100"), (120, "make the batch smaller")]
)
def test_a_dataset_with_too_few_images_is_a_sentence(
    digits: Sample, count: int, said: str
) -> None:
    few = digits.take(slice(count))
    with pytest.raises(DigitpadError, match=said) as caught:
        trained(few, short(images=60_000, batch_size=100))
    assert f"only {count} training images" in str(caught.value)


@pytest.mark.parametrize("validation_split", [0.0, 0.25])
def test_a_loss_that_is_no_number_is_a_sentence(
    digits: Sample, validation_split: float
) -> None:
    config = short(
        dense=(512,) * 4,
        batch_size=10,
        optimizer="sgd",
        learning_rate=10,
        validation_split=validation_split,
    )
    with pytest.raises(DivergedError, match="smaller learning rate"):
        trained(digits, config)


def test_weights_that_the_last_step_has_spoiled_are_no_result(
    digits: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(reporter: Reporter, _logs: object = None) -> None:
        layer = reporter.model.layers[-1]
        layer.set_weights([weights * np.nan for weights in layer.get_weights()])

    monkeypatch.setattr(Reporter, "on_train_end", spoil)
    with pytest.raises(DivergedError):
        trained(digits, short())


def test_it_stops_early_with_the_best_epoch(digits: Sample) -> None:
    # Steps as long as these lead nowhere.
    config = short(epochs=60, optimizer="sgd", learning_rate=0.5, patience=2)
    result, records = trained(digits, config)
    epochs = records.of(Epoch)
    best = [epoch.epoch for epoch in epochs if epoch.best][-1]
    assert len(epochs) == best + 2 < 60
    assert (result.epoch, result.stopped) == (best, True)
    read = result.model.predict_on_batch(result.validation.frames).argmax(axis=1)
    assert (read == result.validation.labels).mean() == pytest.approx(
        epochs[best - 1].validation_accuracy
    )


def test_with_patience_the_best_epoch_is_kept_at_the_last_too(digits: Sample) -> None:
    config = short(epochs=8, optimizer="sgd", learning_rate=0.5, patience=8)
    result, records = trained(digits, config)
    epochs = records.of(Epoch)
    best = [epoch.epoch for epoch in epochs if epoch.best][-1]
    assert best < len(epochs) == 8
    assert (result.epoch, result.stopped) == (best, False)
    read = result.model.predict_on_batch(result.validation.frames).argmax(axis=1)
    assert (read == result.validation.labels).mean() == pytest.approx(
        epochs[best - 1].validation_accuracy
    )


def test_without_patience_the_last_epoch_is_kept(digits: Sample) -> None:
    config = short(epochs=8, optimizer="sgd", learning_rate=0.5)
    result, records = trained(digits, config)
    assert not records.of(Epoch)[-1].best
    assert (result.epoch, result.stopped) == (8, False)


def test_stop_keeps_the_best_epoch(digits: Sample) -> None:
    control = Control()

    def act(record: Record) -> None:
        if isinstance(record, Epoch) and record.epoch == 6:
            control.stop()

    records = Records(act)
    config = short(epochs=100, optimizer="sgd", learning_rate=0.5)
    result = train(digits, config, records, control)
    epochs = records.of(Epoch)
    assert len(epochs) == 6
    assert result.stopped
    assert result.epoch == [epoch.epoch for epoch in epochs if epoch.best][-1]


def test_stop_in_the_last_validation_keeps_the_best_epoch(
    digits: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = Control()

    def stop(reporter: Reporter, _logs: object = None) -> None:
        if reporter.epoch == 7:
            control.stop()

    monkeypatch.setattr(Reporter, "on_test_begin", stop)
    records = Records()
    config = short(epochs=8, optimizer="sgd", learning_rate=0.5)
    result = train(digits, config, records, control)
    epochs = records.of(Epoch)
    best = [epoch.epoch for epoch in epochs if epoch.best][-1]
    assert best < len(epochs) == 8
    assert (result.epoch, result.stopped) == (best, True)


def test_stop_amid_the_first_epoch_keeps_what_there_is(digits: Sample) -> None:
    control = Control()

    def act(record: Record) -> None:
        if isinstance(record, Batch):
            control.stop()

    records = Records(act)
    result = train(digits, short(), records, control)
    assert records.of(Epoch) == []
    assert (result.epoch, result.stopped, result.stages.epochs) == (0, True, ())


@pytest.mark.parametrize("name", ["preparing", "fitting"])
def test_cancel_ends_it_in_any_phase(digits: Sample, name: str) -> None:
    control = Control()

    def act(record: Record) -> None:
        if isinstance(record, Phase) and record.name == name:
            control.cancel()

    records = Records(act)
    with pytest.raises(CancelledError):
        train(digits, short(augmentation="redraw"), records, control)
    assert records.of(Epoch) == []
    assert records.of(Batch) == []
    # Amid the tracing, which takes longest, not only after it.
    shares = [phase.share for phase in records.of(Phase)]
    assert shares[-2:] == ([None] if name == "preparing" else [1.0, None])


def test_cancel_ends_the_validation(
    digits: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = Control()
    monkeypatch.setattr(
        Reporter, "on_test_begin", lambda _self, _logs=None: control.cancel()
    )
    records = Records()
    with pytest.raises(CancelledError):
        train(digits, short(), records, control)
    assert records.of(Epoch) == []


@pytest.mark.parametrize("step", ["split", "build", "_optimizer"])
def test_cancel_before_the_first_batch_is_heeded_there(
    digits: Sample, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = Control()
    do = getattr(training, step)

    def cancel(*arguments: object) -> object:
        control.cancel()
        return do(*arguments)

    monkeypatch.setattr(training, step, cancel)
    following = {"split": "build", "build": "MixedFrames"}.get(step)
    if following:
        monkeypatch.setattr(training, following, None)  # must not be reached
    records = Records()
    with pytest.raises(CancelledError):
        train(digits, short(), records, control)
    assert records.of(Batch) == []
