"""The user's drawings, as the windows share them."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from digitpad.core.own_drawing import OwnDrawing
    from digitpad.core.own_drawings import OwnDrawings
    from digitpad.core.strokes_file import Label


class OwnStore(QObject):
    """Changes the file of the drawings and tells all who show them.

    The file is looked at when it is first needed: the pad starts without it.
    """

    changed = Signal()
    """The drawings are others than before."""
    noticed = Signal(str)
    """Something is to be known of the file: a sentence for people."""

    def __init__(self, parent: QObject | None = None, path: Path | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._own: OwnDrawings | None = None

    @property
    def own(self) -> "OwnDrawings":
        """The file of the drawings.

        Raises
        ------
        DigitpadError
            If the user has no home.
        """
        if self._own is None:
            from digitpad.core.own_drawings import OwnDrawings
            from digitpad.core.paths import own_drawings

            self._own = OwnDrawings(self._path or own_drawings())
        return self._own

    def add(self, drawings: "Sequence[OwnDrawing]") -> None:
        """Add drawings; see `OwnDrawings.add`."""
        self.own.add(drawings)
        self.tell()

    def relabel(self, labels: "dict[str, Label]") -> None:
        """Give drawings, by their ids, other labels; see `OwnDrawings.relabel`."""
        try:
            for label in set(labels.values()):
                ids = {known for known, its in labels.items() if its == label}
                self.own.relabel(ids, label)
        finally:
            self.tell()

    def delete(self, ids: Collection[str]) -> None:
        """Take drawings away; see `OwnDrawings.delete`."""
        self.own.delete(ids)
        self.tell()

    def tell(self) -> None:
        """Tell that the drawings are others than before."""
        self.tell_notice()
        self.changed.emit()

    def tell_notice(self) -> None:
        """Tell what must be known of the file, once."""
        if self._own and (notice := self._own.take_notice()):
            self.noticed.emit(notice)
