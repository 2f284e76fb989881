"""Opens models from anywhere: those of the program at once, others by conversion."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from digitpad.core.errors import DigitpadError
from digitpad.core.opened import has_weights_only, ready_model
from digitpad.core.paths import opened_models, worker_log
from digitpad.core.training_config import TrainingConfig
from digitpad.core.worker_command import worker_command
from digitpad.gui.converting.converter import Converter
from digitpad.gui.converting.preset_dialog import ask_for_preset
from digitpad.gui.converting.strip import ConversionStrip
from digitpad.gui.task import Report, Task

Ask = Callable[[QWidget, str], TrainingConfig | None]
"""Asks which preset the weights in a file of some name are of."""


class ModelOpener(QObject):
    """Finds the model to read with for a file that somebody names.

    Exactly one of `opened`, `failed` and `cancelled` ends each opening. One goes on at
    a time: another file ends the opening of the first.

    Parameters
    ----------
    window
        Over which is asked what cannot be found out.
    ask
        Asks which network weights are of.
    command
        Starts a worker.
    """

    began = Signal(str)
    """A file is looked at: its name."""
    progressed = Signal(object)
    """A `Phase` of its conversion."""
    ended = Signal()
    """Nothing is looked at now; comes before one of those that follow, too."""
    opened = Signal(object, bool)
    """The Path of a `.keras` file with card and twin; whether it was made just now."""
    failed = Signal(str)
    """Why, in a sentence for people."""
    cancelled = Signal()

    def __init__(
        self,
        window: QWidget,
        *,
        ask: Ask = ask_for_preset,
        command: Sequence[str] | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._ask = ask
        self._command = worker_command() if command is None else command
        self._path: Path | None = None
        self._looking: Task[Path | None] | None = None
        self._converter: Converter | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a file is looked at."""
        return self._path is not None

    def show_in(self, strip: ConversionStrip) -> None:
        """Have a strip tell of what is done."""
        self.began.connect(strip.begin)
        self.progressed.connect(strip.set_phase)
        self.ended.connect(strip.end)
        strip.cancel_requested.connect(self.cancel)

    def open(self, path: Path) -> None:
        """Open a file, which may be anything or nothing."""
        self.cancel()
        self._path = path
        self.began.emit(path.name)

        def look(_report: Report) -> Path | None:
            return ready_model(path)

        self._looking = Task(look, self)
        self._looking.succeeded.connect(self._on_looked)
        self._looking.failed.connect(self._fail)
        self._looking.start()

    @Slot()
    def cancel(self) -> None:
        """End the opening at once, if one goes on."""
        if not self.is_busy:
            return
        if self._converter and self._converter.is_busy:
            self._converter.cancel()
        else:
            self._end()
            self.cancelled.emit()

    def shut_down(self) -> None:
        """End the opening, and wait for its worker: two seconds at most."""
        self.cancel()
        if self._converter:
            self._converter.shut_down()

    def _end(self) -> None:
        self._path = None
        if self._looking:
            self._looking.drop()
            self._looking = None
        self.ended.emit()

    @Slot(object)
    def _on_looked(self, model: Path | None) -> None:
        path = self._path
        if path is None:
            return
        if model:
            self._end()
            self.opened.emit(model, False)
            return
        config = None
        if has_weights_only(path):
            self.ended.emit()  # for as long as one is asked
            config = self._ask(self._window, path.name)
            if self._path is not path:  # cancelled meanwhile
                return
            self.began.emit(path.name)
            if config is None:
                self.cancel()
                return
        try:
            self._make_converter().convert(path, opened_models(), config)
        except DigitpadError as error:  # no home
            self._fail(str(error))

    def _make_converter(self) -> Converter:
        if self._converter is None:
            # Not the trainings' log: each of two writers would put the other's aside.
            log = worker_log().with_name("opening.log")
            self._converter = Converter(self._command, log, parent=self)
            self._converter.progressed.connect(self.progressed)
            self._converter.converted.connect(self._on_converted)
            self._converter.failed.connect(self._fail)
            self._converter.cancelled.connect(self._on_cancelled)
        return self._converter

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._end()
        self.failed.emit(sentence)

    @Slot(object)
    def _on_converted(self, model: Path) -> None:
        self._end()
        self.opened.emit(model, True)

    @Slot()
    def _on_cancelled(self) -> None:
        self._end()
        self.cancelled.emit()
