"""What each part of the bundled model's data gives.

    ablation.py DATA [--images N] [--epochs N] [--seeds N...] [--parts N]

For each line and seed a network of the bundled one's layers, that learns labels, not
teachers, from fewer images in fewer epochs; each line has all that those above it have.
"validation": MNIST's other training images, or, of more than 40,000 images, none.
"letters": how many of the alphabets that were kept out, but for those like digits, are
taken for digits where as many of the development strokes are answered as in the recipe.
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import keras
import numpy as np

from digitpad.core.datasets import Dataset, load_mnist
from digitpad.core.prediction import NO_DIGIT
from digitpad.core.presets import digitpad_layers, preset_named
from digitpad.core.scheduling import use_all_processors
from digitpad.core.strokes import Drawing
from digitpad.core.strokes_file import Label, is_digit
from digitpad.ml.bundled.data import KEPT_OUT, TIMES_PEN, drawings, measured_sets
from digitpad.ml.bundled.learning import CONFIG, MIXTURE, STAGES, half_precision
from digitpad.ml.bundled.making import ANSWERED, DEVELOPMENT
from digitpad.ml.calibration import choose_threshold
from digitpad.ml.hands import PenHand
from digitpad.ml.mixture import MixedFrames, Mixture
from digitpad.ml.networks import assemble
from digitpad.ml.pen import PenDrawings
from digitpad.ml.predicting import predict
from digitpad.ml.together import Course, train_together


@dataclass(frozen=True)
class Part:
    name: str
    mixture: Mixture
    pen_digits: bool = False
    letters: bool = False


_STILL: Final = PenHand(sharpest=0, roundest=0, wave=0, stroke=0, size=0, end=0)
_MEASURED: Final = 20_000
"""Images to validate with."""
_ALL_IMAGES: Final = 60_000


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
    options = parser.parse_args()
    use_all_processors()
    mnist = load_mnist().train
    images = mnist.take(slice(options.images))
    rest = mnist.take(slice(options.images, options.images + _MEASURED))
    sets = list(measured_sets(options.data))
    if len(rest):
        sets.insert(0, Dataset("validation", rest.frames, tuple(rest.labels.tolist())))
    digits = [s.name for s in sets if s.all_digits]
    print(
        f"{options.images:,} images, {options.epochs} epochs, seeds {options.seeds}; "
        "mean (lowest to highest), %"
    )
    print("part;", "; ".join([*digits, "letters"]), flush=True)
    for part in PARTS[: options.parts]:
        pen = pen_drawings(part, options.data / "strokes", len(images))
        frames = MixedFrames(images, part.mixture, pen)
        rows = [
            measure(learned(frames, options.epochs, seed), sets)
            for seed in options.seeds
        ]
        cells = [
            f"{np.mean(cell):.2f} ({min(cell):.2f} to {max(cell):.2f})"
            for cell in zip(*rows, strict=True)
        ]
        print(f"{part.name};", "; ".join(cells), flush=True)


def learned(frames: MixedFrames, epochs: int, seed: int) -> keras.Model:
    """Train a network."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    layers = digitpad_layers(CONFIG, STAGES)
    with half_precision():
        learning = assemble(layers, "learning")
    preset = preset_named(CONFIG.preset)
    course = Course(
        epochs=epochs,
        batch_size=preset.defaults.batch_size,
        learning_rate=CONFIG.learning_rate,
        weight_decay=preset.weight_decay,
        label_smoothing=preset.label_smoothing,
        seed=seed,
    )
    with tempfile.TemporaryDirectory() as folder:
        unfinished = Path(folder) / "unfinished.weights.h5"
        train_together([learning], frames, course, unfinished, lambda _line: None)
    network = assemble(layers, "learned")
    network.set_weights(learning.get_weights())
    return network


def measure(network: keras.Model, sets: list[Dataset]) -> list[float]:
    """Return the accuracies, and the letters answered, in %."""
    read = {s.name: predict(network, s.frames) for s in sets}
    known = np.concatenate([read[name] for name in DEVELOPMENT])
    threshold = choose_threshold(known, ANSWERED)
    letters = read["omniglot_nondigit"].max(axis=1) >= threshold
    shares = [
        (read[s.name].argmax(axis=1) == np.array(s.labels)).mean()
        for s in sets
        if s.all_digits
    ]
    return [100 * float(share) for share in (*shares, letters.mean())]


def pen_drawings(part: Part, strokes: Path, images: int) -> PenDrawings:
    """Return the drawings, as many for each image as the recipe has."""
    drawn = PenDrawings.of(of_part(part, strokes))
    times = max(1, round(TIMES_PEN * images / (_ALL_IMAGES - KEPT_OUT)))
    return drawn.repeated(np.where(drawn.sample.labels == NO_DIGIT, 1, times))


def of_part(part: Part, strokes: Path) -> Iterator[tuple[Drawing, Label]]:
    for drawing, label in drawings(strokes):
        if part.pen_digits if is_digit(label) else part.letters:
            yield drawing, label


if __name__ == "__main__":
    main()
