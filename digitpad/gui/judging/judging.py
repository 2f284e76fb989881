"""Has models read all test images in the background, one after the other."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from digitpad.core.answers import Answers
from digitpad.core.datasets import PixelSample
from digitpad.core.judgement import Judgement, judge
from digitpad.core.model_list import ListedModel
from digitpad.gui.data.answering import Answering
from digitpad.gui.data.parts import Part
from digitpad.gui.task import Report, Task


class Judging(QObject):
    """Keeps what models have answered, and has those read on that are wanted.

    Nothing runs before `go_on`, nor after `pause` and `stop` until then.

    Parameters
    ----------
    loader
        Called in a thread when the images are first needed; may raise DigitpadError.
    """

    changed = Signal()
    """There are more answers or images, or the reading began or ended."""
    failed = Signal(str)
    """The images or a model cannot be read: a sentence for people."""

    def __init__(
        self, loader: Callable[[], PixelSample], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._loader = loader
        self._loading: Task[PixelSample] | None = None
        self._sample: PixelSample | None = None
        self._wanted: tuple[ListedModel, ...] = ()
        self._current: ListedModel | None = None
        self._again: set[tuple[str, float]] = set()
        self._judgements: dict[tuple[str, float], Judgement] = {}
        self._may_run = False
        self._is_stopped = False
        self._answering = Answering(self)
        self._answering.changed.connect(self._on_changed)
        self._answering.failed.connect(self.failed)

    @property
    def sample(self) -> PixelSample | None:
        """The images; None until they are loaded."""
        return self._sample

    @property
    def is_loading(self) -> bool:
        """Whether the images are being loaded."""
        return self._loading is not None

    @property
    def is_reading(self) -> bool:
        """Whether a model reads."""
        return self._answering.is_reading

    @property
    def is_stopped(self) -> bool:
        """Whether the user has stopped it."""
        return self._is_stopped

    @property
    def current(self) -> ListedModel | None:
        """The model that reads, or the first wanted one that has not read all."""
        if self.is_reading and self._current and self._lacks(self._current):
            return self._current
        return next((model for model in self._wanted if self._lacks(model)), None)

    @property
    def seconds_left(self) -> float | None:
        """How long the model that reads will take, as far as can be said."""
        return self._answering.seconds_left

    def answers_of(self, model: ListedModel) -> Answers | None:
        """Return what a model has answered so far; None if it read nothing."""
        return self._answering.answers_of(*model.key)

    def answers_so_far(self, model: ListedModel) -> Answers:
        """Return what a model has answered so far, if only that it read nothing."""
        count = len(self._sample) if self._sample else 0
        return self.answers_of(model) or Answers(count, model.threshold)

    def judgement_of(self, model: ListedModel) -> Judgement | None:
        """Return a model's figures; None until it has read all images."""
        known = self._judgements.get(model.key)
        answers = self.answers_of(model)
        if known is None and self._sample and answers and answers.is_complete:
            known = judge(answers.probabilities, self._sample.labels, answers.threshold)
            self._judgements[model.key] = known
        return known

    def set_wanted(self, models: Sequence[ListedModel]) -> None:
        """Say which models shall read the images, the most urgent first."""
        self._wanted = tuple(models)
        self._read_on()
        self.changed.emit()

    def go_on(self) -> None:
        """Read what is wanted, also what was stopped or has failed."""
        self._may_run, self._is_stopped = True, False
        self._again = {model.key for model in self._wanted}
        self._read_on()
        self.changed.emit()

    def stop(self) -> None:
        """Read nothing more, because the user wants so; what was read is kept."""
        self._is_stopped = True
        self._answering.pause()
        self.changed.emit()

    def pause(self) -> None:
        """Read and load nothing more; what was read is kept."""
        self._may_run = False
        self._answering.pause()
        if self._loading:
            self._loading.drop()
            self._loading = None

    def resume(self) -> None:
        """Read on, unless the user has stopped it."""
        if self._is_stopped:
            self._may_run = True
        else:
            self.go_on()

    def _lacks(self, model: ListedModel) -> bool:
        answers = self.answers_of(model)
        return answers is None or not answers.is_complete

    def _read_on(self) -> None:
        wanted = {model.key for model in self._wanted}
        if self.is_reading and self._current and self._current.key not in wanted:
            self._answering.pause()
        if not self._may_run or self._is_stopped or self.is_reading:
            return
        if self._sample is None:
            self._load()
            return
        for model in filter(self._lacks, self._wanted):
            self._current = model
            self._answering.set_model(model.path, model.digest, model.threshold)
            # One that cannot be read is tried again only when that is asked for.
            if model.key in self._again or not self._answering.is_stopped:
                self._again.discard(model.key)
                self._answering.go_on()
                return

    def _load(self) -> None:
        if self._loading or not self._wanted:
            return
        loader = self._loader

        def load(_report: Report) -> PixelSample:
            return loader()

        self._loading = Task(load, self)
        self._loading.succeeded.connect(self._on_loaded)
        self._loading.failed.connect(self._on_load_failed)
        self._loading.start()

    @Slot(object)
    def _on_loaded(self, sample: PixelSample) -> None:
        self._loading = None
        self._sample = sample
        self._answering.set_part(Part.TEST, sample)
        self._read_on()
        self.changed.emit()

    @Slot(str)
    def _on_load_failed(self, sentence: str) -> None:
        self._loading = None
        self.changed.emit()
        self.failed.emit(sentence)

    @Slot()
    def _on_changed(self) -> None:
        self._read_on()
        self.changed.emit()
