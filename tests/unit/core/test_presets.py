"""The networks that can be trained are as their tutorials have them."""

from dataclasses import replace
from typing import Any

import pytest

from digitpad.core.errors import DigitpadError
from digitpad.core.frame import FRAME_SHAPE
from digitpad.core.layers import summarize
from digitpad.core.presets import (
    DEFAULT_PRESET,
    PRESETS,
    Preset,
    check_fixed,
    preset_named,
)
from digitpad.core.training_config import TITLES

each_preset = pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)


def parameters(preset: Preset) -> int:
    """Return how many parameters a preset's own network has."""
    lines = summarize(preset.layers(preset.defaults))
    return sum(line.parameters for line in lines)


def kinds(name: str) -> list[str]:
    """Return the classes of a preset's layers, those that only reshape left out."""
    lines = summarize(PRESETS[name].layers(PRESETS[name].defaults))
    return [line.kind for line in lines if line.kind != "Reshape"]


def test_names() -> None:
    assert list(PRESETS) == [
        "dense-64-64",
        "dense-512-dropout",
        "cnn-4-8-12",
        "cnn-32-64-dropout",
        "digitpad-quick",
        "digitpad",
    ]
    assert all(name == preset.name for name, preset in PRESETS.items())
    assert DEFAULT_PRESET in PRESETS


@each_preset
def test_a_description_has_two_sentences(preset: Preset) -> None:
    assert preset.description.endswith(".")
    assert preset.description.count(". ") == 1


@each_preset
def test_a_network_leads_from_the_frame_to_ten_probabilities(preset: Preset) -> None:
    layers = preset.layers(preset.defaults)
    lines = summarize(layers)
    assert lines[-1].shape == (10,)
    assert lines[-1].name == "probabilities"
    assert any("softmax" in line.text for line in lines[-2:])
    assert len({line.name for line in lines}) == len(lines), "Keras wants unique names"
    assert layers[0].shape(FRAME_SHAPE) == lines[0].shape


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("dense-64-64", 55_050),
        ("dense-512-dropout", 407_050),
        ("cnn-32-64-dropout", 70_378),
    ],
)
def test_parameters_are_those_of_the_tutorials(name: str, count: int) -> None:
    assert parameters(PRESETS[name]) == count


@pytest.mark.parametrize(
    ("name", "epochs", "batch_size", "validation_split", "reported"),
    [
        ("dense-64-64", 5, 32, 0, "96.5 %"),
        ("dense-512-dropout", 5, 32, 0, "35.6 %"),
        ("cnn-4-8-12", 25, 1000, 0.2, "98.78 %"),
        ("cnn-32-64-dropout", 10, 128, 0.1, "98.93 %"),
    ],
)
def test_the_tutorials_settings(
    name: str, epochs: int, batch_size: int, validation_split: float, reported: str
) -> None:
    defaults = PRESETS[name].defaults
    assert (defaults.epochs, defaults.batch_size) == (epochs, batch_size)
    assert defaults.validation_split == validation_split
    assert (defaults.optimizer, defaults.activation) == ("adam", "relu")
    assert defaults.augmentation == "none"
    assert PRESETS[name].reported.startswith(reported)


def test_the_tutorials_layers() -> None:
    assert kinds("dense-64-64") == ["Rescaling", "Flatten", "Dense", "Dense", "Dense"]
    assert kinds("dense-512-dropout") == ["Flatten", "Dense", "Dropout", "Dense"]
    assert kinds("cnn-4-8-12") == ["Conv2D"] * 3 + ["Flatten", "Dense", "Dense"]
    stage = ["Conv2D", "Activation", "MaxPooling2D"]
    assert kinds("cnn-32-64-dropout") == [
        *(*stage, *stage, "Flatten", "Dropout"),
        *("Dense", "Activation", "Dropout", "Dense", "Activation"),
    ]


@each_preset
def test_what_is_fixed_is_a_setting_without_use(preset: Preset) -> None:
    assert preset.fixed <= TITLES.keys()
    check_fixed(preset.defaults)
    if "dropout" not in preset.fixed:
        rates = summarize(preset.layers(replace(preset.defaults, dropout=0.25)))
        assert any(line.text == "leaves out 25 %" for line in rates)
    if "dense" not in preset.fixed:
        wider = summarize(preset.layers(replace(preset.defaults, dense=(77, 5))))
        assert [line.shape for line in wider if line.kind == "Dense"][:2] == [
            (77,),
            (5,),
        ]


@each_preset
def test_a_fixed_setting_cannot_be_changed(preset: Preset) -> None:
    other: dict[str, Any] = {"dropout": 0.3, "dense": (8,)}
    for name in preset.fixed:
        title = TITLES[name].lower()
        config = replace(preset.defaults, **{name: other[name]})
        with pytest.raises(DigitpadError, match=f"has no {title} to change"):
            check_fixed(config)


@each_preset
def test_every_activation_is_taken(preset: Preset) -> None:
    lines = summarize(preset.layers(replace(preset.defaults, activation="tanh")))
    assert any("tanh" in line.text for line in lines)
    assert not any("relu" in line.text for line in lines)


def test_an_unknown_preset_is_named_with_the_known_ones() -> None:
    with pytest.raises(DigitpadError, match=r"'cnn'.*digitpad-quick"):
        preset_named("cnn")
    assert preset_named("digitpad") is PRESETS["digitpad"]
