"""Opening models of other people without a window."""

import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import IO, Any, Final

from digitpad.core.errors import DigitpadError
from digitpad.core.figures import percentage
from digitpad.core.opened import CONVERSION_SECONDS, check_name, ready_model
from digitpad.core.paths import opened_models, worker_log
from digitpad.core.protocol import from_line, to_line
from digitpad.core.recognizer import is_whole, read_card
from digitpad.core.records import (
    CONVERSION_PHASES,
    Cancel,
    Cancelled,
    Convert,
    Converted,
    Failed,
    Phase,
    Ready,
    Record,
)
from digitpad.core.training_config import TrainingConfig
from digitpad.core.worker_command import worker_command

_START_SECONDS: Final = 180.0
"""For the worker to import TensorFlow, on a machine that is busy and cold."""
_GRACE_SECONDS: Final = 2.0
"""For the worker to end when it was told to."""
_LONGEST_LINE: Final = 1_000_000

_TITLES: Final = {
    "reading": "looking into the file",
    "trying": "finding out what it takes",
    "measuring": "measuring it",
    "compiling": "making its twin",
}


def usable_model(path: Path) -> Path:
    """Return the model to read with for a file that was named in a command.

    A model whose card and twin lie beside it and fit is that file itself; any other
    is converted, unless it was before, and a line on stderr says what was found out.

    Raises
    ------
    DigitpadError
        If it cannot be opened.
    KeyboardInterrupt
        If the user did not want to wait; nothing is left then.
    """
    check_name(path)
    if is_whole(path):
        return path
    ready = ready_model(path)
    if ready is not None:
        return ready
    with _shown() as show:
        model = convert(path, show=show)
    card = read_card(model)
    _tell(
        f"{path.name} was converted: {card.preprocessing}; it reads "
        f"{percentage(card.mnist_test_accuracy)} of the MNIST test images."
    )
    return model


def convert(
    path: Path,
    config: TrainingConfig | None = None,
    folder: Path | None = None,
    show: Callable[[Record], None] = lambda _record: None,
) -> Path:
    """Convert a file in a worker of its own, which ends with it.

    Parameters
    ----------
    config
        For weights alone, the settings of the preset whose network they are of.
    folder
        Where the converted model gets a folder of its own; the user's, if None.
    show
        Called with each record of the worker's.

    Returns
    -------
    The `.keras` file that was made, with its card and twin beside it.

    Raises
    ------
    DigitpadError
        If the file cannot be opened.
    """
    # Its folder is not the worker's to guess.
    order = Convert(1, str(path.resolve()), str(folder or opened_models()), config)
    with _Worker(path) as worker:
        limit = monotonic() + _START_SECONDS
        while True:
            record = worker.hear(limit)
            show(record)
            match record:
                case Ready():
                    worker.say(order)
                    limit = monotonic() + CONVERSION_SECONDS
                case Converted():
                    return Path(record.model)
                case Failed():
                    raise DigitpadError(record.sentence)
                case Cancelled():
                    raise worker.ended()


class _Worker:
    """A worker process for one conversion; when it is left, it is gone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._records: queue.Queue[Record | None] = queue.Queue()

    def __enter__(self) -> "_Worker":
        with _log() as log:
            try:
                self._process = subprocess.Popen(
                    worker_command(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                )
            except OSError as error:
                raise DigitpadError(
                    "The program that converts models cannot be started: install "
                    "digitpad again."
                ) from error
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is KeyboardInterrupt:
            self.say(Cancel(1))
        # Without its input it ends at once, whatever it is doing.
        with suppress(OSError):
            self._pipe(self._process.stdin).close()
        try:
            self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def say(self, command: Convert | Cancel) -> None:
        """Tell the worker something; it is lost if there is none any more."""
        with suppress(OSError):
            pipe = self._pipe(self._process.stdin)
            pipe.write(to_line(command).encode())
            pipe.flush()

    def hear(self, limit: float) -> Record:
        """Return the next thing that the worker says.

        Raises
        ------
        DigitpadError
            If it has ended, or says nothing until the limit, in `monotonic` seconds.
        """
        try:
            record = self._records.get(timeout=max(0.0, limit - monotonic()))
        except queue.Empty as error:
            raise DigitpadError(
                f"{self._path.name} cannot be opened: it takes too long."
            ) from error
        if record is None:
            raise self.ended()
        return record

    def ended(self) -> DigitpadError:
        """Return what to tell people of a worker that ended amid its work."""
        return DigitpadError(
            f"{self._path.name} cannot be opened: the process that converts it has "
            "ended by itself."
        )

    def _listen(self) -> None:
        pipe = self._pipe(self._process.stdout)
        with suppress(DigitpadError, OSError, ValueError):
            while line := pipe.readline(_LONGEST_LINE):
                record: Any = from_line(line)
                self._records.put(record)
        self._records.put(None)
        pipe.close()

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None
        return pipe


@contextmanager
def _log() -> Iterator[IO[bytes] | int]:
    """Open the worker's log; what cannot be logged is lost."""
    log: IO[bytes] | None = None
    with suppress(OSError, DigitpadError):
        path = worker_log()
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() or not path.exists():  # no pipe: it may block
            log = path.open("ab")
    if log is None:
        yield subprocess.DEVNULL
        return
    with log:
        yield log


@contextmanager
def _shown() -> Iterator[Callable[[Record], None]]:
    """Show on a terminal how far the conversion is."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _record: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting TensorFlow", total=len(CONVERSION_PHASES))

        def show(record: Record) -> None:
            if isinstance(record, Phase):
                done = CONVERSION_PHASES.index(record.name) + (record.share or 0.0)
                title = _TITLES[record.name]
                bar.update(task, completed=done, description=title)

        yield show


def _tell(text: str) -> None:
    if sys.stderr is not None:
        with suppress(OSError):  # nobody is left to be told
            print(f"digitpad: {text}", file=sys.stderr)
