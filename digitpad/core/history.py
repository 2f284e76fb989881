"""Undo and redo."""

from typing import Final

from digitpad.core.strokes import Drawing

_DEPTH: Final = 100
"""Steps kept: more than anybody takes back, and a bound for a day of visitors."""


class History:
    """The states of a drawing, and which of them is shown."""

    def __init__(self) -> None:
        self._past: list[Drawing] = []
        self._future: list[Drawing] = []
        self._present: Drawing = ()

    @property
    def present(self) -> Drawing:
        """The drawing as it is now."""
        return self._present

    @property
    def can_undo(self) -> bool:
        """Whether there is an earlier state."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether a state was undone and nothing was drawn since."""
        return bool(self._future)

    def push(self, drawing: Drawing) -> None:
        """Make `drawing` the present; what was undone is forgotten."""
        self._past = [*self._past, self._present][-_DEPTH:]
        self._future.clear()
        self._present = drawing

    def undo(self) -> None:
        """Go back one state, if there is one."""
        if self._past:
            self._future.append(self._present)
            self._present = self._past.pop()

    def redo(self) -> None:
        """Take back one undo, if there was one."""
        if self._future:
            self._past.append(self._present)
            self._present = self._future.pop()
