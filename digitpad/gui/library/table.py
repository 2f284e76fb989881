"""The models as a table's rows: sorted, searched, renamed in place."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtCore import QPersistentModelIndex as Persistent
from PySide6.QtGui import QFont

from digitpad.core.figures import percentage
from digitpad.core.model_list import ListedModel
from digitpad.core.models import is_same
from digitpad.gui.library import words
from digitpad.gui.theme import font_of

_Index = QModelIndex | Persistent
_TOP: Final = QModelIndex()
_SORT: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    text: Callable[[ListedModel], str]
    key: Callable[[ListedModel], Any]
    """What it is sorted by."""
    right: bool = False


_COLUMNS: Final = (
    _Column("Name", lambda m: m.name, lambda m: m.name.casefold()),
    _Column("State", lambda _: "", lambda _: ""),
    _Column(
        "Test accuracy",
        lambda m: percentage(m.card.mnist_test_accuracy),
        lambda m: m.card.mnist_test_accuracy,
        right=True,
    ),
    _Column("Made", lambda m: words.day(m.card.created), lambda m: m.card.created),
    _Column(
        "Network",
        lambda m: words.network(m.card),
        lambda m: words.network(m.card).casefold(),
    ),
    _Column(
        "Parameters",
        lambda m: f"{m.card.parameters:,}",
        lambda m: m.card.parameters,
        right=True,
    ),
    _Column("Size", lambda m: words.size(m.size), lambda m: m.size, right=True),
)
NAME: Final = 0
STATE: Final = 1
NETWORK: Final = 4


class ModelsTable(QAbstractTableModel):
    """A row for each model, in the order they are given."""

    rename_requested = Signal(object, str)
    """A `ListedModel` shall have another name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._models: tuple[ListedModel, ...] = ()
        self._in_use: Path | None = None
        self._default: Path | None = None

    @property
    def models(self) -> tuple[ListedModel, ...]:
        """The models."""
        return self._models

    def is_in_use(self, model: ListedModel) -> bool:
        """Return whether the pad reads with a model."""
        return is_same(model.path, self._in_use)

    def is_default(self, model: ListedModel) -> bool:
        """Return whether the pad starts with a model."""
        return is_same(model.path, self._default)

    def set_models(
        self,
        models: tuple[ListedModel, ...],
        in_use: Path | None,
        default: Path | None,
    ) -> None:
        """List models, and say which are in use and at the start."""
        self.beginResetModel()
        self._models, self._in_use, self._default = models, in_use, default
        self.endResetModel()

    def rowCount(self, parent: _Index = _TOP) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent.isValid() else len(self._models)

    def columnCount(self, parent: _Index = _TOP) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent.isValid() else len(_COLUMNS)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        kind = self._models[index.row()].kind
        if index.column() == NAME and kind in words.CHANGEABLE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        model, column = self._models[index.row()], _COLUMNS[index.column()]
        # As a tool tip, too: in a narrow table the text may be shortened.
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(model, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return model.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if (
            role == Qt.ItemDataRole.FontRole
            and index.column() in (NAME, STATE)
            and self.is_in_use(model)
        ):
            return font_of(15, QFont.Weight.Bold)  # as the style sheet's, but bold
        if role == _SORT:
            if index.column() == STATE:
                return self._text(model, STATE)
            return column.key(model)
        return None

    def setData(  # noqa: N802 (Qt's name)
        self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Ask for another name; whoever gives it lists the models anew."""
        if role == Qt.ItemDataRole.EditRole:
            model = self._models[index.row()]
            if str(value).strip() != model.name:
                self.rename_requested.emit(model, str(value).strip())
        return False

    def headerData(  # noqa: N802 (Qt's name)
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _COLUMNS[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(_COLUMNS[section])
        return None

    def _text(self, model: ListedModel, column: int) -> str:
        if column == STATE:
            return words.state(
                in_use=self.is_in_use(model), default=self.is_default(model)
            )
        return _COLUMNS[column].text(model)


class SortedModels(QSortFilterProxyModel):
    """The rows in the order of a column, and only those that are searched for."""

    def __init__(self, table: ModelsTable) -> None:
        super().__init__(table)
        self._table = table
        self._words: list[str] = []
        self.setSourceModel(table)
        self.setSortRole(_SORT)

    @property
    def models(self) -> list[ListedModel]:
        """The models as they are shown."""
        return [self.model_at(row) for row in range(self.rowCount())]

    def model_at(self, row: int) -> ListedModel:
        """Return the model of a row that is shown."""
        return self._table.models[self.mapToSource(self.index(row, 0)).row()]

    def search(self, text: str) -> None:
        """Show only models in whose name, network or origin all words occur."""
        self._words = text.casefold().split()
        self.invalidate()

    def filterAcceptsRow(  # noqa: N802 (Qt's name)
        self, source_row: int, source_parent: _Index
    ) -> bool:
        model = self._table.models[source_row]
        found = " ".join(
            (model.name, words.network(model.card), words.where_from(model))
        ).casefold()
        return all(word in found for word in self._words)


def _alignment(column: _Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
