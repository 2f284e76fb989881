"""Models that read no digits are refused, and odd names do no harm."""

import json
from pathlib import Path

import numpy as np
import pytest

from digitpad.core.datasets import Mnist
from digitpad.core.errors import DigitpadError
from digitpad.core.recognizer import Recognizer
from tests.unit.core.foreign.files import (
    archive,
    dense,
    layer,
    means,
    reader,
    sequential,
    weights,
    written,
)
from tests.unit.ml.conversions import opened


def test_what_reads_no_digits_is_refused_with_its_accuracy(
    mnist: Mnist, tmp_path: Path
) -> None:
    noise = np.random.default_rng(0).normal(size=(784, 10)).astype(np.float32)
    stored = weights({"dense": (noise, np.zeros(10, np.float32))})
    source = written(tmp_path / "their.keras", archive(stored=stored))
    with pytest.raises(DigitpadError, match=r"reads half of the digits, \d\d?\.\d\d %"):
        opened(source, tmp_path, mnist)


def test_what_gives_no_numbers_is_refused(mnist: Mnist, tmp_path: Path) -> None:
    kernel, bias = means()
    stored = weights({"dense": (kernel * np.float32(1e38), bias)})
    config = reader(activation="exponential")
    source = written(tmp_path / "their.keras", archive(config, stored))
    with pytest.raises(DigitpadError, match="reads half of the digits"):
        opened(source, tmp_path, mnist)


def test_what_has_no_weights_is_refused(mnist: Mnist, tmp_path: Path) -> None:
    config = sequential(
        layer("AveragePooling2D", pool_size=2),
        layer("Flatten"),
        layer("Reshape", target_shape=[10, -1]),
        shape=(28, 28, 1),
    )
    source = written(tmp_path / "their.keras", archive(config))
    with pytest.raises(DigitpadError, match="cannot be opened"):
        opened(source, tmp_path, mnist)


def test_names_that_clash_or_are_odd_do_no_harm(mnist: Mnist, tmp_path: Path) -> None:
    config = sequential(
        layer("Flatten", "frame"),
        layer("Rescaling", "probabilities", scale=1.0, offset=0.0),
        layer("Dropout", "../Größe 1", rate=0.5),
        dense("to_its_form"),
    )
    stored = weights({"dense": means()})
    source = written(tmp_path / "über [x].keras", archive(config, stored))
    model, card = opened(source, tmp_path, mnist)
    assert card.name == "über [x]"
    layers = Recognizer.load(model).read_layers(mnist.test.frames[0])
    assert list(layers)[-1] == "probabilities" or "probabilities" in layers
    assert json.loads(model.with_suffix(".json").read_text())["origin"]["name"] == (
        "über [x].keras"
    )
