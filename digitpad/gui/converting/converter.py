"""Has a worker make of somebody's file a model that the pad can read with."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from digitpad.core.opened import CONVERSION_SECONDS
from digitpad.core.records import (
    Cancelled,
    Convert,
    Converted,
    Failed,
    Phase,
    Ready,
    Record,
)
from digitpad.core.training_config import TrainingConfig
from digitpad.gui.current_worker import CurrentWorker
from digitpad.gui.patience import Patience
from digitpad.gui.worker import EXITED, KILLED, NOT_STARTED, RUBBISH

_IMPORT_SECONDS: Final = 120.0
"""Within which TensorFlow must be imported; on a busy machine it takes its time."""

_AGAIN: Final = "Open the file again."
_SENTENCES: Final[Mapping[str, str]] = {
    NOT_STARTED: "The program that looks into models cannot be started: install "
    "digitpad again.",
    KILLED: "The program that looks into models was ended from outside, perhaps "
    "because the memory ran out: close other programs and open the file again.",
    EXITED: f"The program that looks into models has ended by itself. {_AGAIN}",
    RUBBISH: "The program that looks into models answered with nonsense and was ended. "
    f"{_AGAIN}",
}
"""What is said of a worker's end here; its own words speak of trainings."""


class Converter(QObject):
    """Converts one file at a time, each by a worker of its own.

    After `convert` exactly one of `converted`, `failed` and `cancelled` comes. The
    file is read by the worker alone: whatever is in it, the window lives on.

    Parameters
    ----------
    command
        Starts a worker.
    log
        File for what the worker's libraries write.
    import_seconds, seconds
        How long it may take until it is ready, and to convert then.
    """

    progressed = Signal(object)
    """A `Phase` of the conversion."""
    converted = Signal(object)
    """The Path of the `.keras` file that was made."""
    failed = Signal(str)
    """Why, in a sentence for people."""
    cancelled = Signal()

    def __init__(
        self,
        command: Sequence[str],
        log: Path,
        *,
        import_seconds: float = _IMPORT_SECONDS,
        seconds: float = CONVERSION_SECONDS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._import_seconds = import_seconds
        self._seconds = seconds
        self._order: Convert | None = None
        self._is_ready = False
        self._run = 0
        self._worker = CurrentWorker(command, log, self)
        self._worker.said.connect(self._on_said)
        self._worker.ended.connect(self._on_ended)
        self._patience = Patience(self)
        self._patience.ended.connect(self._on_patience_ended)

    @property
    def is_busy(self) -> bool:
        """Whether a conversion has begun and not ended."""
        return self._order is not None

    @property
    def worker_pid(self) -> int | None:
        """The worker's process id, if there is one."""
        return self._worker.pid

    def convert(
        self, source: Path, folder: Path, config: TrainingConfig | None = None
    ) -> None:
        """Convert a file; another conversion that runs is cancelled.

        Parameters
        ----------
        folder
            In which the model gets a folder of its own.
        config
            For weights alone, the settings of the preset whose network they are of.
        """
        self.cancel()
        self._run += 1
        self._order = Convert(
            self._run, str(source.absolute()), str(folder.absolute()), config
        )
        self._is_ready = False
        self._worker.launch()
        self._patience.begin(self._import_seconds)

    def cancel(self) -> None:
        """End the conversion at once, if one runs."""
        if self._end(at_once=True):
            self.cancelled.emit()

    def shut_down(self) -> None:
        """End the conversion and wait for its worker: two seconds at most."""
        self.cancel()
        self._worker.wait()

    def _end(self, *, at_once: bool) -> bool:
        """Part with the worker; return whether there was a conversion to end."""
        was_busy, self._order = self.is_busy, None
        self._patience.begin(None)
        self._worker.part(at_once=at_once)
        return was_busy

    def _fail(self, sentence: str) -> None:
        if self._end(at_once=True):
            self.failed.emit(sentence)

    @Slot(object)
    def _on_said(self, record: Record) -> None:
        order = self._order
        if order is None:
            return
        if isinstance(record, Ready):
            if not self._is_ready:
                self._is_ready = True
                self._patience.begin(self._seconds)
                self._worker.send(order)
        elif isinstance(record, Failed) and record.run in (0, order.run):
            self._fail(record.sentence)
        elif getattr(record, "run", 0) != order.run:
            return
        elif isinstance(record, Phase):
            self.progressed.emit(record)
        elif isinstance(record, Converted):
            self._end(at_once=False)
            self.converted.emit(Path(record.model))
        elif isinstance(record, Cancelled):
            self._end(at_once=False)
            self.cancelled.emit()

    @Slot(str)
    def _on_ended(self, sentence: str) -> None:
        self._fail(_SENTENCES.get(sentence, sentence))

    @Slot()
    def _on_patience_ended(self) -> None:
        if self._is_ready:
            self._fail(
                f"To look into this model takes more than {self._seconds:g} seconds, "
                "and was ended: it may be too large, or damaged."
            )
        else:
            self._fail(
                "The program that looks into models does not start: close other "
                "programs and open the file again."
            )
