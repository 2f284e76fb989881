"""Where the keys lead in rows of images."""

from PySide6.QtCore import Qt


def moved(key: int, position: int, count: int, columns: int, rows: int) -> int | None:
    """Return the position that a key leads to; None for keys that lead nowhere.

    Parameters
    ----------
    position, count
        That of the image that is selected, from 0, and how many there are.
    columns, rows
        Images in a row, and whole rows in sight.
    """
    page = max(1, rows) * columns
    row, last_row = position // columns, (count - 1) // columns
    targets: dict[int, int] = {
        Qt.Key.Key_Left: position - 1,
        Qt.Key.Key_Right: position + 1,
        Qt.Key.Key_Up: position - columns if row else position,
        Qt.Key.Key_Down: position + columns if row < last_row else position,
        Qt.Key.Key_PageUp: position - page,
        Qt.Key.Key_PageDown: position + page,
        Qt.Key.Key_Home: 0,
        Qt.Key.Key_End: count - 1,
    }
    target = targets.get(key)
    return None if target is None else max(0, min(count - 1, target))
