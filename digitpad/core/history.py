"""Undo and redo."""

from typing import Final

from digitpad.core.canvas import Content, PictureInk

_DEPTH: Final = 100
"""Steps kept: more than anybody takes back, and a bound for a day of visitors."""
_PICTURES: Final = 20
"""Of them with a picture, at up to 2.6 MB each."""


class History:
    """The states of a canvas, and which of them is shown."""

    def __init__(self) -> None:
        self._past: list[Content] = []
        self._future: list[Content] = []
        self._present: Content = ()

    @property
    def present(self) -> Content:
        """What is on the canvas now."""
        return self._present

    @property
    def can_undo(self) -> bool:
        """Whether there is an earlier state."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether a state was undone and nothing was drawn since."""
        return bool(self._future)

    def push(self, content: Content) -> None:
        """Make `content` the present; what was undone is forgotten."""
        self._past = _newest([*self._past, self._present])
        self._future.clear()
        self._present = content

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


def _newest(states: list[Content]) -> list[Content]:
    """Return as many of the last states as are kept."""
    pictures = [at for at, c in enumerate(states) if isinstance(c, PictureInk)]
    if len(pictures) > _PICTURES:
        states = states[pictures[-_PICTURES] :]
    return states[-_DEPTH:]
