"""The kept trainings as a table's rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtCore import QPersistentModelIndex as Persistent

from digitpad.core.runs import Run
from digitpad.gui.training.words import accuracy, duration

_Index = QModelIndex | Persistent
_TOP: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    text: Callable[[Run, bool], str]
    right: bool = False


def day_and_time(started: str) -> str:
    """Write when a training was started, from ISO 8601: "21 Nov 2026, 14:05"."""
    moment = datetime.fromisoformat(started)
    return f"{moment.day} {moment:%b %Y, %H:%M}"


def _epochs(run: Run, has_model: bool) -> str:
    done, wanted = len(run.epochs), run.config.epochs
    return f"{done}" if done == wanted else f"{done} of {wanted}"


def _short_day(run: Run, has_model: bool) -> str:
    """Write the day; the year only if it is not this one."""
    moment = datetime.fromisoformat(run.started)
    year = "" if moment.year == datetime.now().year else f" {moment.year}"
    return f"{moment.day} {moment:%b}{year}, {moment:%H:%M}"


_COLUMNS: Final = (
    _Column("Started", _short_day),
    _Column("Network", lambda run, _: run.config.preset),
    _Column("Test accuracy", lambda run, _: accuracy(run.score.accuracy), right=True),
    _Column("Epochs", _epochs, right=True),
    _Column("Time", lambda run, _: duration(run.seconds), right=True),
    _Column("Model", lambda run, has_model: "kept" if has_model else "gone"),
)
TIME_COLUMN: Final = 4
"""The first to go where there is little room."""


class RunsTable(QAbstractTableModel):
    """A row for each kept training, in the order they are given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[Run, ...] = ()
        self._models: tuple[bool, ...] = ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """The trainings."""
        return self._runs

    def has_model(self, row: int) -> bool:
        """Return whether a training's model was there when it was listed."""
        return self._models[row]

    def set_runs(self, runs: tuple[Run, ...]) -> None:
        """List other trainings, and look whether their models are there."""
        self.beginResetModel()
        self._runs = runs
        self._models = tuple(run.model.is_file() for run in runs)
        self.endResetModel()

    def rowCount(self, parent: _Index = _TOP) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent.isValid() else len(self._runs)

    def columnCount(self, parent: _Index = _TOP) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = _COLUMNS[index.column()]
        # As a tool tip, too: in a narrow table the text may be shortened.
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            row = index.row()
            return column.text(self._runs[row], self._models[row])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

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


def _alignment(column: _Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
