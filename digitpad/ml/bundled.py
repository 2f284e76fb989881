"""How the bundled model is made: `python -m digitpad.ml.bundled DATA FOLDER`.

DATA holds the folders `strokes` and `images` with the sets named below; FOLDER takes
the networks as they are finished, and at the end `digitpad.keras` with its twin and
its card, which is printed. Networks that FOLDER has already are not trained again.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np

from digitpad.core.cards import Card
from digitpad.core.datasets import Dataset, Sample, load_dataset, load_mnist
from digitpad.core.errors import DigitpadError
from digitpad.core.evaluation import calibration_error, evaluate, score
from digitpad.core.figures import percentage
from digitpad.core.files import write_whole
from digitpad.core.prediction import NO_DIGIT
from digitpad.core.presets import preset_named
from digitpad.core.recognizer import Recognizer, read_card
from digitpad.core.records import Epoch, Record
from digitpad.core.scheduling import use_all_processors
from digitpad.core.strokes import Drawing
from digitpad.core.strokes_file import Label, read_drawings
from digitpad.ml.averaging import averaged
from digitpad.ml.calibration import (
    UNCHOSEN,
    Calibration,
    choose_threshold,
    classifier,
    fit_temperature,
    fold_temperature,
)
from digitpad.ml.control import Control
from digitpad.ml.mixture import MIXTURES, MixedFrames
from digitpad.ml.networks import build
from digitpad.ml.pen import PenDrawings
from digitpad.ml.predicting import predict
from digitpad.ml.saving import save_model
from digitpad.ml.training import train

MEMBERS: Final = 2
"""Networks whose mean is taken: they err in other places. A third one read hardly
better (pendigits_test 98.77 instead of 98.68 %, MNIST test the same), and would take
more than the half millisecond that one frame may take."""
CONFIG: Final = replace(
    preset_named("digitpad").defaults,
    epochs=30,
    # Fewer than the preset's 128: a small twin is loaded sooner.
    dense=(48,),
    validation_split=0.0,  # what is kept out below is kept out of all members
)
MIXTURE: Final = replace(
    MIXTURES[CONFIG.augmentation],
    # With all of them in each epoch the pen digits, fewer by half, weighed too little:
    # short trainings on 15,000 images had read most other people's sets better.
    used=0.4,
)
KEPT_OUT: Final = 3000
"""MNIST training images that no member sees: the temperature is fitted to them."""
ANSWERED: Final = 0.982
"""Share of the development digits that are answered: the threshold is chosen so."""

KEPT_OUT_ALPHABETS: Final = ("Balinese", "Greek", "Sanskrit", "Tagalog")
"""Of Omniglot, to measure with: half of them, each of another script."""
LIKE_DIGITS: Final = {
    "Balinese": (5,),
    "Greek": (4, 8, 9, 15),
    "Sanskrit": (37,),
    "Tagalog": (3, 16),
    "Early_Aramaic": (2, 3, 4, 6, 10, 12, 14, 16, 17, 20),
    "Japanese_(katakana)": (24, 27, 42),
    "Korean": (21, 22, 27, 28, 33),
    "Latin": (2, 7, 12, 15, 17, 19, 26),
}
"""Characters that look like digits, chosen by eye (o, l, s, z and the like). To learn
them as no digit would cost real digits; those of the alphabets that are kept out are
measured by themselves."""

TIMES_PEN: Final = 3
"""How often each pen digit comes in an epoch, each time as another hand's."""
MADE_UP: Final = 4000
"""Letters of no alphabet, made of strokes of two: 110 characters are too few to tell
what a letter is."""

LICENCES: Final = {"pendigits_train": "CC BY 4.0", "omniglot_nondigit": "MIT"}
DEVELOPMENT: Final = ("pendigits_test", "bridger_digits")
"""Strokes that the threshold is chosen with."""
MEASURED: Final = (
    "strokes/pendigits_test.jsonl.gz",
    "strokes/bridger_digits.jsonl.gz",
    "images/holeduy_canvas28.npz",
    "images/swathi_canvas64.npz",
    "images/usps_test.npz",
    "images/optdigits_windep_32x32.npz",
    "images/semeion.npz",
    "strokes/bridger_nondigit.jsonl.gz",
    "images/holeduy_ten_reject28.npz",
    "strokes/omniglot_nondigit.jsonl.gz",
)


def make(data: Path, folder: Path) -> Card:
    """Train the members, average, calibrate, measure and save; returns the card.

    Raises
    ------
    DigitpadError
        If a set is missing or damaged, or a file cannot be written.
    """
    mnist = load_mnist()
    order = np.random.default_rng(0).permutation(len(mnist.train))
    kept_out = mnist.train.take(order[:KEPT_OUT])
    images = mnist.train.take(order[KEPT_OUT:])
    pen = PenDrawings.of(drawings(data / "strokes"))
    folder.mkdir(parents=True, exist_ok=True)
    members = [
        _member(folder / f"member-{seed}.weights.h5", seed, images, pen)
        for seed in range(MEMBERS)
    ]

    calibration = _calibrate(members, kept_out)
    model = averaged(members, "digitpad")
    path = folder / "digitpad.keras"
    save_model(
        model,
        path,
        config=CONFIG,
        calibration=calibration,
        score=score(predict(model, mnist.test.frames), mnist.test.labels),
        data=_described(len(images), pen),
    )
    return _measured(path, data)


