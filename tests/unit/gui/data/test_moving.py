"""The keys lead along rows of images, and never out of them."""

import pytest
from PySide6.QtCore import Qt

from digitpad.gui.data.moving import moved

KEY = Qt.Key


@pytest.mark.parametrize(
    ("key", "position", "target"),
    [
        (KEY.Key_Left, 0, 0),
        (KEY.Key_Left, 5, 4),
        (KEY.Key_Right, 4, 5),
        (KEY.Key_Right, 22, 22),
        (KEY.Key_Up, 3, 3),
        (KEY.Key_Up, 7, 2),
        (KEY.Key_Down, 7, 12),
        (KEY.Key_Down, 19, 22),
        (KEY.Key_Down, 21, 21),
        (KEY.Key_PageDown, 3, 13),
        (KEY.Key_PageDown, 18, 22),
        (KEY.Key_PageUp, 13, 3),
        (KEY.Key_PageUp, 3, 0),
        (KEY.Key_Home, 13, 0),
        (KEY.Key_End, 3, 22),
        (KEY.Key_A, 3, None),
        (0x12345678, 3, None),
    ],
)
def test_a_key_leads_there(key: int, position: int, target: int | None) -> None:
    assert moved(key, position, count=23, columns=5, rows=2) == target


def test_a_page_is_a_row_at_least() -> None:
    assert moved(KEY.Key_PageDown, 0, count=23, columns=5, rows=0) == 5
