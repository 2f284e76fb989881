"""The commands."""

import argparse
import contextlib
import gc
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import digitpad
from digitpad.core.errors import DigitpadError
from digitpad.core.figures import percentage

_MODEL_HELP = "a Keras model: .keras or .h5 (default: the bundled)"
_PAD_MODEL_HELP = (
    "a Keras model: .keras or .h5 "
    "(default: the one chosen in the library, else the bundled)"
)


def run() -> NoReturn:
    """Run a command as a program.

    It ends without taking Python, NumPy and Qt apart first, which takes a seventh of
    the time from start to exit; all that must be kept has been written by then.
    """
    status = main()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):  # told already
                stream.flush()
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status.

    0 done; 1 the work failed; 2 wrong usage, or no display. Failures are told in
    one line on stderr.
    """
    _open_closed_streams()
    _write_any_character()
    try:
        try:
            if arguments is None:
                arguments = sys.argv[1:]
            arguments = _with_command(arguments)
            options = _parser(arguments).parse_args(arguments)
            status: int = options.run(options)
        except SystemExit:  # --help and --version print, too
            _flush()
            raise
        _flush()
        return status
    except DigitpadError as error:
        _tell(error)
        return 2 if _is_no_display(error) else 1
    except BrokenPipeError:  # `digitpad models | head`: nobody reads on
        _write_no_more()
        return 0
    except KeyboardInterrupt:
        return 130


def _with_command(arguments: Sequence[str]) -> Sequence[str]:
    """Take a single file for one to open: so desktops start a program with it."""
    if len(arguments) == 1 and Path(arguments[0]).suffix and arguments[0][0] != "-":
        return ("open", *arguments)
    return arguments


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="digitpad", description="Draw a digit and watch a Keras network read it."
    )
    parser.add_argument(
        "--version", action="version", version=f"digitpad {digitpad.__version__}"
    )
    parser.add_argument("--model", type=Path, metavar="FILE", help=_PAD_MODEL_HELP)
    parser.add_argument(
        "--lang", choices=["en"], default="en", help="language (only English so far)"
    )
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="settings file (default: the user's)",
    )
    parser.add_argument(
        "--measure-startup",
        action="store_true",
        help="open the pad, draw a sample, print timings as JSON and close",
    )
    parser.set_defaults(run=_open_pad, file=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    opening = commands.add_parser(
        "open",
        help="open the pad with a file, in the window that is open if there is one",
    )
    opening.add_argument("file", nargs="?", type=Path, metavar="FILE")

    predict = commands.add_parser("predict", help="read the digit in pictures")
    predict.add_argument("files", nargs="+", type=Path, metavar="IMAGE")
    predict.set_defaults(run=_predict)

    evaluate = commands.add_parser("evaluate", help="measure a model on data sets")
    evaluate.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="strokes (.jsonl.gz), images (.npz), or the word mnist-test",
    )
    evaluate.set_defaults(run=_evaluate)
    for command in (predict, evaluate):
        # SUPPRESS: a --model before the command must survive the command's own.
        command.add_argument(
            "--model",
            type=Path,
            metavar="FILE",
            default=argparse.SUPPRESS,
            help=_MODEL_HELP,
        )
        command.add_argument("--json", action="store_true", help="print JSON")

    train = commands.add_parser(
        "train",
        help="train a network",
        description="Train a preset's network on MNIST, measure and save it. What is "
        "not given is as the preset has it.",
    )
    if "train" in arguments:  # its presets take milliseconds that the pad needs not
        from digitpad.training_command import add_options

        add_options(train)
    train.set_defaults(run=_train, parser=train)

    models = commands.add_parser("models", help="list the models and their accuracy")
    models.set_defaults(run=_models)

    desktop = commands.add_parser(
        "install-desktop",
        help="put the pad into the menu of a Linux desktop, for .keras files, too",
    )
    desktop.add_argument("--remove", action="store_true", help="take it out again")
    desktop.set_defaults(run=_install_desktop)

    # How the window starts the process that trains; of no use to people.
    worker = commands.add_parser("worker")
    worker.set_defaults(run=_worker)
    return parser


def _model(options: argparse.Namespace) -> Path:
    """Return the model to read with; another's is converted first."""
    if options.model is None:
        from digitpad.core.paths import bundled_model

        return bundled_model()
    from digitpad.conversion import usable_model

    return usable_model(options.model)


def _open_pad(options: argparse.Namespace) -> int:
    from digitpad.core.paths import settings_file

    settings = options.config or settings_file()
    if not options.measure_startup:
        from digitpad.core.handover import hand_over, meeting_place

        place = meeting_place(settings)
        # A model that was named is opened there, too.
        if place and hand_over(place, options.file or options.model):
            _print("Digitpad is open already: look at its window.")
            return 0
    from digitpad.display import check_display

    check_display()
    model = _model(options) if options.model else None
    # What imports make stays: to look through it for garbage, again and again, takes
    # twenty milliseconds of the start. The window turns it on again.
    gc.disable()
    from digitpad.app import run_pad

    return run_pad(model, settings, options.file, measure=options.measure_startup)


