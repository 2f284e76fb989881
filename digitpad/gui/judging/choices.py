"""The two lists of models, A and B, and where they come from."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from digitpad.core.errors import DigitpadError
from digitpad.core.model_list import ListedModel
from digitpad.gui.converting.opener import ModelOpener
from digitpad.gui.judging.choice import ModelChoice
from digitpad.gui.model_dialogs import ask_for_model
from digitpad.gui.task import Report, Task


class Choices(QWidget):
    """Chooses model A, by default the one in use, and model B, by default none.

    Parameters
    ----------
    models
        Called in a thread by `refresh`: the models to choose from.
    opener
        Opens files that are not among them.
    """

    changed = Signal()
    """The user has chosen another model."""
    failed = Signal(str)
    """A file is no model, or nothing can be listed: a sentence for people."""

    def __init__(
        self,
        models: Callable[[], tuple[ListedModel, ...]],
        opener: ModelOpener,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._find = models
        self._opener = opener
        opener.opened.connect(self._on_opened)
        opener.failed.connect(self.failed)
        self._asking: ModelChoice | None = None
        self._listing: Task[tuple[ListedModel, ...]] | None = None
        self._listed: tuple[ListedModel, ...] = ()
        self._files: list[ListedModel] = []
        self._in_use: ListedModel | None = None
        self.lists = {"A": ModelChoice("In use"), "B": ModelChoice("None")}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for letter, choice in self.lists.items():
            label = QLabel(f"Model &{letter}")
            label.setStyleSheet("font-size: 15px;")
            label.setBuddy(choice)
            choice.setAccessibleName(f"Model {letter}")
            row.addWidget(label)
            row.addWidget(choice, 1)
            choice.changed.connect(self.changed)
            choice.other_requested.connect(
                lambda choice=choice: self._on_other_requested(choice)
            )
        row.insertSpacing(2, 8)

    @property
    def models(self) -> dict[str, ListedModel]:
        """The chosen models by their letters: "A", and "B" where there is one."""
        chosen = {
            "A": self.lists["A"].chosen or self._in_use,
            "B": self.lists["B"].chosen,
        }
        return {letter: model for letter, model in chosen.items() if model}

    def set_in_use(self, model: ListedModel) -> None:
        """Say which model is in use."""
        self._in_use = model
        self.lists["A"].set_first(f"{model.name} (in use)")

    def refresh(self) -> None:
        """Look anew which models there are."""
        if self._listing:
            return
        find = self._find

        def work(_report: Report) -> tuple[ListedModel, ...]:
            return find()

        self._listing = Task(work, self)
        self._listing.succeeded.connect(self._on_listed)
        self._listing.failed.connect(self._on_failed)
        self._listing.start()

    def stop(self) -> None:
        """Look no further, and open no file."""
        self._opener.shut_down()
        if self._listing:
            self._listing.drop()
            self._listing = None

    @Slot(object)
    def _on_listed(self, models: tuple[ListedModel, ...]) -> None:
        self._listing = None
        self._listed = models
        self._fill()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._listing = None
        self.failed.emit(sentence)

    def _fill(self) -> None:
        for choice in self.lists.values():
            choice.set_models((*self._listed, *self._files))

    def _on_other_requested(self, choice: ModelChoice) -> None:
        path = ask_for_model(self)
        if path is not None:
            self._asking = choice
            self._opener.open(path)

    @Slot(object, bool)
    def _on_opened(self, path: Path, _is_new: bool) -> None:
        try:
            model = ListedModel.read(path, "file")
        except DigitpadError as error:
            self.failed.emit(str(error))
            return
        if model not in self._files:
            self._files.append(model)
            self._fill()
        if self._asking:
            self._asking.choose(model)