def drawings(folder: Path) -> Iterator[tuple[Drawing, Label]]:
    """Read the digits of the pen, and the letters that are learned as no digit."""
    for drawing, label in read_drawings(folder / "pendigits_train.jsonl.gz"):
        for _ in range(TIMES_PEN):
            yield drawing, label
    letters = []
    for drawing, label in read_drawings(folder / "omniglot_nondigit.jsonl.gz"):
        if str(label).partition("/")[0] in KEPT_OUT_ALPHABETS:
            continue
        if not _is_like_a_digit(label):
            letters.append(drawing)
            yield drawing, label
    rng = np.random.default_rng(0)
    for _ in range(MADE_UP):
        one, other = (letters[i] for i in rng.choice(len(letters), 2, replace=False))
        yield (*_some(one, rng), *_some(other, rng)), "made up"


def _some(drawing: Drawing, rng: np.random.Generator) -> Drawing:
    """Return at least one of the strokes."""
    count = rng.integers(1, len(drawing) + 1)
    chosen = rng.choice(len(drawing), count, replace=False)
    return tuple(drawing[stroke] for stroke in chosen)


def measured_sets(data: Path) -> Iterator[Dataset]:
    """Load what of `MEASURED` is not learned.

    Of the letters that are kept out, those that look like digits come as a set of
    their own, "omniglot_like_digits".
    """
    for name in MEASURED:
        dataset = load_dataset(str(data / name))
        if dataset.name != "omniglot_nondigit":
            yield dataset
            continue
        letters = [
            (index, _is_like_a_digit(label))
            for index, label in enumerate(dataset.labels)
            if str(label).partition("/")[0] in KEPT_OUT_ALPHABETS
        ]
        for name, alike in ((dataset.name, False), ("omniglot_like_digits", True)):
            chosen = [index for index, is_alike in letters if is_alike == alike]
            labels = tuple(dataset.labels[index] for index in chosen)
            yield Dataset(name, dataset.frames[chosen], labels)


def _is_like_a_digit(label: Label) -> bool:
    """Whether a label of Omniglot, such as "Greek/character04", is in `LIKE_DIGITS`."""
    alphabet, _, character = str(label).partition("/character")
    return int(character) in LIKE_DIGITS.get(alphabet, ())


def _member(path: Path, seed: int, images: Sample, pen: PenDrawings) -> keras.Model:
    """Train a member, or load it if it has been trained before."""
    config = replace(CONFIG, seed=seed, images=len(images))
    if not path.exists():
        with half_precision():
            trained = train(images, config, _show, Control(), pen=pen, mixture=MIXTURE)
        trained.model.save_weights(path)
    member = build(config)
    member.load_weights(path)
    return member


@contextmanager
def half_precision() -> Iterator[None]:
    """Train with bfloat16, where the processor has it a quarter faster."""
    keras.mixed_precision.set_global_policy("mixed_bfloat16")
    try:
        yield
    finally:
        keras.mixed_precision.set_global_policy("float32")


def _show(record: Record) -> None:
    if isinstance(record, Epoch):
        print(
            f"  epoch {record.epoch} of {record.epochs}: loss {record.loss:.4f}, "
            f"{percentage(record.accuracy)}, {record.seconds:.0f} s",
            flush=True,
        )


def _calibrate(members: list[keras.Model], sample: Sample) -> Calibration:
    """Divide all logits by the temperature that suits digits as they are learned.

    The threshold is chosen later, with the twin and real strokes.
    """
    mixture = replace(MIXTURE, others=0, used=1.0)
    frames = MixedFrames(sample, mixture).make_all(np.random.default_rng(0))
    read = [predict(classifier(member), frames) for member in members]
    temperature = fit_temperature(read, sample.labels)
    for member in members:
        fold_temperature(member, temperature)
    probabilities = np.mean([predict(member, frames) for member in members], axis=0)
    error = calibration_error(probabilities, sample.labels)
    return Calibration(UNCHOSEN, temperature, error)


def _described(images: int, pen: PenDrawings) -> tuple[dict[str, Any], ...]:
    """Return what the card says of the data."""
    digits = int((pen.sample.labels != NO_DIGIT).sum())
    counts = {
        "pendigits_train": digits // TIMES_PEN,
        "omniglot_nondigit": len(pen.sample) - digits - MADE_UP,
    }
    return (
        {"name": "MNIST training set", "count": images, "licence": "CC BY-SA 3.0"},
        *(
            {"name": name, "count": count, "licence": LICENCES[name]}
            for name, count in counts.items()
        ),
    )


def _measured(path: Path, data: Path) -> Card:
    """Choose the threshold, measure on all sets, and write both into the card."""
    sets = [load_dataset("mnist-test")]
    sets += measured_sets(data)
    recognizer = Recognizer.load(path)
    digits = [s.frames for s in sets if s.name in DEVELOPMENT]
    probabilities = recognizer.predict_all(np.concatenate(digits))
    card = replace(read_card(path), threshold=choose_threshold(probabilities, ANSWERED))
    recipe = {"members": MEMBERS, "mixture": asdict(MIXTURE)}
    _write(path, replace(card, config={**card.config, **recipe}))
    recognizer = Recognizer.load(path)
    records = [evaluate(recognizer, s).to_record() for s in sets]
    for record in records:
        del record["confusion"]  # long, and of no use in a card
    _write(path, replace(read_card(path), measured=tuple(records)))
    return read_card(path)


def _write(path: Path, card: Card) -> None:
    write_whole(path.with_suffix(".json"), card.to_json().encode())


def main() -> int:
    """Run it as a program; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m digitpad.ml.bundled")
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    use_all_processors()
    try:
        print(make(options.data, options.folder).to_json(), end="")
    except (DigitpadError, OSError) as error:
        print(f"bundled: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