def _predict(options: argparse.Namespace) -> int:
    from digitpad.core.picture_file import open_picture
    from digitpad.core.picture_reading import read_picture
    from digitpad.core.recognizer import Recognizer

    recognizer = Recognizer.load(_model(options))
    status = 0
    records: list[dict[str, Any]] = []
    for path in options.files:
        try:
            frame = read_picture(open_picture(path)).frame
        except DigitpadError as error:  # one bad picture must not hide the others
            _tell(error)
            status = 1
            continue
        prediction = recognizer.predict(frame)
        probabilities = [float(p) for p in prediction.probabilities]
        records.append(
            {
                "file": str(path),
                "verdict": prediction.verdict,
                "best": prediction.best,
                "second": prediction.second,
                "probabilities": probabilities,
            }
        )
        if not options.json:
            best, second = prediction.best, prediction.second
            verdict = "not sure" if prediction.verdict is None else str(best)
            _print(
                f"{path}: {verdict} ({best}: {percentage(probabilities[best])}, "
                f"{second}: {percentage(probabilities[second])})"
            )
    if options.json:
        _print(json.dumps(records))
    return status


def _evaluate(options: argparse.Namespace) -> int:
    from digitpad.core.datasets import load_dataset
    from digitpad.core.evaluation import evaluate
    from digitpad.core.recognizer import FOR_MANY, Recognizer, read_card

    model = _model(options)
    recognizer = Recognizer.load(model, threads=FOR_MANY)
    card = read_card(model)
    reports = [evaluate(recognizer, load_dataset(name)) for name in options.files]
    if options.json:
        described = {
            "name": card.name,
            "file": str(model),
            "sha256": card.keras_sha256,
            "threshold": card.threshold,
        }
        sets = [report.to_record() for report in reports]
        _print(json.dumps({"model": described, "sets": sets}))
        return 0
    for report in reports:
        record = report.to_record()
        _print(f"{record['name']}: {record['count']} drawings")
        for title in (
            "accuracy",
            "top2_accuracy",
            "accepted",
            "accuracy_of_accepted",
            "calibration_error",
        ):
            if record[title] is not None:
                _print(f"  {title.replace('_', ' ')}: {percentage(record[title])}")
        for digit, share in enumerate(record["per_digit"] or ()):
            if share is not None:
                _print(f"  {digit}: {percentage(share)}")
        for kind, share in (record["accepted_of"] or {}).items():
            _print(f"  accepted of {kind}: {percentage(share)}")
    return 0


def _train(options: argparse.Namespace) -> int:
    from digitpad.training_command import config_of, train

    try:
        config = config_of(options)
    except DigitpadError as error:
        options.parser.error(str(error))
    return train(
        config, options.dataset, options.out, options.progress, options.drawings
    )


def _models(options: argparse.Namespace) -> int:
    from digitpad.core.paths import bundled_model, saved_models
    from digitpad.core.recognizer import read_card

    status = 0
    for path in [bundled_model(), *sorted(saved_models().glob("*.keras"))]:
        try:
            card = read_card(path)
        except DigitpadError as error:
            _tell(error)
            status = 1
            continue
        _print(
            f"{card.name}: {percentage(card.mnist_test_accuracy)} of MNIST test, "
            f"{card.parameters:,} parameters, {card.created}, {path}"
        )
    return status


def _install_desktop(options: argparse.Namespace) -> int:
    from digitpad.desktop_command import enter, leave

    _print(leave() if options.remove else enter())
    return 0


def _worker(options: argparse.Namespace) -> int:
    from digitpad.ml.worker import main

    return main()


def _is_no_display(error: DigitpadError) -> bool:
    from digitpad.display import NoDisplayError

    return isinstance(error, NoDisplayError)


def _write_any_character() -> None:
    r"""Have a name that the terminal cannot show printed as `\u65e5`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _print(text: str) -> None:
    """Print a line of what a command found out."""
    with _told_of_output():
        print(text)


def _flush() -> None:
    """Write what was printed; only this tells whether it could be written."""
    if sys.stdout is not None:  # it is None after `>&-` and without a console
        with _told_of_output():
            sys.stdout.flush()


@contextlib.contextmanager
def _told_of_output() -> Iterator[None]:
    """Turn a full disk's error into one of ours."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        _write_no_more()
        raise DigitpadError(
            f"The output cannot be written: {error.strerror or error}."
        ) from error


def _write_no_more() -> None:
    """Let what is still to be written vanish: Python flushes at exit, and complains."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_closed_streams() -> None:
    """Give the standard streams that were closed a place to go.

    Else the next thing that is opened, such as the connection to the display, would
    be taken for them, and libraries would write their messages into it.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _tell(error: DigitpadError) -> None:
    if sys.stderr is not None:
        with contextlib.suppress(OSError):  # nobody is left to be told
            print(f"digitpad: {error}", file=sys.stderr)
    elif sys.platform == "win32":  # started by a click it has no console
        from digitpad.app import show_error

        show_error(str(error))
