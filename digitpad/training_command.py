"""`digitpad train`: the training of the window, without a window."""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any, Final

from digitpad.core.errors import DigitpadError
from digitpad.core.figures import percentage
from digitpad.core.models import SUFFIXES, check_target
from digitpad.core.paths import saved_models
from digitpad.core.presets import DEFAULT_PRESET, PRESETS, check_fixed, preset_named
from digitpad.core.protocol import to_line
from digitpad.core.records import (
    Batch,
    Cancelled,
    Epoch,
    Failed,
    Phase,
    Record,
    Succeeded,
    Train,
)
from digitpad.core.scheduling import use_all_processors
from digitpad.core.training_config import (
    ACTIVATIONS,
    AUGMENTATIONS,
    OPTIMIZERS,
    TrainingConfig,
)

PROGRESS: Final = ("bar", "json", "none")

_FIELDS: Final[dict[str, Any]] = {
    "epochs": {"type": int, "metavar": "N"},
    "batch_size": {"type": int, "metavar": "N"},
    "learning_rate": {"type": float, "metavar": "F"},
    "optimizer": {"choices": OPTIMIZERS},
    "activation": {"choices": ACTIVATIONS},
    "dense": {"metavar": "N,N...", "help": "widths of the dense layers"},
    "dropout": {"type": float, "metavar": "F"},
    "validation_split": {"type": float, "metavar": "F"},
    "seed": {"type": int, "metavar": "N"},
    "augmentation": {"choices": AUGMENTATIONS},
    "images": {"type": int, "metavar": "N", "help": "training images, the first N"},
    "patience": {
        "type": int,
        "metavar": "N",
        "help": "epochs without a better one before it stops early; keeps the best one",
    },
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of the command."""
    parser.add_argument("--preset", choices=list(PRESETS), default=DEFAULT_PRESET)
    for name, options in _FIELDS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", **options)
    parser.add_argument(
        "--dataset", type=Path, metavar="FILE", help="an mnist.npz (default: bundled)"
    )
    parser.add_argument(
        "--drawings",
        type=Path,
        metavar="FILE",
        help="strokes (.jsonl.gz) to be learned beside the images",
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE.keras", help="default: among your models"
    )
    parser.add_argument("--progress", choices=PROGRESS, default="bar")


def config_of(options: argparse.Namespace) -> TrainingConfig:
    """Return the settings that were asked for.

    Raises
    ------
    DigitpadError
        If one is impossible, or the preset has no use for it.
    """
    values = {
        name: getattr(options, name)
        for name in _FIELDS
        if getattr(options, name) is not None
    }
    if options.drawings is not None:
        values["own_drawings"] = True
    if "dense" in values:
        values["dense"] = _widths(values["dense"])
    config = replace(preset_named(options.preset).defaults, **values)
    check_fixed(config)
    return config


def train(
    config: TrainingConfig,
    dataset: Path | None,
    out: Path | None,
    progress: str,
    drawings: Path | None = None,
) -> int:
    """Train, measure and save; returns the exit status.

    Ctrl+C ends the training with the best epoch so far; a second one, or one amid
    the first epoch, ends it with nothing.

    Raises
    ------
    DigitpadError
        If it fails.
    """
    model = _check_place(out) if out else _free_name(config.preset)
    order = Train(
        1,
        config,
        str(model),
        dataset=str(dataset) if dataset else None,
        drawings=str(drawings) if drawings else None,
    )
    with _shown(progress) as show:
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
        use_all_processors()
        outcome = _run(order, show)
    if outcome is None:
        print("digitpad: the training was given up, nothing is saved.", file=sys.stderr)
        return 130
    if progress == "bar":
        _print(
            f"{model}: {percentage(outcome.score.accuracy)} of the MNIST test images, "
            f"loss {outcome.score.loss:.4f}, epoch {outcome.epoch}, "
            f"{outcome.seconds:.1f} s\n"
        )
    return 0


def _run(order: Train, show: Callable[[Record], None]) -> Succeeded | None:
    """Train; returns None if it was given up."""
    from digitpad.core.quiet import quiet
    from digitpad.ml.control import CancelledError, Control

    control = Control()
    epochs = 0

    def report(record: Record) -> None:
        nonlocal epochs
        epochs += isinstance(record, Epoch)
        show(record)

    def on_interrupt(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if epochs:
            control.stop()
        else:
            control.cancel()

    # Before TensorFlow is imported, which takes seconds and bears no interruption.
    previous = signal.signal(signal.SIGINT, on_interrupt)
    with quiet():  # it greets
        from digitpad.ml.session import failure_of, run_training
    try:
        outcome, _ = run_training(order, report, control)
    except CancelledError:
        show(Cancelled(order.run))
        return None
    except (BrokenPipeError, _OutputError):  # nobody reads on
        raise
    except Exception as error:  # Keras and TensorFlow raise whatever they met
        sentence = failure_of(error)
        show(Failed(order.run, sentence))
        raise DigitpadError(sentence) from error
    finally:
        signal.signal(signal.SIGINT, previous)
    show(outcome)
    return outcome


@contextmanager
def _shown(progress: str) -> Iterator[Callable[[Record], None]]:
    if progress == "bar":
        with _bar() as show:
            yield show
    elif progress == "json":
        yield lambda record: _print(to_line(record))
    else:
        yield lambda _record: None


class _OutputError(DigitpadError):
    """What there is to say cannot be written."""


def _print(text: str) -> None:
    try:
        print(text, end="", flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _OutputError(
            f"The output cannot be written: {error.strerror or error}."
        ) from error


@contextmanager
def _bar() -> Iterator[Callable[[Record], None]]:
    """Show a bar with the time left on the terminal, else a line for each epoch."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, highlight=False)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[measures]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting TensorFlow", total=None, measures="")

        def show(record: Record) -> None:
            match record:
                case Phase():
                    bar.update(task, description=record.name)
                case Batch():
                    bar.update(
                        task,
                        total=record.epochs * record.steps,
                        completed=(record.epoch - 1) * record.steps + record.step,
                        description=f"epoch {record.epoch} of {record.epochs}",
                        measures=(
                            f"loss {record.loss:.4f}  {percentage(record.accuracy)}"
                        ),
                    )
                case Epoch():
                    console.print(_line(record), soft_wrap=True)

        yield show


