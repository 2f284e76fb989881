"""Cards go to JSON and back, and wrong ones are refused."""

import json
from typing import Any

import pytest

from digitpad.core.cards import Card, Origin
from digitpad.core.errors import DigitpadError

RECORD: dict[str, Any] = {
    "name": "mine",
    "preset": "digitpad",
    "created": "2026-01-31",
    "keras_sha256": "0" * 64,
    "twin_sha256": "f" * 64,
    "threshold": 0.5,
    "mnist_test_accuracy": 0.99,
    "parameters": 1000,
    "config": {"epochs": 3},
    "data": [{"name": "MNIST training set", "count": 60000}],
    "preprocessing": "frame",
    "versions": {"keras": "3"},
    "measured": [{"name": "mnist-test", "count": 10000, "accuracy": 0.99}],
    "format": 1,
}


def test_a_card_survives_json() -> None:
    card = Card.from_json(json.dumps(RECORD))
    assert Card.from_json(card.to_json()) == card
    assert json.loads(card.to_json()) == RECORD


def test_what_was_measured_may_be_missing() -> None:
    record = {key: value for key, value in RECORD.items() if key != "measured"}
    assert Card.from_json(json.dumps(record)).measured == ()


ORIGIN = {"name": "mnist_cnn.h5", "sha256": "a" * 64}


def test_a_model_of_somebody_else_s_names_its_file() -> None:
    card = Card.from_json(json.dumps({**RECORD, "preset": "", "origin": ORIGIN}))
    assert card.origin == Origin("mnist_cnn.h5", "a" * 64)
    assert json.loads(card.to_json())["origin"] == ORIGIN
    assert Card.from_json(card.to_json()) == card


def test_one_of_our_own_has_no_origin() -> None:
    assert Card.from_json(json.dumps(RECORD)).origin is None
    assert Card.from_json(json.dumps({**RECORD, "origin": None})).origin is None


@pytest.mark.parametrize("name", [name for name in RECORD if name != "measured"])
def test_a_missing_field_is_named(name: str) -> None:
    record = {key: value for key, value in RECORD.items() if key != name}
    with pytest.raises(DigitpadError, match=f"'{name}' is missing"):
        Card.from_json(json.dumps(record))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", 3),
        ("keras_sha256", "00"),
        ("twin_sha256", "g" * 64),
        ("created", "yesterday"),
        ("created", "2026-02-30"),
        ("created", 20260131),
        ("threshold", 1.5),
        ("threshold", True),
        ("threshold", "high"),
        ("mnist_test_accuracy", -1),
        ("mnist_test_accuracy", False),
        ("parameters", 0),
        ("parameters", True),
        ("config", []),
        ("data", "MNIST"),
        ("data", ["MNIST"]),
        ("data", [{"name": "MNIST training set"}]),
        ("data", [{"name": "MNIST training set", "count": "many"}]),
        ("data", [{"name": "MNIST training set", "count": True}]),
        ("data", [{"count": 55000}]),
        ("origin", "mnist_cnn.h5"),
        ("origin", {"name": "mnist_cnn.h5"}),
        ("origin", {**ORIGIN, "sha256": "a"}),
        ("origin", {**ORIGIN, "name": ""}),
        ("origin", {**ORIGIN, "more": 1}),
        ("format", 2),
        ("format", True),
    ],
)
def test_a_wrong_value_is_named(name: str, value: object) -> None:
    with pytest.raises(DigitpadError, match=f"'{name}' is not as it must be"):
        Card.from_json(json.dumps({**RECORD, name: value}))


@pytest.mark.parametrize("text", ["", "{", "[]", "3", b"\xff\xfe{}", "[" * 100_000])
def test_what_is_no_json_object_is_refused(text: str | bytes) -> None:
    with pytest.raises(DigitpadError, match="JSON"):
        Card.from_json(text)


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(DigitpadError, match="'colour' is not known"):
        Card.from_json(json.dumps({**RECORD, "colour": "red"}))
