"""The kept trainings as a table's rows."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtCore import QPersistentModelIndex as Persistent

from digitpad.core.figures import duration, percentage
from digitpad.core.runs import Run
from digitpad.gui.training.words import day_and_time

_Index = QModelIndex | Persistent
_TOP: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    text: Callable[[Run], str]
    right: bool = False


def _epochs(run: Run) -> str:
    done, wanted = len(run.epochs), run.config.epochs
    return f"{done}" if done == wanted else f"{done} of {wanted}"


_COLUMNS: Final = (
    _Column("Started", lambda run: day_and_time(run.started)),
    _Column("Network", lambda run: run.config.preset),
    _Column("Test accuracy", lambda run: percentage(run.score.accuracy), right=True),
    _Column("Epochs", _epochs, right=True),
    _Column("Time", lambda run: duration(run.seconds), right=True),
)
_TITLES: Final = (*(column.title for column in _COLUMNS), "Model")
_MODEL_COLUMN: Final = len(_COLUMNS)
"""The last one tells what is no part of the record."""
TIME_COLUMN: Final = 4
"""The first to go where there is little room."""


class RunsTable(QAbstractTableModel):
    """A row for each kept training, in the order they are given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[Run, ...] = ()
        self._models: tuple[bool, ...] = ()
        self._paths: tuple[Path, ...] = ()
        self._in_use: Path | None = None

    @property
    def runs(self) -> tuple[Run, ...]:
        """The trainings."""
        return self._runs

    def has_model(self, row: int) -> bool:
        """Return whether a training's model was there when it was listed."""
        return self._models[row]

    def is_in_use(self, row: int) -> bool:
        """Return whether the pad reads with a training's model."""
        return self._paths[row] == self._in_use

    def set_runs(self, runs: tuple[Run, ...]) -> None:
        """List other trainings, and look whether their models are there."""
        self.beginResetModel()
        self._runs = runs
        self._models = tuple(run.model.is_file() for run in runs)
        self._paths = tuple(run.model.resolve() for run in runs)
        self.endResetModel()

    def set_in_use(self, model: Path | None) -> None:
        """Mark the training whose model the pad reads with, if it is listed."""
        self._in_use = model.resolve() if model else None
        if self._runs:
            self.dataChanged.emit(
                self.index(0, _MODEL_COLUMN),
                self.index(len(self._runs) - 1, _MODEL_COLUMN),
            )

    def rowCount(self, parent: _Index = _TOP) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent.isValid() else len(self._runs)

    def columnCount(self, parent: _Index = _TOP) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # As a tool tip, too: in a narrow table the text may be shortened.
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        return None

    def headerData(  # noqa: N802 (Qt's name)
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _TITLES[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(section)
        return None

    def _text(self, row: int, column: int) -> str:
        if column != _MODEL_COLUMN:
            return _COLUMNS[column].text(self._runs[row])
        if not self._models[row]:
            return "gone"
        return "in use" if self.is_in_use(row) else "kept"


def _alignment(column: int) -> Qt.AlignmentFlag:
    is_right = column != _MODEL_COLUMN and _COLUMNS[column].right
    side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
