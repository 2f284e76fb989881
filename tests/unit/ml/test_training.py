"""Training teaches, reports and can be repeated."""

import keras
import numpy as np
import pytest

from digitpad.ml.batches import Sample
from digitpad.ml.network import build_digitpad
from digitpad.ml.training import EpochReport, TrainingConfig, fit, split

CONFIG = TrainingConfig(epochs=2, batch_size=32, validation=100, seed=5)


def trained(
    digits: Sample, config: TrainingConfig
) -> tuple[keras.Model, list[EpochReport]]:
    fitting, validation = split(digits, config)
    keras.utils.set_random_seed(config.seed)
    model = build_digitpad()
    reports: list[EpochReport] = []
    fit(model, fitting, validation, config, reports.append)
    return model, reports


@pytest.fixture(scope="module")
def run(digits: Sample) -> tuple[keras.Model, list[EpochReport]]:
    return trained(digits, CONFIG)


def test_it_learns_and_reports_each_epoch(
    run: tuple[keras.Model, list[EpochReport]],
) -> None:
    _, reports = run
    assert [report.epoch for report in reports] == [1, 2]
    assert {report.epochs for report in reports} == {2}
    assert reports[1].loss < reports[0].loss
    assert reports[1].accuracy > 0.3
    assert 0 <= reports[1].validation_accuracy <= 1
    assert 0 < reports[0].seconds < reports[1].seconds


def test_a_seed_reproduces_the_weights(digits: Sample) -> None:
    few = digits.take(np.arange(160))
    config = TrainingConfig(epochs=1, batch_size=32, validation=60, seed=1)
    first, second = (trained(few, config)[0].get_weights() for _ in range(2))
    for one, other in zip(first, second, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-4)


def test_the_learning_rate_ends_far_below_its_highest(
    run: tuple[keras.Model, list[EpochReport]],
) -> None:
    model, _ = run
    last = float(keras.ops.convert_to_numpy(model.optimizer.learning_rate))
    assert last < CONFIG.learning_rate / 20


def test_the_split_is_random_complete_and_repeatable(digits: Sample) -> None:
    fitting, validation = split(digits, CONFIG)
    assert (len(fitting), len(validation)) == (500, 100)
    both = np.concatenate([fitting.frames, validation.frames])
    assert {frame.tobytes() for frame in both} == {
        frame.tobytes() for frame in digits.frames
    }
    assert not np.array_equal(validation.frames, digits.frames[:100])
    np.testing.assert_array_equal(split(digits, CONFIG)[1].frames, validation.frames)


def test_something_must_be_left_to_fit(digits: Sample) -> None:
    with pytest.raises(ValueError, match="smaller"):
        split(digits, TrainingConfig(validation=600))


@pytest.mark.parametrize(
    "wrong",
    [
        {"epochs": 0},
        {"batch_size": 0},
        {"validation": 0},
        {"learning_rate": 0.0},
        {"learning_rate": float("nan")},
        {"weight_decay": -1.0},
        {"label_smoothing": 1.0},
    ],
)
def test_a_config_checks_itself(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must be"):
        TrainingConfig(**wrong)  # type: ignore[arg-type]
