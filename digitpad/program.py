"""What the windows share: the model in use, the drawing, and the trainings."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Slot

from digitpad.core.canvas import PictureInk
from digitpad.core.cards import Card
from digitpad.core.errors import DigitpadError
from digitpad.core.paths import bundled_model, kept_runs, worker_log
from digitpad.core.recognizer import Recognizer, read_card
from digitpad.core.worker_command import worker_command
from digitpad.gui.drawings_desk import DrawingsDesk
from digitpad.gui.export_desk import ExportDesk
from digitpad.gui.help_desk import HelpDesk
from digitpad.gui.models_desk import ModelsDesk
from digitpad.gui.picture_desk import PictureDesk
from digitpad.gui.question import agrees
from digitpad.gui.theme import Theme
from digitpad.gui.views import VIEWS, DrawingView, GivingView, View
from digitpad.gui.window import MainWindow

if TYPE_CHECKING:
    from digitpad.gui.trainer import Trainer
    from digitpad.gui.training.window import TrainingWindow


class Program(QObject):
    """Switches models, and opens the other windows when they are first asked for.

    Parameters
    ----------
    window
        The main window, which keeps this alive.
    model, recognizer, name
        What it reads with at first: the file, its loaded twin, what it is called.
    """

    def __init__(
        self, window: MainWindow, model: Path, recognizer: Recognizer, name: str
    ) -> None:
        super().__init__(window)
        self._window = window
        self._model = model
        self._recognizer = recognizer
        self._name = name
        self._trainer: Trainer | None = None
        self._training: TrainingWindow | None = None
        self._views: dict[str, View] = {}
        ExportDesk(window)
        PictureDesk(window)
        HelpDesk(window)
        self.desk = ModelsDesk(window, self.use_model)
        self.desk.set_in_use(model, name)
        self.desk.changed.connect(self._on_models_changed)
        self.drawings = DrawingsDesk(window, self.show_view)
        self.drawings.store.changed.connect(self._on_drawings_changed)
        window.set_bundled(_is_bundled(model))
        window.set_close_guard(self._may_close)
        window.training_requested.connect(self.open_training)
        window.view_requested.connect(self.open_view)
        window.read.connect(self._on_read)
        window.bundled_requested.connect(self._on_bundled_requested)
        window.theme_changed.connect(self._on_theme_changed)
        window.closed.connect(self._on_closed)

    @property
    def trainer(self) -> "Trainer | None":
        """Runs the trainings; None until the training window is first opened."""
        return self._trainer

    @property
    def training_window(self) -> "TrainingWindow | None":
        """The training window; None until it is first opened."""
        return self._training

    @property
    def views(self) -> Mapping[str, View]:
        """The windows of the View menu that have been opened, by their names."""
        return self._views

    @property
    def model(self) -> Path:
        """The model in use."""
        return self._model

    @Slot()
    def open_training(self) -> None:
        """Show the training window."""
        if not (self._trainer and self._trainer.is_busy):
            self._window.set_status("")
        try:
            training = self._training or self._make_training()
        except DigitpadError as error:  # no place for what a training leaves
            self._window.tell(str(error))
            return
        self._on_drawings_changed()
        training.open_with(self._window.stage.pad.content)

    @Slot(str)
    def open_view(self, name: str) -> None:
        """Show a window of the View menu."""
        self.show_view(name, VIEWS[name].make)

    def show_view(self, name: str, make: Callable[[], View]) -> View:
        """Show a window, which is made when it is first shown."""
        if name not in self._views:
            view = make()
            view.set_theme(self._window.theme)
            view.set_model(self._model, self._recognizer, self._name)
            if isinstance(view, GivingView):
                view.pad_requested.connect(self._on_pad_requested)
            self._views[name] = view
            self._on_read()
        self._views[name].open()
        return self._views[name]

    @Slot(object, result=bool)
    def use_model(self, model: Path) -> bool:
        """Read with another model; the one in use stays if that cannot be.

        Returns
        -------
        Whether it reads with that model now; if not, it was told why.
        """
        try:
            recognizer = Recognizer.load(model)
            card = read_card(model)
        except DigitpadError as error:
            self._tell(str(error))
            return False
        self._model, self._recognizer, self._name = model, recognizer, card.name
        self._window.set_model(recognizer, about_model(card))
        self._window.set_bundled(_is_bundled(model))
        if self._training:
            self._training.set_in_use(recognizer, model, card.name)
        self.desk.set_in_use(model, card.name)
        for view in self._views.values():
            view.set_model(model, recognizer, card.name)
        return True

    def _make_training(self) -> "TrainingWindow":
        # Here, since charts and their like must not slow down the start of the pad.
        from digitpad.gui.trainer import Trainer
        from digitpad.gui.training.window import TrainingWindow
        from digitpad.gui.training_status import TrainingStatus

        runs = kept_runs()
        self._trainer = Trainer(
            worker_command(), log=worker_log(), runs=runs, parent=self
        )
        TrainingStatus(self._trainer).changed.connect(self._on_status_changed)
        self._training = TrainingWindow(self._trainer, runs)
        self._training.set_theme(self._window.theme)
        self._training.set_in_use(self._recognizer, self._model, self._name)
        self._training.use_requested.connect(self.use_model)
        return self._training

    def _tell(self, sentence: str) -> None:
        library = self.desk.library
        if library and library.isActiveWindow():
            library.tell(sentence)
        elif self._training and self._training.isVisible():
            self._training.tell(sentence)
        else:
            self._window.tell(sentence)

    def _may_close(self) -> bool:
        if self._trainer is None or not self._trainer.is_busy:
            return True
        return agrees(
            self._window,
            "A training is running.",
            "If digitpad is closed now, the training is lost.",
            "End it and close",
            "Go on training",
        )

    @Slot()
    def _on_bundled_requested(self) -> None:
        try:
            self.use_model(bundled_model())
        except DigitpadError as error:
            self._tell(str(error))

    @Slot()
    def _on_models_changed(self) -> None:
        if self._training:
            self._training.look_for_models()

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        if self._training:
            self._training.set_theme(theme)
        for view in self._views.values():
            view.set_theme(theme)

    @Slot()
    def _on_drawings_changed(self) -> None:
        if self._training:
            try:
                own = self.drawings.store.own
                self._training.set_own_drawings(own.path, own.count)
            except DigitpadError as error:
                self._tell(str(error))

    @Slot()
    def _on_read(self) -> None:
        for view in self._views.values():
            if isinstance(view, DrawingView):
                view.set_drawing(self._window.stage.pad.content)

    @Slot(object)
    def _on_pad_requested(self, pixels: NDArray[np.uint8]) -> None:
        """Put an image on the pad, and show what is read there."""
        self._window.stage.pad.set_drawing(PictureInk.of_frame(pixels))
        self._window.raise_()
        self._window.activateWindow()

    @Slot(str)
    def _on_status_changed(self, sentence: str) -> None:
        shown = self._training is not None and self._training.isVisible()
        busy = self._trainer is not None and self._trainer.is_busy
        # How it ended is seen in the training window, where that is open.
        self._window.set_status(sentence if busy or not shown else "")

    @Slot()
    def _on_closed(self) -> None:
        """End the worker; the windows are gone at once, it may take a second."""
        self._window.hide()
        if self._training:
            self._training.hide()
        for view in self._views.values():
            view.close()
        if self._trainer:
            self._trainer.shut_down()


def _is_bundled(model: Path) -> bool:
    try:
        return model.resolve() == bundled_model().resolve()
    except DigitpadError:  # there is none, so this is another
        return False


def about_model(card: Card) -> str:
    """Return what the main window says of its model."""
    return (
        f"Model: {card.name}, right on "
        f"{card.mnist_test_accuracy * 100:.2f}\u00a0% of the MNIST test digits"
    )
