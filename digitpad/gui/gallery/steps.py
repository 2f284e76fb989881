"""What was done to the drawings, and how it is taken back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from digitpad.core.errors import DigitpadError
from digitpad.core.own_drawing import OwnDrawing
from digitpad.core.strokes_file import Label
from digitpad.gui.own_store import OwnStore

_DEPTH: Final = 100
"""Steps kept: more than anybody takes back."""

_Step = tuple[str, Sequence[OwnDrawing]]


class Steps:
    """Changes drawings, and takes the changes back, the last one first.

    All raise DigitpadError if the drawings cannot be changed; all is as it was then.
    """

    def __init__(self, store: OwnStore) -> None:
        self._store = store
        self._done: list[_Step] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._done)

    def relabel(self, drawings: Sequence[OwnDrawing], label: Label) -> None:
        """Give drawings another label."""
        others = [one for one in drawings if one.label != label]
        if others:
            with self._noted("relabel", others):
                self._store.relabel({one.id: label for one in others})

    def delete(self, drawings: Sequence[OwnDrawing]) -> None:
        """Take drawings away."""
        with self._noted("delete", drawings):
            self._store.delete([one.id for one in drawings])

    def note_added(self, drawings: Sequence[OwnDrawing]) -> None:
        """Note that drawings were added, so that this can be taken back, too."""
        if drawings:
            self._done = [*self._done, ("add", drawings)][-_DEPTH:]

    def undo(self) -> None:
        """Take the last change back."""
        if not self._done:
            return
        step = self._done.pop()
        kind, drawings = step
        try:
            self._take_back(kind, drawings)
        except DigitpadError:
            self._done.append(step)
            raise

    def _take_back(self, kind: str, drawings: Sequence[OwnDrawing]) -> None:
        if kind == "relabel":
            self._store.relabel({one.id: one.label for one in drawings})
        elif kind == "delete":
            self._store.add(drawings)
        else:
            self._store.delete([one.id for one in drawings])

    @contextmanager
    def _noted(self, kind: str, drawings: Sequence[OwnDrawing]) -> Iterator[None]:
        """Note a change before it is told, and forget it if it cannot be made."""
        before = self._done
        self._done = [*before, (kind, drawings)][-_DEPTH:]
        try:
            yield
        except DigitpadError:
            self._done = before
            raise
