"""Loads models in the background, to read drawings with."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from digitpad.core.model_list import ListedModel
from digitpad.core.recognizer import Recognizer
from digitpad.gui.task import Report, Task


class Loading(QObject):
    """Keeps the recognizers of the wanted models; they are for the thread of this."""

    loaded = Signal()
    failed = Signal(str)
    """A model cannot be loaded: a sentence for people."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recognizers: dict[tuple[str, float], Recognizer] = {}
        self._tasks: dict[tuple[str, float], Task[Recognizer]] = {}

    def get(self, model: ListedModel) -> Recognizer | None:
        """Return a model's recognizer, if it is loaded."""
        return self._recognizers.get(model.key)

    def give(self, model: ListedModel, recognizer: Recognizer) -> None:
        """Take a recognizer that somebody has loaded already."""
        self._recognizers[model.key] = recognizer

    def want(self, models: Iterable[ListedModel]) -> None:
        """Load these models, and forget all others."""
        wanted = {model.key: model for model in models}
        for key in self._tasks.keys() - wanted.keys():
            self._tasks.pop(key).drop()
        for key in self._recognizers.keys() - wanted.keys():
            del self._recognizers[key]
        for key, model in wanted.items():
            if key not in self._recognizers and key not in self._tasks:
                self._start(model)

    def stop(self) -> None:
        """Load nothing more."""
        for task in self._tasks.values():
            task.drop()
        self._tasks.clear()

    def _start(self, model: ListedModel) -> None:
        path, key = model.path, model.key

        def load(_report: Report) -> Recognizer:
            return Recognizer.load(path)

        def on_loaded(recognizer: Recognizer) -> None:
            del self._tasks[key]
            self._recognizers[key] = recognizer
            self.loaded.emit()

        def on_failed(sentence: str) -> None:
            del self._tasks[key]
            self.failed.emit(sentence)

        task = Task(load, self)
        self._tasks[key] = task
        task.succeeded.connect(on_loaded)
        task.failed.connect(on_failed)
        task.start()
