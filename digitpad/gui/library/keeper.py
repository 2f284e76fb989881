"""What is done with the models of the library."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from digitpad.core.errors import DigitpadError
from digitpad.core.model_list import ListedModel
from digitpad.core.models import (
    copy_model,
    delete_model,
    is_same,
    parts_of,
    rename_model,
    retitle_model,
)
from digitpad.core.paths import bundled_model
from digitpad.gui.model_dialogs import ask_where_to_save
from digitpad.gui.preferences import Preferences
from digitpad.gui.question import agrees
from digitpad.gui.trash import move_to_trash


class Keeper(QObject):
    """Uses, renames, deletes and copies models, and chooses the one to start with.

    Parameters
    ----------
    window
        Over which is asked before something is lost.
    preferences
        Keep the model to start with.
    use
        Has the pad read with a model; returns whether it does.
    """

    changed = Signal()
    """Models or their names are others than before, or the one to start with."""
    failed = Signal(str)
    """Something could not be done: a sentence for people."""

    def __init__(
        self,
        window: QWidget,
        preferences: Preferences,
        use: Callable[[Path], bool],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._use = use
        self._in_use: Path | None = None

    @property
    def in_use(self) -> Path | None:
        """The model that the pad reads with."""
        return self._in_use

    @property
    def default(self) -> Path | None:
        """The model that the pad starts with; None if there is none at all."""
        chosen = self._preferences.settings.default_model
        with suppress(DigitpadError):
            return Path(chosen) if chosen else bundled_model()
        return None

    def set_in_use(self, path: Path) -> None:
        """Say which model the pad reads with."""
        self._in_use = path

    def use(self, model: ListedModel) -> None:
        """Have the pad read with a model."""
        self._use(model.path)

    def make_default(self, model: ListedModel) -> None:
        """Have the pad start with a model."""
        self._set_default("" if model.kind == "bundled" else str(model.path))
        self.changed.emit()

    def rename(
        self, model: ListedModel, name: str, others: tuple[ListedModel, ...]
    ) -> Path | None:
        """Give a model another name that none of some others has.

        Returns
        -------
        Its file then; None if it could not be renamed.
        """
        name = name.strip()
        # Before: afterwards the old name leads nowhere.
        was_default = is_same(model.path, self.default)
        was_in_use = is_same(model.path, self._in_use)
        try:
            for other in others:
                if other.path != model.path and _are_alike(other.name, name):
                    raise DigitpadError(
                        f"There is a model {other.name} already: choose another name."
                    )
            if model.kind == "training":  # whose record leads to its files
                retitle_model(model.path, name)
                path = model.path
            else:
                path = rename_model(model.path, name)
        except DigitpadError as error:
            self.failed.emit(str(error))
            return None
        if was_default:
            self._set_default(str(path))
        if was_in_use:
            self._use(path)
        self.changed.emit()
        return path

    def delete(self, model: ListedModel) -> None:
        """Move a model to the trash, if the user agrees."""
        if model.kind == "bundled":
            self.failed.emit("The model that comes with digitpad cannot be deleted.")
            return
        is_in_use = is_same(model.path, self._in_use)
        is_default = is_same(model.path, self.default)
        lost = ["It goes to the trash, with its card and its twin."]
        if model.kind == "training":
            lost.append("Settings and curves of its training stay.")
        if is_in_use:
            lost.append("The pad reads with the bundled model then.")
        if is_default:
            lost.append("digitpad starts with the bundled model then.")
        if not agrees(
            self._window, f"Delete {model.name}?", " ".join(lost), "Delete"
        ) or not self._remove(model):
            return
        if is_default:
            self._set_default("")
        if is_in_use:
            self._use_bundled()
        self.changed.emit()

    def save_copy(self, model: ListedModel) -> None:
        """Copy a model to where the user wants it."""
        try:
            target = ask_where_to_save(self._window, model.name)
            if target is not None:
                copy_model(model.path, target)
                self.changed.emit()
        except DigitpadError as error:
            self.failed.emit(str(error))

    def _remove(self, model: ListedModel) -> bool:
        """Move a model to the trash; return whether it is gone."""
        if not move_to_trash(parts_of(model.path)):
            if not agrees(
                self._window,
                f"{model.name} cannot be moved to a trash.",
                "It can only be deleted for good.",
                "Delete for good",
            ):
                return False
            try:
                delete_model(model.path)
            except DigitpadError as error:
                self.failed.emit(str(error))
                return False
        if model.kind == "opened":
            with suppress(OSError):  # a folder of its own, unless something lies there
                model.path.parent.rmdir()
        return True

    def _use_bundled(self) -> None:
        try:
            self._use(bundled_model())
        except DigitpadError as error:
            self.failed.emit(str(error))

    def _set_default(self, path: str) -> None:
        self._preferences.keep(default_model=path)
        self._preferences.save()


def _are_alike(one: str, other: str) -> bool:
    """Return whether people or some file systems take two names for one."""
    return one.casefold() == other.casefold()