def _line(epoch: Epoch) -> str:
    text = (
        f"epoch {epoch.epoch:3} of {epoch.epochs}   loss {epoch.loss:.4f}   "
        f"accuracy {percentage(epoch.accuracy)}"
    )
    if epoch.validation_loss is not None and epoch.validation_accuracy is not None:
        text += (
            f"   validation loss {epoch.validation_loss:.4f}   "
            f"accuracy {percentage(epoch.validation_accuracy)}"
        )
    return f"{text}   {epoch.seconds:.1f} s"


def _widths(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise DigitpadError(
            f"'{text}' is no list of widths: write for example 128,64."
        ) from error


def _check_place(out: Path) -> Path:
    """Find out before the training whether a model can be written there."""
    if out.suffix != ".keras":
        raise DigitpadError(f"{out} is no name for a model: it must end in .keras.")
    if out.is_dir():
        raise DigitpadError(f"{out} is a folder: give the name of a file.")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out.parent):
            check_target(out)
            return out
    except OSError as error:
        raise DigitpadError(
            f"Nothing can be written to {out.parent}: {error.strerror or error}. "
            "Choose another place."
        ) from error


def _free_name(preset: str) -> Path:
    """Return a name among the user's models that none has."""
    number = 1
    while True:
        name = f"{preset}.keras" if number == 1 else f"{preset}-{number}.keras"
        path = saved_models() / name
        if not any(path.with_suffix(suffix).exists() for suffix in SUFFIXES):
            return _check_place(path)
        number += 1
