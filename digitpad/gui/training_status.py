"""What the main window says of a training."""

from PySide6.QtCore import QObject, Signal, Slot

from digitpad.core.records import Batch, Phase, Record, Succeeded
from digitpad.core.runs import Run
from digitpad.gui.trainer import Trainer, TrainerState

_PHASES = {
    "preparing": "preparing the images",
    "measuring": "measuring the network",
    "saving": "saving the model",
}
_STATES = {
    TrainerState.WAITING: "starting TensorFlow",
    TrainerState.PAUSED: "paused",
    TrainerState.STOPPING: "stopping",
    TrainerState.CANCELLING: "cancelling",
}


class TrainingStatus(QObject):
    """Puts where a training is, or how the last one ended, into a sentence."""

    changed = Signal(str)
    """The sentence is another; "" if there is nothing to say."""

    def __init__(self, trainer: Trainer) -> None:
        super().__init__(trainer)
        self._trainer = trainer
        self._doing = ""
        trainer.state_changed.connect(self._on_state_changed)
        trainer.said.connect(self._on_said)
        trainer.succeeded.connect(self._on_succeeded)
        trainer.failed.connect(self._on_failed)
        trainer.cancelled.connect(lambda: self.changed.emit(""))

    @Slot(object)
    def _on_said(self, record: Record) -> None:
        match record:
            case Batch():
                self._doing = (
                    f"epoch {record.epoch} of {record.epochs}, "
                    f"{record.accuracy * 100:.1f} % right so far"
                )
            case Phase() if record.name in _PHASES:
                self._doing = _PHASES[record.name]
            case _:
                return
        self._tell()

    @Slot()
    def _on_state_changed(self) -> None:
        if self._trainer.state is TrainerState.WAITING:
            self._doing = ""
        if self._trainer.is_busy:
            self._tell()

    def _tell(self) -> None:
        if self._trainer.config:
            doing = _STATES.get(self._trainer.state, self._doing)
            self.changed.emit(f"Training {self._trainer.config.preset}: {doing}")

    @Slot(object, object)
    def _on_succeeded(self, run: Run, outcome: Succeeded) -> None:
        right = sum(row[digit] for digit, row in enumerate(outcome.score.confusion))
        total = sum(map(sum, outcome.score.confusion))
        self.changed.emit(
            f"{run.config.preset} is trained: it reads {right:,} of {total:,} test "
            "images rightly. Click to see more."
        )

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self.changed.emit(f"The training has failed. {sentence}")
