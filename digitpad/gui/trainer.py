"""The trainings between the windows and the worker: one at a time."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from digitpad.core.errors import DigitpadError
from digitpad.core.records import (
    Cancel,
    Cancelled,
    Epoch,
    Failed,
    Outcome,
    Pause,
    Phase,
    Probed,
    Ready,
    Record,
    Resume,
    Stop,
    Succeeded,
    Train,
)
from digitpad.core.runs import Run, delete_run, model_in, new_folder, save_run
from digitpad.core.strokes import Frame
from digitpad.core.training_config import TrainingConfig
from digitpad.gui.current_worker import CurrentWorker
from digitpad.gui.patience import Patience
from digitpad.gui.probes import Probes

_MOST_TRAININGS: Final = 20
"""Of one worker: each keeps about 7 MB in it."""
_CANCEL_SECONDS: Final = 2.0
"""Within which a worker must have cancelled."""
_IMPORT_FACTOR: Final = 4
"""How much longer than in a training it may be silent while TensorFlow is imported."""


class TrainerState(Enum):
    """What the worker is doing, as far as is known."""

    OFF = auto()
    """There is none."""
    LOADING = auto()
    """It imports TensorFlow."""
    READY = auto()
    WAITING = auto()
    """It imports TensorFlow, and a training is to start then."""
    RUNNING = auto()
    PAUSED = auto()
    STOPPING = auto()
    """It ends a training and keeps the best epoch."""
    CANCELLING = auto()
    """It ends a training and keeps nothing."""


_IDLE: Final = (TrainerState.OFF, TrainerState.LOADING, TrainerState.READY)


@dataclass(frozen=True, slots=True)
class _Job:
    """A training that has not ended."""

    order: Train
    folder: Path
    started: datetime


class Trainer(QObject):
    """Starts trainings, steers them and sees each of them end.

    Exactly one of `succeeded`, `cancelled` and `failed` ends each training.

    Parameters
    ----------
    command
        Starts a worker.
    log
        File for what the worker's libraries write.
    runs
        Folder in which each training gets its own.
    silence
        Seconds without a record after which a training is ended.
    """

    state_changed = Signal()
    said = Signal(object)
    """A `Phase`, `Batch`, `Epoch`, `Learning` or `Probed` of the current training, or
    a `Probed` of the last one's stages."""
    succeeded = Signal(object, object)
    """A training is over: its `Run`, saved, and its `Succeeded`."""
    cancelled = Signal()
    failed = Signal(str)
    """A training has failed; says what is wrong and what to do."""
    record_lost = Signal(str)
    """The training that has just succeeded cannot be listed: says why."""
    stages_lost = Signal()
    """The stages of the last training cannot be tried any more."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        runs: Path,
        silence: float = 30.0,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._log = log
        self._runs = runs
        self._silence = silence
        self._state = TrainerState.OFF
        self._worker = CurrentWorker(command, log, self)
        self._worker.said.connect(self._on_said)
        self._worker.ended.connect(self._on_ended)
        self._is_ready = False
        self._trainings = 0
        self._run = 0
        self._job: _Job | None = None
        self._config: TrainingConfig | None = None
        self._epochs: list[Epoch] = []
        self._phase = ""
        self._stages: tuple[int, ...] = ()
        self._probes = Probes()
        self._patience = Patience(self)
        self._patience.ended.connect(self._on_patience_ended)

    @property
    def state(self) -> TrainerState:
        """What the worker is doing."""
        return self._state

    @property
    def is_busy(self) -> bool:
        """Whether a training has been started and has not ended."""
        return self._state not in _IDLE

    @property
    def can_hold(self) -> bool:
        """Whether a pause or a stop is heeded now: only while images are fitted."""
        held = self._state in (TrainerState.RUNNING, TrainerState.PAUSED)
        return held and self._phase == "fitting"

    @property
    def config(self) -> TrainingConfig | None:
        """Settings of the current training, or of the last one."""
        return self._config

    @property
    def epochs(self) -> tuple[Epoch, ...]:
        """The current training's epochs so far, or the last one's."""
        return tuple(self._epochs)

    @property
    def log(self) -> Path:
        """The file with the worker's messages; it need not exist."""
        return self._log

    @property
    def worker_pid(self) -> int | None:
        """The worker's process id, if there is one."""
        return self._worker.pid

    def prepare(self) -> None:
        """Have a worker import TensorFlow, if there is none yet."""
        if not self._worker:
            self._launch()
            self._set_state(TrainerState.LOADING)

    def start(
        self,
        config: TrainingConfig,
        in_use: Path | None,
        dataset: Path | None = None,
        drawings: Path | None = None,
    ) -> None:
        """Start a training; does nothing while one runs.

        Parameters
        ----------
        in_use
            The model to measure beside the new one.
        dataset
            An `mnist.npz`; None for the one that comes with the program.
        drawings
            The user's drawings, which are learned, too, if `config` says so.

        Raises
        ------
        DigitpadError
            If there is no place to keep it; then it has not started.
        """
        if self.is_busy:
            return
        started = datetime.now()
        folder = new_folder(self._runs, config.preset, started)
        self._run += 1
        order = Train(
            self._run,
            config,
            str(model_in(folder)),
            str(in_use) if in_use else None,
            str(dataset) if dataset else None,
            str(drawings) if drawings else None,
        )
        self._job = _Job(order, folder, started)
        self._config, self._epochs, self._stages = config, [], ()
        self._phase = ""
        self._probes.begin(self._run)
        if self._trainings >= _MOST_TRAININGS:
            self._part()
        if self._is_ready:
            self._order(order)
        else:
            if not self._worker:
                self._launch()
            self._set_state(TrainerState.WAITING)

    def pause(self) -> None:
        """Hold the training."""
        if self._state is TrainerState.RUNNING and self.can_hold:
            self._worker.send(Pause(self._run))
            self._set_state(TrainerState.PAUSED)

    def resume(self) -> None:
        """Go on after a pause."""
        if self._state is TrainerState.PAUSED:
            self._worker.send(Resume(self._run))
            self._set_state(TrainerState.RUNNING)

    def stop(self) -> None:
        """End the training and keep its best epoch; before it began, keep nothing."""
        if self._state is TrainerState.WAITING:
            self.cancel()
        elif self.can_hold:
            self._worker.send(Stop(self._run))
            self._set_state(TrainerState.STOPPING)

    def cancel(self) -> None:
        """End the training and keep nothing."""
        if self._state is TrainerState.WAITING:
            self._remove_job()
            self._set_state(TrainerState.LOADING)
            self.cancelled.emit()
        elif self.is_busy and self._state is not TrainerState.CANCELLING:
            self._worker.send(Cancel(self._run))
            self._set_state(TrainerState.CANCELLING)

    def probe(self, frame: Frame | None, stage: int = 0) -> None:
        """Have a drawing read, again and again while the network learns.

        Parameters
        ----------
        frame
            float32 (28, 28), or None for an empty canvas.
        stage
            After a training: the epoch whose network shall read; 0 is the one kept.
        """
        self._probes.set(frame, stage)
        self._send_probe()

    def shut_down(self) -> None:
        """End the worker and wait for it: two seconds at most."""
        was_busy = self.is_busy
        self._part(at_once=was_busy)
        self._worker.wait()
        self._stages = ()
        self._set_state(TrainerState.OFF)
        if was_busy:
            self.cancelled.emit()

    def _launch(self) -> None:
        self._trainings = 0
        self._worker.launch()

    def _part(self, *, at_once: bool = False) -> None:
        """Part with the worker; at once means with its training, too."""
        folder = None
        if at_once and self._job:
            folder, self._job = self._job.folder, None
        self._worker.part(folder, at_once=at_once)
        self._is_ready = False
        self._trainings = 0

    def _order(self, order: Train) -> None:
        self._trainings += 1
        self._worker.send(order)
        self._set_state(TrainerState.RUNNING)
        self._send_probe()

    def _send_probe(self) -> None:
        """Send the newest drawing, if there is a network to read it."""
        known = (0,) if self._job else self._stages
        if self._is_ready and self._probes.stage in known:
            probe = self._probes.next()
            if probe:
                self._worker.send(probe)

    @Slot(object)
    def _on_said(self, record: Record) -> None:
        if self._state is not TrainerState.CANCELLING:  # whose time is limited
            self._patience.begin(self._limit)
        if isinstance(record, Ready):
            self._on_ready()
        elif isinstance(record, Failed) and not record.run:
            self._give_up(record.sentence)
        elif isinstance(record, Probed):
            if self._probes.take(record):
                self.said.emit(record)
            self._send_probe()
        elif self._job is None or record.run != self._run:
            return
        elif isinstance(record, Outcome):
            self._on_outcome(self._job, record)
        else:
            if isinstance(record, Epoch):
                self._epochs.append(record)
            elif isinstance(record, Phase):
                self._on_phase(record.name)
            self.said.emit(record)

    def _on_phase(self, name: str) -> None:
        self._phase = name
        if self._state is TrainerState.PAUSED and not self.can_hold:
            # The wish came too late: what follows the last epoch does not wait.
            self._set_state(TrainerState.RUNNING)

    def _on_ready(self) -> None:
        if self._is_ready:
            return
        self._is_ready = True
        if self._job:
            self._order(self._job.order)
        else:
            self._set_state(TrainerState.READY)

    def _on_outcome(self, job: _Job, outcome: Outcome) -> None:
        if self._state is TrainerState.CANCELLING or isinstance(outcome, Cancelled):
            self._remove_job()
            self._set_state(TrainerState.READY)
            self.cancelled.emit()
        elif isinstance(outcome, Failed):
            self._fail(outcome.sentence)
        else:
            self._keep(job, outcome)

    def _keep(self, job: _Job, outcome: Succeeded) -> None:
        run = Run(
            folder=job.folder,
            started=job.started.isoformat(timespec="seconds"),
            config=job.order.config,
            epochs=self.epochs,
            kept=outcome.epoch,
            score=outcome.score,
            seconds=outcome.seconds,
        )
        problem = ""
        try:
            save_run(run)
        except DigitpadError as error:  # the model is there all the same
            problem = str(error)
        self._job = None
        self._stages = (0, *outcome.stages)
        self._set_state(TrainerState.READY)
        self.succeeded.emit(run, outcome)
        if problem:
            self.record_lost.emit(problem)

    def _fail(self, sentence: str) -> None:
        self._remove_job()
        self._set_state(TrainerState.READY)
        self.failed.emit(sentence)

    def _remove_job(self) -> None:
        job, self._job = self._job, None
        if job:
            with suppress(DigitpadError):  # what stays is no finished training
                delete_run(job.folder)

    def _give_up(self, sentence: str) -> None:
        """End a worker that is of no use."""
        self._part(at_once=True)
        self._on_ended(sentence)

    @Slot(str)
    def _on_ended(self, sentence: str) -> None:
        """Go on without the worker, or with another."""
        state, was_busy, stages = self._state, self.is_busy, self._stages
        self._remove_job()
        self._is_ready = False
        self._stages = ()
        # One that cannot even begin is not started again and again.
        if was_busy and state is not TrainerState.WAITING:
            self._launch()
            self._set_state(TrainerState.LOADING)
        else:
            self._set_state(TrainerState.OFF)
        if stages:
            self.stages_lost.emit()
        if state is TrainerState.CANCELLING:
            self.cancelled.emit()
        elif was_busy:
            self.failed.emit(sentence)

    def _set_state(self, state: TrainerState) -> None:
        changed = state is not self._state
        self._state = state
        self._patience.begin(self._limit)
        if changed:
            self.state_changed.emit()

    @property
    def _limit(self) -> float | None:
        """Seconds that the worker may be silent; None is for ever."""
        match self._state:
            case TrainerState.LOADING | TrainerState.WAITING:
                return _IMPORT_FACTOR * self._silence
            case TrainerState.RUNNING | TrainerState.STOPPING:
                return self._silence
            case TrainerState.CANCELLING:
                return _CANCEL_SECONDS
        return None

    @Slot()
    def _on_patience_ended(self) -> None:
        self._give_up(
            f"The training has not answered for {self._limit:g} seconds and was ended. "
            "Close other programs and start it again."
        )
