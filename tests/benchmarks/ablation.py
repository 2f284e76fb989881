"""What each part of the bundled model's data gives.

    ablation.py DATA [--images N] [--epochs N] [--seeds N...] [--parts N] [--members N]

For each line and seed the mean of some networks of the recipe
(`digitpad.ml.bundled`), by default of one, with fewer images and epochs than the
recipe's; each line has all that those above it have.
"validation": MNIST's other training images. "letters": how many of the alphabets that
were kept out, but for those like digits, are taken for digits where as many of the
development strokes are answered as in the recipe.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import keras
import numpy as np

from digitpad.core.datasets import Dataset, Sample, load_mnist
from digitpad.core.prediction import Probabilities
from digitpad.core.scheduling import use_all_processors
from digitpad.core.strokes import Drawing
from digitpad.core.strokes_file import Label, is_digit
from digitpad.core.training_config import TrainingConfig
from digitpad.ml.bundled import (
    ANSWERED,
    CONFIG,
    DEVELOPMENT,
    MIXTURE,
    drawings,
    half_precision,
    measured_sets,
)
from digitpad.ml.calibration import choose_threshold
from digitpad.ml.control import Control
from digitpad.ml.hands import PenHand
from digitpad.ml.mixture import Mixture
from digitpad.ml.networks import build
from digitpad.ml.pen import PenDrawings
from digitpad.ml.predicting import predict
from digitpad.ml.training import train


@dataclass(frozen=True)
class Part:
    name: str
    mixture: Mixture
    pen_digits: bool = False
    letters: bool = False


_STILL: Final = PenHand(sharpest=0, roundest=0, wave=0, stroke=0, size=0, end=0)
_MEASURED: Final = 20_000
"""Images to validate with."""


PARTS: Final = (
    Part("MNIST, deformed", replace(MIXTURE, redrawn=0, written=0, others=0)),
    Part("+ redrawn, in other styles", replace(MIXTURE, written=0, others=0)),
    Part("+ written from templates", replace(MIXTURE, others=0)),
    Part("+ no digits", MIXTURE),
    Part("+ pen digits", replace(MIXTURE, hand=_STILL), pen_digits=True),
    Part("+ in other hands", MIXTURE, pen_digits=True),
    Part("+ letters", MIXTURE, pen_digits=True, letters=True),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--images", type=int, default=20_000)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--parts", type=int, default=len(PARTS), help="the first N")
    parser.add_argument("--members", type=int, default=1, help="networks in a mean")
    options = parser.parse_args()
    use_all_processors()
    mnist = load_mnist().train
    images = mnist.take(slice(options.images))
    rest = mnist.take(slice(options.images, options.images + _MEASURED))
    sets = [Dataset("validation", rest.frames, tuple(rest.labels.tolist()))]
    sets += measured_sets(options.data)
    digits = [s.name for s in sets if s.all_digits]
    print(
        f"{options.images:,} images, {options.epochs} epochs, "
        f"means of {options.members}, seeds {options.seeds}; "
        "mean (lowest to highest), %"
    )
    print("part;", "; ".join([*digits, "letters"]), flush=True)
    config = replace(CONFIG, epochs=options.epochs, images=options.images)
    for part in PARTS[: options.parts]:
        pen = PenDrawings.of(of_part(part, options.data / "strokes"))
        rows = []
        for seed in options.seeds:
            members = [
                read_by(part, replace(config, seed=seed + 100 * k), images, pen, sets)
                for k in range(options.members)
            ]
            rows.append(measure(members, sets))
        cells = [
            f"{np.mean(cell):.2f} ({min(cell):.2f} to {max(cell):.2f})"
            for cell in zip(*rows, strict=True)
        ]
        print(f"{part.name};", "; ".join(cells), flush=True)


def read_by(
    part: Part,
    config: TrainingConfig,
    images: Sample,
    pen: PenDrawings,
    sets: list[Dataset],
) -> dict[str, Probabilities]:
    """Train a network; returns what it reads, by the set's name."""
    keras.backend.clear_session()
    with half_precision():
        trained = train(
            images,
            config,
            lambda _record: None,
            Control(),
            pen=pen,
            mixture=part.mixture,
        )
    model = build(config)
    model.set_weights(trained.model.get_weights())
    return {s.name: predict(model, s.frames) for s in sets}


def measure(
    members: list[dict[str, Probabilities]], sets: list[Dataset]
) -> list[float]:
    """Return the accuracies of the networks' mean, and the letters answered, in %."""
    read = {
        s.name: np.mean([member[s.name] for member in members], axis=0) for s in sets
    }
    known = np.concatenate([read[name] for name in DEVELOPMENT])
    threshold = choose_threshold(known, ANSWERED)
    letters = read["omniglot_nondigit"].max(axis=1) >= threshold
    shares = [
        (read[s.name].argmax(axis=1) == np.array(s.labels)).mean()
        for s in sets
        if s.all_digits
    ]
    return [100 * float(share) for share in (*shares, letters.mean())]


def of_part(part: Part, strokes: Path) -> Iterator[tuple[Drawing, Label]]:
    for drawing, label in drawings(strokes):
        if part.pen_digits if is_digit(label) else part.letters:
            yield drawing, label


if __name__ == "__main__":
    main()
