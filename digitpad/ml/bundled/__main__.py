"""`python -m digitpad.ml.bundled DATA FOLDER` makes the bundled model.

DATA holds the folders `strokes` and `images` with the sets that
`digitpad.ml.bundled.data` names; FOLDER takes the weights of the networks as they are
finished, and at the end `digitpad.keras` with its twin and its card, which is printed.
Networks that FOLDER has already are not trained again. With a graphics processor and
JAX, `KERAS_BACKEND=jax` trains them in minutes; the same command with TensorFlow then
makes the model.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

from digitpad.core.datasets import load_mnist
from digitpad.core.errors import DigitpadError
from digitpad.core.scheduling import use_all_processors
from digitpad.ml.bundled.data import KEPT_OUT, pen_drawings


def main() -> int:
    """Run it as a program; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m digitpad.ml.bundled")
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    use_all_processors()
    try:
        make(options.data, options.folder)
    except (DigitpadError, OSError) as error:
        print(f"bundled: {error}", file=sys.stderr)
        return 1
    return 0


def make(data: Path, folder: Path) -> None:
    """Train what is missing; make the model and print its card.

    Raises
    ------
    DigitpadError
        If a set is missing or damaged, or a file cannot be written.
    """
    # Not above: the processes that make frames import this file, too.
    import keras

    from digitpad.ml.bundled.learning import learned

    images = load_mnist().train
    order = np.random.default_rng(0).permutation(len(images))
    kept_out, fitted = images.take(order[:KEPT_OUT]), images.take(order[KEPT_OUT:])
    pen = pen_drawings(data / "strokes")
    folder.mkdir(parents=True, exist_ok=True)
    network = learned(folder, fitted, pen)
    if keras.backend.backend() != "tensorflow":
        print("All networks are trained. With TensorFlow they become the model.")
        return
    # Needs TensorFlow, which a machine that trains with JAX may not have.
    from digitpad.ml.bundled.making import make as make_model

    path = folder / "digitpad.keras"
    card = make_model(network, path, data, fitted=fitted, pen=pen, kept_out=kept_out)
    print(card.to_json(), end="")


if __name__ == "__main__":
    sys.exit(main())
