"""Making of somebody's file a model that the pad can read with."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import tensorflow as tf

from digitpad.core.cards import Card, Origin
from digitpad.core.datasets import Mnist, Sample
from digitpad.core.errors import DigitpadError
from digitpad.core.evaluation import score
from digitpad.core.figures import percentage
from digitpad.core.files import read_file
from digitpad.core.foreign.network import ForeignNetwork, read_foreign
from digitpad.core.models import SUFFIXES
from digitpad.core.opened import LARGEST, check_name, name_of, too_large, unreadable
from digitpad.core.presets import PRESETS, preset_named
from digitpad.core.recognizer import is_whole, read_card
from digitpad.core.records import Convert, Converted, Phase, Record
from digitpad.ml.calibration import calibrate
from digitpad.ml.control import Control
from digitpad.ml.foreign import build_foreign, gives_probabilities, with_probabilities
from digitpad.ml.forms import FORMS, FRAME_AS_IT_IS, Form, Trial, try_forms
from digitpad.ml.networks import build
from digitpad.ml.predicting import predict
from digitpad.ml.progress import paced
from digitpad.ml.saving import FRAME, UNKNOWN, versions, write_model

_LEAST: Final = 0.5
"""Share of the digits that a model must read, of those that it is tried with."""
_DIGITS: Final = (400, 2000)
"""Fewest and most training digits that a model is tried with, and by which its
threshold is chosen: the last ones, which Keras keeps out where it is told to validate.
"""
_MULTIPLICATIONS: Final = 40e9
"""For as many digits as these let it read: a second on one core."""
_AS_THEY_ARE: Final = replace(
    preset_named("dense-64-64").defaults, augmentation="none", seed=0
)
"""Settings of trainings, of which only these two count for choosing a threshold."""
_SIZES: Final = {(28, 28): "28×28", (28, 28, 1): "28×28×1", (784,): "784 in a row"}


def convert(
    order: Convert, mnist: Mnist, report: Callable[[Record], None], control: Control
) -> Converted:
    """Read a file, find out what it takes, measure it and save it as one of ours.

    Nothing that is in the file runs: its layers are built anew, by Keras, from plain
    settings and arrays that were looked at before. The MNIST test images are read
    once, and decide nothing.

    Raises
    ------
    CancelledError
        If `control` says so; nothing is left of the model then.
    DigitpadError
        If the file cannot be read, is no network for digits, reads less than half of
        them, or the model cannot be saved.
    """

    def check() -> None:
        control.check(may_stop=False)

    def phase(name: str) -> Callable[[float], None]:
        check()
        report(Phase(order.run, name, 0.0))
        return paced(lambda share: report(Phase(order.run, name, share)), check)

    tell = phase("reading")
    source, data = _Source.read(Path(order.source))
    tell(0.5)
    config = build(order.config).to_json() if order.config else None
    network = read_foreign(source.path, data, config)
    del data  # of large models every copy counts
    # Our own networks bring the form that they take with them.
    expected = FRAME_AS_IT_IS if order.config or source.card else None
    network, trial = _try(source.path, network, mnist.train, phase("trying"), expected)
    tell = phase("measuring")
    model = build_foreign(network, trial.form, name_of(source.path))
    measured = score(
        predict(model, mnist.test.frames, lambda share: tell(0.8 * share)),
        mnist.test.labels,
    )
    last = mnist.train.take(slice(-_count(network), None))
    calibration = calibrate(model, last, _AS_THEY_ARE, fold=False, check=check)
    card = Card(
        name=name_of(source.path),
        preset=order.config.preset if order.config else "",
        created=date.today().isoformat(),
        keras_sha256=UNKNOWN,
        twin_sha256=UNKNOWN,
        threshold=calibration.threshold,
        mnist_test_accuracy=measured.accuracy,
        parameters=int(model.count_params()),
        config={"calibration_error": calibration.error},
        data=(),
        preprocessing=_words(trial.form, network),
        versions=versions(),
        origin=Origin(source.path.name, source.digest),
    )
    del network
    tell = phase("compiling")
    path = Path(order.folder) / source.digest / f"{name_of(source.path)}.keras"
    _clear(path.parent)
    write_model(model, path, source.kept(card), check, again="open it again")
    _clear(path.parent, but=path)
    return Converted(order.run, str(path))


def failure_of(error: Exception, source: Path) -> str:
    """Return what to tell people of an error that nobody foresaw."""
    if isinstance(error, DigitpadError):
        return str(error)
    if isinstance(error, MemoryError | tf.errors.ResourceExhaustedError):
        return (
            f"{source.name} cannot be opened: the memory does not suffice. Close other "
            "programs and open it again."
        )
    return (
        f"{source.name} cannot be opened: Keras cannot build it "
        f"({type(error).__name__})."
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """A file, read once: who changes it meanwhile changes nothing here.

    Attributes
    ----------
    card
        The one beside it, if it is a model of ours and the card is this one's.
    """

    path: Path
    digest: str
    card: Card | None

    @classmethod
    def read(cls, path: Path) -> tuple["_Source", bytes]:
        check_name(path)
        try:
            if path.is_file() and path.stat().st_size > LARGEST:
                raise too_large(path)
            data = read_file(path, LARGEST)
        except OSError as error:
            raise unreadable(path, error) from error
        digest = hashlib.sha256(data).hexdigest()
        card = None
        with suppress(DigitpadError):
            card = read_card(path)
        if card and (card.keras_sha256 != digest or card.preset not in PRESETS):
            card = None
        return cls(path, digest, card), data

    def kept(self, card: Card) -> Card:
        """Return a new card with what the old one says of a model of ours."""
        if self.card is None:
            return card
        return replace(
            card,
            name=self.card.name,
            preset=self.card.preset,
            created=self.card.created,
            threshold=self.card.threshold,
            config=self.card.config,
            data=self.card.data,
        )


def _try(
    path: Path,
    network: ForeignNetwork,
    digits: Sample,
    tell: Callable[[float], None],
    expected: Form | None,
) -> tuple[ForeignNetwork, Trial]:
    """Find out what a network takes, and that it gives probabilities at its end."""
    if not network.parameters:
        raise DigitpadError(f"{path.name} cannot be opened: it has no weights.")
    model = build_foreign(network, None, "tried")
    some = digits.frames[:20]
    if not all(gives_probabilities(model, form(some)) for form in FORMS):
        network = with_probabilities(network)
        model = build_foreign(network, None, "tried")
    count = _count(network)
    trial = try_forms(
        lambda frames: predict(model, frames), digits, count, tell, expected=expected
    )
    if trial.accuracy < _LEAST:
        raise DigitpadError(
            f"{path.name} cannot be opened: in none of the usual forms of input it "
            f"reads half of the digits, {percentage(trial.accuracy)} in the best."
        )
    return network, trial


def _count(network: ForeignNetwork) -> int:
    """Return how many digits a network is tried with: a slow one with fewer."""
    fewest, most = _DIGITS
    return max(fewest, min(most, int(_MULTIPLICATIONS / max(1, network.cost))))


def _words(form: Form, network: ForeignNetwork) -> str:
    if form.is_frame and network.shape == (28, 28):
        return FRAME
    return f"{form}, {_SIZES[network.shape]}"


def _clear(folder: Path, *, but: Path | None = None) -> None:
    """Remove earlier copies: all but one or, while there is none, the damaged ones."""
    for file in [file for suffix in SUFFIXES for file in folder.glob(f"*{suffix}")]:
        model = file.with_suffix(".keras")
        if model != but and (but or not is_whole(model)):
            with suppress(OSError):
                file.unlink()
