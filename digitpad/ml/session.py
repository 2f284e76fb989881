"""A training from its order to the saved, measured model."""

import contextlib
import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

import tensorflow as tf

from digitpad.core.datasets import Mnist, Sample, load_mnist
from digitpad.core.errors import DigitpadError
from digitpad.core.evaluation import score
from digitpad.core.paths import asset
from digitpad.core.presets import check_fixed, preset_named
from digitpad.core.recognizer import Recognizer, read_card
from digitpad.core.records import Phase, Record, Score, Succeeded, Train
from digitpad.ml.calibration import Calibration, calibrate
from digitpad.ml.control import Control, StoppedError
from digitpad.ml.own_drawings import own_drawings, weighted
from digitpad.ml.pen import PenDrawings
from digitpad.ml.predicting import predict
from digitpad.ml.progress import paced
from digitpad.ml.saving import save_model
from digitpad.ml.stages import Stages
from digitpad.ml.training import Trained, train

Version = tuple[Path, int, int]
"""A dataset's path, when it was last changed, in nanoseconds, and its bytes."""

_scores: dict[tuple[str, Version], Score] = {}
"""Of models that were in use, by the digest of their file: each is measured once."""


def run_training(
    order: Train, report: Callable[[Record], None], control: Control
) -> tuple[Succeeded, Stages]:
    """Train, measure and save.

    A wish to stop counts until the measuring ends: the best epoch's network is
    measured and saved then.

    The MNIST test images are read once, at the end, and decide nothing.

    Returns
    -------
    What came out, and the network after each epoch.

    Raises
    ------
    CancelledError
        If `control` says so; nothing is left of the model then.
    DigitpadError
        If the dataset or the settings will not do, or the model cannot be saved.
    """
    began = perf_counter()
    check_fixed(order.config)
    dataset = _version(order.dataset)
    mnist = _load_once(*dataset)
    control.check(may_stop=False)
    own = own_drawings(order, lambda: control.check(may_stop=False))
    images = min(order.config.images, len(mnist.train))
    trained = train(
        mnist.train,
        order.config,
        report,
        control,
        order.run,
        pen=weighted(own, images) if own else None,
    )
    try:
        measured = _measure(order, dataset, mnist.test, trained, report, control)
    except StoppedError:
        trained = replace(trained.at_best(), stopped=True)
        measured = _measure(order, dataset, mnist.test, trained, report, control)

    report(Phase(order.run, "saving"))
    model = Path(order.model)
    save_model(
        trained.model,
        model,
        config=order.config,
        calibration=measured.calibration,
        score=measured.score,
        data=(_data(order, trained, len(mnist.train)), *_data_of(own)),
        check=lambda: control.check(may_stop=False),
    )
    return (
        Succeeded(
            run=order.run,
            model=str(model),
            epoch=trained.epoch,
            stages=trained.stages.epochs,
            score=measured.score,
            in_use=measured.in_use,
            seconds=perf_counter() - began - trained.held,
            stopped=trained.stopped,
        ),
        trained.stages,
    )


def failure_of(error: Exception) -> str:
    """Return what to tell people of an error that nobody foresaw."""
    if isinstance(error, DigitpadError):
        return str(error)
    if isinstance(error, MemoryError | tf.errors.ResourceExhaustedError):
        return (
            "The memory does not suffice for this training: choose a smaller batch "
            "size or smaller dense layers."
        )
    return f"The training has failed ({type(error).__name__}): try other settings."


def preload() -> None:
    """Load what the first training would wait for; a failure is its to tell."""
    with contextlib.suppress(DigitpadError):
        bundled_mnist()


def bundled_mnist() -> Mnist:
    """Return the MNIST images that come with the program.

    Raises
    ------
    DigitpadError
        If they cannot be read.
    """
    return _load_once(*_version(None))


def _version(dataset: str | None) -> Version:
    """Return what is another once a dataset has been replaced."""
    path = Path(dataset) if dataset else asset("mnist.npz")
    try:
        state = path.stat()
    except OSError:  # loading it tells what is wrong
        return path, 0, 0
    return path, state.st_mtime_ns, state.st_size


@functools.lru_cache(maxsize=1)
def _load_once(path: Path, _changed: int, _size: int) -> Mnist:
    """Load a dataset unless it is the last one and has not been replaced."""
    return load_mnist(path)


@dataclass(frozen=True, slots=True)
class _Measured:
    calibration: Calibration
    score: Score
    in_use: Score | None


def _measure(
    order: Train,
    dataset: Version,
    test: Sample,
    trained: Trained,
    report: Callable[[Record], None],
    control: Control,
) -> _Measured:
    """Calibrate and measure a network; what is stage 0 is then finished.

    Raises
    ------
    CancelledError, StoppedError
        If `control` says so; the latter only if another epoch's network is better.
    """
    may_stop = trained.epoch != trained.best_epoch

    def check() -> None:
        control.check(may_stop=may_stop)

    report(Phase(order.run, "measuring", 0.0))
    calibration = calibrate(
        trained.model,
        trained.validation,
        order.config,
        fold=preset_named(order.config.preset).calibrated,
        check=check,
    )
    trained.stages.finish()
    on_read = paced(lambda share: report(Phase(order.run, "measuring", share)), check)
    probabilities = predict(
        trained.model, test.frames, lambda share: on_read(share / 2)
    )
    return _Measured(
        calibration,
        score(probabilities, test.labels),
        _score_of(order, dataset, test, lambda share: on_read((1 + share) / 2)),
    )


def _data(order: Train, trained: Trained, available: int) -> dict[str, Any]:
    """Return what the card says of the images that the weights were fitted to."""
    count = min(order.config.images, available) - len(trained.validation)
    if order.dataset:
        return {"name": Path(order.dataset).name, "count": count, "licence": "unknown"}
    return {"name": "MNIST training set", "count": count, "licence": "CC BY-SA 3.0"}


def _data_of(own: PenDrawings | None) -> tuple[dict[str, Any], ...]:
    """Return what the card says of the user's drawings."""
    if own is None:
        return ()
    return ({"name": "own drawings", "count": len(own), "licence": "own"},)


def _score_of(
    order: Train, dataset: Version, test: Sample, report: Callable[[float], None]
) -> Score | None:
    """Measure the model in use by its twin; None if it cannot be read."""
    if order.in_use is None:
        return None
    try:
        model = Path(order.in_use)
        key = (read_card(model).keras_sha256, dataset)
        if key not in _scores:
            probabilities = Recognizer.load(model).predict_all(test.frames, report)
            _scores[key] = score(probabilities, test.labels)
    except DigitpadError:
        logging.getLogger(__name__).exception("the model in use cannot be measured")
        return None
    return _scores[key]
