"""The data of the bundled model: what it learns beside MNIST, what measures it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from digitpad.core.datasets import Dataset, load_dataset
from digitpad.core.prediction import NO_DIGIT
from digitpad.core.strokes import Drawing
from digitpad.core.strokes_file import Label, read_drawings
from digitpad.ml.pen import PenDrawings

KEPT_OUT: Final = 3000
"""MNIST training images that no network sees: the temperature is fitted to them."""
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

TIMES_PEN: Final = 6
"""How often each pen digit comes in an epoch, each time as another hand's: MNIST's
images are eight times as many."""
MADE_UP: Final = 4000
"""Letters of no alphabet, made of strokes of two: 110 characters are too few to tell
what a letter is."""
LEAST_STROKES: Final = 3
"""Of what is made up: with two lines it is often a flagged 1, a 4 or a 7."""

LICENCES: Final = {"pendigits_train": "CC BY 4.0", "omniglot_nondigit": "MIT"}
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


def pen_drawings(folder: Path) -> PenDrawings:
    """Return the pen digits, as often as they come, and the letters."""
    drawn = PenDrawings.of(drawings(folder))
    return drawn.repeated(np.where(drawn.sample.labels == NO_DIGIT, 1, TIMES_PEN))


def drawings(folder: Path) -> Iterator[tuple[Drawing, Label]]:
    """Read the digits of the pen, and the letters that are learned as no digit."""
    yield from read_drawings(folder / "pendigits_train.jsonl.gz")
    letters = []
    for drawing, label in read_drawings(folder / "omniglot_nondigit.jsonl.gz"):
        if str(label).partition("/")[0] in KEPT_OUT_ALPHABETS:
            continue
        if not _is_like_a_digit(label):
            letters.append(drawing)
            yield drawing, label
    rng = np.random.default_rng(0)
    for _ in range(MADE_UP):
        strokes: Drawing = ()
        while len(strokes) < LEAST_STROKES:
            one, other = (letters[i] for i in rng.choice(len(letters), 2, False))
            strokes = (*_some(one, rng), *_some(other, rng))
        yield strokes, "made up"


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
