"""Making the bundled model: `python -m digitpad.ml.bundle`."""

import argparse
import hashlib
import math
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from digitpad.core.cards import Card
from digitpad.core.datasets import load_mnist
from digitpad.core.errors import DigitpadError
from digitpad.core.files import write_whole
from digitpad.core.prediction import Probabilities
from digitpad.core.quiet import quiet
from digitpad.core.strokes import Frames

if TYPE_CHECKING:
    import keras

    from digitpad.ml.batches import Sample
    from digitpad.ml.training import EpochReport, TrainingConfig

NAME: Final = "digitpad"
ANSWERED: Final = 0.99
"""Share of the validation digits that are answered, redrawn and deformed as they are
in training: harder than most that people draw."""

_OUT: Final = Path("assets/models/digitpad.keras")


@dataclass(frozen=True, slots=True)
class Measures:
    """What the finished model was measured to do; shares in [0, 1]."""

    threshold: float
    temperature: float
    calibration_error: float
    validation_accuracy: float
    mixed_accuracy: float
    mnist_test_accuracy: float
    mnist_test_answered: float


def make_bundle(
    dataset: Path | None,
    out: Path,
    config: "TrainingConfig",
    report: "Callable[[EpochReport], None] | None" = None,
) -> Measures:
    """Train the `digitpad` network and write it, its twin and its card.

    Parameters
    ----------
    dataset
        An `mnist.npz`; None for the one that comes with the program. Its test part
        is measured once, at the end.
    out
        The `.keras` file; the twin (`.tflite`) and the card (`.json`) lie beside it.
    report
        Called after each epoch.

    Raises
    ------
    DigitpadError
        If the dataset cannot be read, or has no more images than are held back
        for validation.
    ExportError
        If the twin cannot be made or differs from the model.
    OSError
        If a file cannot be written.
    """
    import keras

    from digitpad.ml.batches import Sample
    from digitpad.ml.export import export_twin
    from digitpad.ml.network import build_digitpad
    from digitpad.ml.training import fit, split

    mnist = load_mnist(dataset)
    sample = Sample(mnist.x_train, mnist.y_train)
    try:
        fitting, validation = split(sample, config)
    except ValueError as error:
        raise DigitpadError(
            f"the dataset has only {len(sample):,} training images: it must have more "
            f"than the {config.validation:,} that are held back for validation."
        ) from error
    keras.utils.set_random_seed(config.seed)
    model = build_digitpad()
    fit(model, fitting, validation, config, report)
    test = Sample(mnist.x_test, mnist.y_test)
    measures = _calibrate(model, validation, test, config)

    # Made and verified elsewhere first: what fails until then leaves an older bundle
    # whole. The three files are replaced one by one, the card last; stopped amid
    # that, they are a mixture, which the digests in the card do not fit.
    with tempfile.TemporaryDirectory() as folder:
        twin = Path(folder) / "twin.tflite"
        export_twin(model, twin)
        files = {".keras": _saved(model, Path(folder)), ".tflite": twin.read_bytes()}
    card = _card(model, measures, config, len(fitting), files)
    for suffix, data in files.items():
        write_whole(out.with_suffix(suffix), data)
    write_whole(out.with_suffix(".json"), card.to_json().encode())
    return measures


def _calibrate(
    model: "keras.Model",
    validation: "Sample",
    test: "Sample",
    config: "TrainingConfig",
) -> Measures:
    """Fold the temperature into the model, choose the threshold, measure."""
    from digitpad.ml.batches import mix
    from digitpad.ml.calibration import (
        calibration_error,
        choose_threshold,
        fit_temperature,
        fold_temperature,
    )
    from digitpad.ml.traces import trace

    rng = np.random.default_rng([config.seed, 4])
    mixed = mix(validation, trace(validation.frames), config.mixture, rng)
    temperature = fit_temperature(_read(model, mixed), validation.labels)
    fold_temperature(model, temperature)
    probabilities = _read(model, mixed)
    threshold = choose_threshold(probabilities, ANSWERED)
    plain = _read(model, validation.frames)
    tested = _read(model, test.frames)
    return Measures(
        threshold=threshold,
        temperature=temperature,
        calibration_error=calibration_error(probabilities, validation.labels),
        validation_accuracy=_accuracy(plain, validation),
        mixed_accuracy=_accuracy(probabilities, validation),
        mnist_test_accuracy=_accuracy(tested, test),
        mnist_test_answered=float((tested.max(axis=1) >= threshold).mean()),
    )


