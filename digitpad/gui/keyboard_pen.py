"""The pen that arrow keys move over the canvas."""

from typing import Final

from PySide6.QtCore import Qt

from digitpad.core.geometry import Point

_STEP: Final = 1 / 40
_FINE_STEP: Final = 1 / 160
"""How far an arrow key moves the pen, in canvas units."""

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class KeyboardPen:
    """A place on the canvas, and which arrow keys are held."""

    def __init__(self) -> None:
        self._position: Point = (0.5, 0.5)
        self._held: set[int] = set()

    @property
    def position(self) -> Point:
        """Where the pen is, in canvas units."""
        return self._position

    def press(self, key: int, *, fine: bool) -> bool:
        """Move by an arrow key, aslant if two are held; tell whether it is one."""
        if key not in _ARROWS:
            return False
        self._held.add(key)
        step = _FINE_STEP if fine else _STEP
        x, y = self._position
        for held in self._held:
            right, down = _ARROWS[Qt.Key(held)]
            x, y = x + right * step, y + down * step
        self._position = (min(max(x, 0), 1), min(max(y, 0), 1))
        return True

    def release(self, key: int) -> None:
        """Note that a key is not held any more."""
        self._held.discard(key)

    def release_all(self) -> None:
        """Note that no key is held: the keyboard went elsewhere."""
        self._held.clear()
