"""Settings of a training go to JSON and back, and impossible ones are refused."""

import json
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.core.errors import DigitpadError
from digitpad.core.training_config import (
    LIMITS,
    TITLES,
    WIDEST_LAYER,
    TrainingConfig,
    problems,
)

CONFIG = TrainingConfig(
    "digitpad", epochs=6, batch_size=128, dense=(128, 64), validation_split=0.05
)
WHOLE = {"epochs", "batch_size", "seed", "images", "patience"}


def changed(**values: Any) -> dict[str, Any]:
    """Return the fields of a possible configuration, some of them changed."""
    return asdict(CONFIG) | values


def test_it_survives_json() -> None:
    record = json.loads(json.dumps(asdict(CONFIG)))
    assert TrainingConfig.from_record(record) == CONFIG


def test_a_record_names_all_fields_and_no_others() -> None:
    record = asdict(CONFIG)
    with pytest.raises(DigitpadError):
        TrainingConfig.from_record(record | {"momentum": 0.9})
    del record["seed"]
    with pytest.raises(DigitpadError):
        TrainingConfig.from_record(record)


def test_records_from_before_own_drawings_are_read() -> None:
    record = asdict(CONFIG)
    del record["own_drawings"]
    assert TrainingConfig.from_record(record) == CONFIG


@pytest.mark.parametrize("value", [1, "yes", None])
def test_own_drawings_are_learned_or_not(value: object) -> None:
    assert problems(changed(own_drawings=value)).keys() == {"own_drawings"}


def test_every_field_has_a_title() -> None:
    assert TITLES.keys() == asdict(CONFIG).keys() - {"preset"}


@pytest.mark.parametrize("name", LIMITS)
def test_a_number_beyond_its_limits_is_named(name: str) -> None:
    low, high = LIMITS[name]
    step = 1 if name in WHOLE else 1e-7
    for value in (low - step, high + step):
        found = problems(changed(**{name: value}))
        assert found.keys() == {name}
        assert found[name].startswith(f"{TITLES[name]} must be from ")


@pytest.mark.parametrize("name", LIMITS)
def test_both_limits_are_allowed(name: str) -> None:
    for value in LIMITS[name]:
        assert problems(changed(**{name: value})).get(name, "").count("must be") == 0


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.parametrize("value", ["3", None, True, [1]])
def test_what_is_no_number_is_named(name: str, value: object) -> None:
    assert "number" in problems(changed(**{name: value}))[name]


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_counts_are_whole(name: str) -> None:
    assert problems(changed(**{name: 1000.5})) == {
        name: f"{TITLES[name]} must be a whole number."
    }


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_a_rate_is_finite(value: float) -> None:
    assert "learning_rate" in problems(changed(learning_rate=value))


@pytest.mark.parametrize("name", ["optimizer", "activation", "augmentation"])
def test_what_is_unknown_is_named(name: str) -> None:
    assert "must be one of" in problems(changed(**{name: "best"}))[name]


@pytest.mark.parametrize(
    "dense",
    [(0,), (WIDEST_LAYER + 1,), (8,) * 5, (8.0,), (True,), ("8",), [8], 8, None],
)
def test_dense_layers_are_few_and_narrow_enough(dense: object) -> None:
    assert problems(changed(dense=dense)).keys() == {"dense"}


@pytest.mark.parametrize("dense", [(), (1,), (WIDEST_LAYER,) * 4])
def test_possible_dense_layers(dense: tuple[int, ...]) -> None:
    assert not problems(changed(dense=dense))


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"images": 100, "batch_size": 128}, "batch_size"),
        ({"images": 200, "batch_size": 128, "validation_split": 0.5}, "batch_size"),
        (
            {"images": 100, "batch_size": 10, "validation_split": 0.004},
            "validation_split",
        ),
        ({"validation_split": 0.0, "patience": 2}, "patience"),
    ],
)
def test_a_clash_is_explained_where_it_can_be_solved(
    values: dict[str, Any], name: str
) -> None:
    assert problems(changed(**values)).keys() == {name}
    with pytest.raises(DigitpadError):
        TrainingConfig(**changed(**values))


@given(images=st.integers(100, 60_000), split=st.floats(0, 0.9))
def test_each_image_is_fitted_or_validated(images: int, split: float) -> None:
    values = changed(images=images, validation_split=split, batch_size=1)
    if problems(values):
        return
    config = TrainingConfig(**values)
    assert config.fitted_images + config.validation_images == images
    assert config.fitted_images > 0
    assert (config.validation_images > 0) == (split > 0)
