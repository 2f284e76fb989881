"""The recipe of the bundled model, with little data and for one epoch."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from digitpad.core.cards import Card
from digitpad.core.datasets import Mnist, Sample
from digitpad.core.recognizer import Recognizer, read_card
from digitpad.core.templates import Template, templates
from digitpad.ml.bundled import __main__ as program
from digitpad.ml.bundled import data as sets
from digitpad.ml.bundled import learning, making, teachers


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch, digits: Sample) -> None:
    """Learn 400 images from narrow teachers, in one epoch each."""
    mnist = Mnist(digits.take(slice(500)), digits.take(slice(500, None)))
    for module in (program, making):
        monkeypatch.setattr(module, "load_mnist", lambda: mnist)
    monkeypatch.setattr(program, "KEPT_OUT", 100)
    for module in (sets, making):
        monkeypatch.setattr(module, "MADE_UP", 20)
    monkeypatch.setattr(teachers, "_STAGES", ((8, 8), (8, 8), (8, 8)))
    monkeypatch.setattr(teachers, "_UNPOOLED", ((5, (8,) * 5), (7, (8,) * 4)))
    for name in ("CONFIG", "TEACHING"):
        once = replace(getattr(learning, name), epochs=1, batch_size=50)
        monkeypatch.setattr(learning, name, once)


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory, digits: Sample) -> Path:
    """Return a folder with the sets, small ones."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "images").mkdir()
    (folder / "strokes").mkdir()
    figures: list[tuple[Template, int | str]] = [
        (template, template.digit)
        for template in templates()[::4]
        if template.digit is not None
    ]
    signs = [t for t in templates() if t.digit is None]
    letters: list[tuple[Template, int | str]]
    letters = [
        (sign, f"{alphabet}/character{number:02}")
        for sign, (alphabet, alike) in zip(
            signs, sets.LIKE_DIGITS.items(), strict=False
        )
        for number in (1, alike[0])
    ]
    drawn_sets: dict[str, list[tuple[Template, int | str]]] = {
        "pendigits_train": figures,
        "pendigits_test": figures,
        "bridger_digits": figures,
        "bridger_nondigit": [(sign, "+") for sign in signs[:3]],
        "omniglot_nondigit": letters,
    }
    for name, drawn in drawn_sets.items():
        lines = [_line(template, label) for template, label in drawn]
        path = folder / "strokes" / f"{name}.jsonl.gz"
        path.write_bytes(gzip.compress("\n".join(lines).encode()))
    for image_set in sets.MEASURED:
        if image_set.endswith(".npz"):
            some = digits.take(slice(20))
            pixels = (some.frames * 255).astype(np.uint8)
            np.savez(folder / image_set, x=pixels, y=some.labels)
    return folder


def _line(template: Template, label: int | str) -> str:
    strokes = [stroke.tolist() for stroke in template.drawn(5)]
    return json.dumps({"label": label, "strokes": strokes})


def make(data: Path, folder: Path) -> Card:
    """Run the command; returns the card of what it made."""
    program.make(data, folder)
    return read_card(folder / "digitpad.keras")


@pytest.mark.usefixtures("little")
def test_the_recipe_makes_a_measured_model_and_goes_on_where_it_was(
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    card = make(data, tmp_path)
    path = tmp_path / "digitpad.keras"
    assert keras.config.dtype_policy().name == "float32"

    measured = {record["name"]: record for record in card.measured}
    assert len(measured) == 2 + len(sets.MEASURED)
    for name in ("omniglot_nondigit", "omniglot_like_digits"):
        assert measured[name]["count"] == 4  # one of each alphabet
        assert set(measured[name]["accepted_of"]) == set(sets.KEPT_OUT_ALPHABETS)
    answered = [measured[name]["accepted"] for name in making.DEVELOPMENT]
    assert np.mean(answered) >= making.ANSWERED

    counts = {record["name"]: record["count"] for record in card.data}
    assert counts["MNIST training set"] == 400
    assert counts["pendigits_train"] == measured["pendigits_test"]["count"]
    assert counts["omniglot_nondigit"] == 4  # what is like a digit is not learned

    frames = np.random.default_rng(0).random((3, 28, 28), np.float32)
    read = keras.saving.load_model(path).predict_on_batch(frames)
    np.testing.assert_allclose(
        Recognizer.load(path).predict_all(frames), read, atol=1e-4
    )
    printed = capsys.readouterr().out
    assert printed.count("epoch 1 of 1") == 2
    assert printed.endswith(card.to_json())

    # What has been trained is not trained again.
    monkeypatch.setattr(learning, "train_together", None)
    assert make(data, tmp_path).twin_sha256 == card.twin_sha256


def test_a_missing_folder_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["bundled", str(tmp_path), str(tmp_path / "new")])
    assert program.main() == 1
    assert "pendigits_train.jsonl.gz" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
