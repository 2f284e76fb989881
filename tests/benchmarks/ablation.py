"""What each part of the bundled model's data gives.

    ablation.py DATA [--epochs N] [--seeds N...]

One network of the recipe (`digitpad.ml.bundled`) for each line and seed, trained
shorter than the recipe's; each line has all that those above it have. "Letters": how
many of the alphabets that were kept out are taken for digits where as many of the
development strokes are answered as in the recipe.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import keras
import numpy as np

from digitpad.core.datasets import Dataset, load_dataset, load_mnist
from digitpad.core.scheduling import use_all_processors
from digitpad.core.strokes import Drawing
from digitpad.core.strokes_file import Label
from digitpad.ml.bundled import (
    ANSWERED,
    CONFIG,
    DEVELOPMENT,
    MEASURED,
    MIXTURE,
    drawings,
    half_precision,
    load_measured,
)
from digitpad.ml.calibration import choose_threshold
from digitpad.ml.control import Control
from digitpad.ml.mixture import Mixture
from digitpad.ml.networks import build
from digitpad.ml.pen import PenDrawings, is_digit
from digitpad.ml.predicting import predict
from digitpad.ml.training import train


@dataclass(frozen=True)
class Part:
    name: str
    mixture: Mixture
    pen_digits: bool = False
    letters: bool = False


PARTS: Final = (
    Part("MNIST, deformed", replace(MIXTURE, redrawn=0, written=0, others=0)),
    Part("+ redrawn, in other styles", replace(MIXTURE, written=0, others=0)),
    Part("+ written from templates", replace(MIXTURE, others=0)),
    Part("+ no digits", MIXTURE),
    Part("+ pen digits", MIXTURE, pen_digits=True),
    Part("+ letters", MIXTURE, pen_digits=True, letters=True),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    options = parser.parse_args()
    use_all_processors()
    sets = [load_dataset("mnist-test")]
    sets += [load_measured(options.data, name) for name in MEASURED]
    digits = [s.name for s in sets if s.all_digits]
    print(
        f"{options.epochs} epochs, seeds {options.seeds}; mean (lowest to highest), %"
    )
    print("part;", "; ".join([*digits, "letters"]))
    for part in PARTS:
        rows = [
            measure(part, seed, options.epochs, options.data / "strokes", sets)
            for seed in options.seeds
        ]
        cells = [
            f"{np.mean(cell):.2f} ({min(cell):.2f} to {max(cell):.2f})"
            for cell in zip(*rows, strict=True)
        ]
        print(f"{part.name};", "; ".join(cells), flush=True)


def measure(
    part: Part, seed: int, epochs: int, strokes: Path, sets: list[Dataset]
) -> list[float]:
    """Train a network; returns its accuracies and the letters answered, in %."""
    keras.backend.clear_session()
    config = replace(CONFIG, seed=seed, epochs=epochs)
    pen = PenDrawings.of(of_part(part, strokes))
    with half_precision():
        trained = train(
            load_mnist().train,
            config,
            lambda _record: None,
            Control(),
            pen=pen,
            mixture=part.mixture,
        )
    model = build(config)
    model.set_weights(trained.model.get_weights())
    read = {s.name: predict(model, s.frames) for s in sets}
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
