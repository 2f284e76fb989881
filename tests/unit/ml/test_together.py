"""Networks that are trained side by side learn what they are to learn."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from digitpad.core.datasets import Sample
from digitpad.core.presets import digitpad_layers, preset_named
from digitpad.ml import together
from digitpad.ml.mixture import MIXTURES, MixedFrames
from digitpad.ml.networks import assemble
from digitpad.ml.predicting import predict
from digitpad.ml.together import Course, said, side_by_side, train_together

COURSE = Course(
    epochs=15,
    batch_size=50,
    learning_rate=3e-3,
    weight_decay=0.02,
    label_smoothing=0.0,
    seed=0,
)


def network(name: str) -> keras.Model:
    config = replace(preset_named("digitpad").defaults, dense=(16,), dropout=0.0)
    return assemble(digitpad_layers(config, ((8, 8), (16,), (16,))), name)


def frames_of(sample: Sample) -> MixedFrames:
    return MixedFrames(sample, MIXTURES["none"])


def share_read(model: keras.Model, sample: Sample) -> float:
    """Return the accuracy."""
    read = predict(model, sample.frames).argmax(axis=1)
    return float((read == sample.labels).mean())


def test_each_of_them_learns_the_labels(digits: Sample, tmp_path: Path) -> None:
    networks = [network("one"), network("two")]
    unfinished = tmp_path / "unfinished.weights.h5"
    train_together(networks, frames_of(digits), COURSE, unfinished, lambda _: None)
    assert min(share_read(trained, digits) for trained in networks) > 0.95
    one, two = (trained.get_weights()[0] for trained in networks)
    assert not np.array_equal(one, two)
    assert not unfinished.exists()


def test_taught_networks_learn_what_the_teachers_say(
    digits: Sample, tmp_path: Path
) -> None:
    """Teachers who take each digit for the next one make pupils who do."""
    unfinished = tmp_path / "unfinished.weights.h5"
    wrong = Sample(digits.frames, (digits.labels + 1) % 10)
    teacher, student = network("teacher"), network("student")
    train_together([teacher], frames_of(wrong), COURSE, unfinished, lambda _: None)
    train_together(
        [student], frames_of(digits), COURSE, unfinished, lambda _: None, [teacher]
    )
    assert share_read(student, wrong) > 0.9


def test_an_interrupted_training_goes_on_where_it_was(
    digits: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "_SAVING_SECONDS", 0)
    unfinished = tmp_path / "unfinished.weights.h5"
    lines: list[str] = []

    def interrupt(line: str) -> None:
        lines.append(line)
        if line.startswith("epoch 3"):
            raise InterruptedError

    def learn(say: Callable[[str], None]) -> keras.Model:
        keras.utils.set_random_seed(0)
        learning = network("one")
        course = replace(COURSE, epochs=3)
        train_together([learning], frames_of(digits), course, unfinished, say)
        return learning

    at_once = learn(lambda _: None)
    with pytest.raises(InterruptedError):
        learn(interrupt)
    assert unfinished.exists()
    in_two = learn(lines.append)
    assert [line[:7] for line in lines] == ["epoch 1", "epoch 2", "epoch 3", "epoch 3"]
    for one, other in zip(at_once.get_weights(), in_two.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-3)
    assert not unfinished.exists()


def test_what_several_say_is_their_mean(digits: Sample) -> None:
    networks = [network("one"), network("two")]
    some = digits.take(slice(30))
    mean = np.mean([predict(one, some.frames) for one in networks], axis=0)
    np.testing.assert_allclose(
        said(side_by_side(networks), some.frames), mean, atol=1e-6
    )