def _accuracy(probabilities: Probabilities, sample: "Sample") -> float:
    return float((probabilities.argmax(axis=1) == sample.labels).mean())


def _read(model: "keras.Model", frames: Frames) -> Probabilities:
    probabilities: Probabilities = model.predict(frames, batch_size=500, verbose=0)
    return probabilities


def _saved(model: "keras.Model", folder: Path) -> bytes:
    """Return the `.keras` file without the optimizer, which doubles its size."""
    import keras

    file = folder / f"{NAME}.keras"
    keras.Model(model.inputs, model.outputs, name=model.name).save(file)
    return file.read_bytes()


def _card(
    model: "keras.Model",
    measures: Measures,
    config: "TrainingConfig",
    count: int,
    files: dict[str, bytes],
) -> Card:
    import keras
    import tensorflow as tf

    return Card(
        name=NAME,
        preset=NAME,
        created=date.today().isoformat(),
        keras_sha256=hashlib.sha256(files[".keras"]).hexdigest(),
        twin_sha256=hashlib.sha256(files[".tflite"]).hexdigest(),
        threshold=measures.threshold,
        mnist_test_accuracy=measures.mnist_test_accuracy,
        parameters=int(model.count_params()),
        config=asdict(config) | {"temperature": round(measures.temperature, 4)},
        data=(
            {"name": "MNIST training set", "count": count, "licence": "CC BY-SA 3.0"},
        ),
        preprocessing="frame float32 (28, 28), 0 paper, 1 ink",
        versions={
            "keras": keras.__version__,
            "tensorflow": tf.__version__,
            "python": platform.python_version(),
        },
    )


def _print_epoch(report: "EpochReport") -> None:
    left = report.seconds / report.epoch * (report.epochs - report.epoch)
    print(
        f"epoch {report.epoch:2} of {report.epochs}   loss {report.loss:.4f}   "
        f"validation accuracy {report.validation_accuracy:.2%}   "
        f"{math.ceil(left / 60)} min left",
        flush=True,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    with quiet():
        from digitpad.ml.export import ExportError
        from digitpad.ml.training import TrainingConfig

    usual = TrainingConfig()
    parser = argparse.ArgumentParser(
        prog="python -m digitpad.ml.bundle",
        description="Train the bundled model and write it with its twin and card.",
    )
    parser.add_argument("--out", type=Path, default=_OUT, metavar="FILE.keras")
    parser.add_argument("--dataset", type=Path, default=None, metavar="FILE.npz")
    parser.add_argument("--epochs", type=int, default=usual.epochs)
    parser.add_argument("--seed", type=int, default=usual.seed)
    options = parser.parse_args(arguments)
    try:
        config = TrainingConfig(epochs=options.epochs, seed=options.seed)
    except ValueError as error:
        parser.error(str(error))
    try:
        measures = make_bundle(options.dataset, options.out, config, _print_epoch)
    except (DigitpadError, ExportError, OSError) as error:
        print(f"The model could not be made: {error}", file=sys.stderr)
        return 1
    print(
        f"{options.out}: {measures.mnist_test_accuracy:.2%} of the MNIST test set, "
        f"{measures.mnist_test_answered:.2%} of it answered "
        f"at a threshold of {measures.threshold}"
    )
    for name, value in asdict(measures).items():
        print(f"  {name:20} {value:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
