"""A training from its order to the saved, measured model."""

import contextlib
import functools
import logging
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import tensorflow as tf

from digitpad.core.datasets import Mnist, Sample, load_mnist
from digitpad.core.errors import DigitpadError
from digitpad.core.evaluation import score
from digitpad.core.paths import asset
from digitpad.core.presets import check_fixed, preset_named
from digitpad.core.protocol import Phase, Record, Score, Succeeded, Train
from digitpad.core.recognizer import Recognizer, read_card
from digitpad.ml.calibration import calibrate
from digitpad.ml.control import Control
from digitpad.ml.predicting import predict
from digitpad.ml.saving import save_model
from digitpad.ml.stages import Stages
from digitpad.ml.training import Trained, train

_TELL_SECONDS: Final = 0.1

_scores: dict[tuple[str, str | None], Score] = {}
"""Of models that were in use, by the digest of their file and the dataset: each is
measured once."""


def run_training(
    order: Train, report: Callable[[Record], None], control: Control
) -> tuple[Succeeded, Stages]:
    """Train, measure and save.

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
    mnist = _mnist(order.dataset)
    trained = train(mnist.train, order.config, report, control, order.run)

    report(Phase(order.run, "measuring", 0.0))
    calibration = calibrate(
        trained.model,
        trained.validation,
        order.config,
        fold=preset_named(order.config.preset).calibrated,
        check=lambda: control.check(may_stop=False),
    )
    trained.stages.finish()

    told = perf_counter()

    def on_read(share: float) -> None:
        nonlocal told
        control.check(may_stop=False)
        if perf_counter() - told >= _TELL_SECONDS:
            told = perf_counter()
            report(Phase(order.run, "measuring", share))

    probabilities = predict(
        trained.model, mnist.test.frames, lambda share: on_read(share / 2)
    )
    result = score(probabilities, mnist.test.labels)
    in_use = _score_of(order, mnist.test, lambda share: on_read((1 + share) / 2))

    report(Phase(order.run, "saving"))
    model = Path(order.model)
    save_model(
        trained.model,
        model,
        config=order.config,
        calibration=calibration,
        score=result,
        data=_data(order, trained, len(mnist.train)),
        check=lambda: control.check(may_stop=False),
    )
    return (
        Succeeded(
            run=order.run,
            model=str(model),
            epoch=trained.epoch,
            stages=trained.stages.epochs,
            score=result,
            in_use=in_use,
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
        _mnist(None)


def _mnist(dataset: str | None) -> Mnist:
    path = Path(dataset) if dataset else asset("mnist.npz")
    try:
        state = path.stat()
    except OSError:
        return load_mnist(path)  # which tells what is wrong
    return _load_once(path, state.st_mtime_ns, state.st_size)


@functools.lru_cache(maxsize=1)
def _load_once(path: Path, _changed: int, _size: int) -> Mnist:
    """Load a dataset unless it is the last one and has not been replaced."""
    return load_mnist(path)


def _data(order: Train, trained: Trained, available: int) -> dict[str, Any]:
    """Return what the card says of the images that the weights were fitted to."""
    count = min(order.config.images, available) - len(trained.validation)
    if order.dataset:
        return {"name": Path(order.dataset).name, "count": count, "licence": "unknown"}
    return {"name": "MNIST training set", "count": count, "licence": "CC BY-SA 3.0"}


def _score_of(
    order: Train, test: Sample, report: Callable[[float], None]
) -> Score | None:
    """Measure the model in use by its twin; None if it cannot be read."""
    if order.in_use is None:
        return None
    try:
        model = Path(order.in_use)
        key = (read_card(model).keras_sha256, order.dataset)
        if key not in _scores:
            probabilities = Recognizer.load(model).predict_all(test.frames, report)
            _scores[key] = score(probabilities, test.labels)
    except DigitpadError:
        logging.getLogger(__name__).exception("the model in use cannot be measured")
        return None
    return _scores[key]
