"""The list from which a model is chosen."""

from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from digitpad.core.model_list import ListedModel

OTHER: Final = "Other file…"
_TIP: Final = Qt.ItemDataRole.ToolTipRole
_LEAST: Final = 14
"""Characters of a name that are seen in any case."""


class _Entry(Enum):
    FIRST = auto()
    OTHER = auto()


class ModelChoice(QComboBox):
    """Chooses a model; the first entry stands for the one in use, or for none.

    Parameters
    ----------
    first
        The first entry's text.
    """

    changed = Signal()
    """The user has chosen another model."""
    other_requested = Signal()
    """The user wants a file that is not listed; the choice is as it was."""

    def __init__(self, first: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: ListedModel | None = None
        self.addItem(first, _Entry.FIRST)
        self.addItem(OTHER, _Entry.OTHER)
        self.setMinimumContentsLength(_LEAST)
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.setSizeAdjustPolicy(adjust)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(12)
        self.activated.connect(self._on_activated)

    @property
    def chosen(self) -> ListedModel | None:
        """The chosen model; None where the first entry is."""
        return self._chosen

    def set_first(self, text: str) -> None:
        """Write another text in the first entry."""
        self.setItemText(0, text)

    def set_models(self, models: Sequence[ListedModel]) -> None:
        """List models. The chosen one stays, even if it is not among them."""
        while self.count() > 2:
            self.removeItem(1)
        kept = [] if self._chosen is None else [self._chosen]
        missing = [model for model in kept if model not in models]
        for model in (*models, *missing):
            self._insert(model)
        self._show_chosen()

    def choose(self, model: ListedModel) -> None:
        """Choose a model, as the user would; one that lacks is added."""
        if self._index(model) < 0:
            self._insert(model)
        self._choose(model)

    def _insert(self, model: ListedModel) -> None:
        place = self.count() - 1
        self.insertItem(place, f"{model.name} ({model.kind})", model)
        self.setItemData(place, str(model.path), _TIP)

    def _index(self, model: ListedModel) -> int:
        """Return the place of a model's entry, -1 if it has none."""
        entries = [self.itemData(place) for place in range(self.count())]
        return entries.index(model) if model in entries else -1

    def _show_chosen(self) -> None:
        self.setCurrentIndex(self._index(self._chosen) if self._chosen else 0)

    def _choose(self, model: ListedModel | None) -> None:
        before, self._chosen = self._chosen, model
        self._show_chosen()
        if model != before:
            self.changed.emit()

    @Slot(int)
    def _on_activated(self, place: int) -> None:
        entry = self.itemData(place)
        if entry is _Entry.OTHER:
            self._show_chosen()
            self.other_requested.emit()
        else:
            self._choose(entry if isinstance(entry, ListedModel) else None)
