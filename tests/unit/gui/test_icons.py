"""The icon's pictures are those of its lines."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from digitpad.core.paths import asset
from digitpad.gui.icons import SIZES, draw_icon, icon_picture, window_icon


def pixels(picture: QImage) -> NDArray[np.int_]:
    """Return blue, green, red and alpha, shape (height, width, 4), 0 to 255."""
    picture = picture.convertToFormat(QImage.Format.Format_ARGB32)
    data = np.frombuffer(picture.constBits(), np.uint8)
    return data.reshape(picture.height(), picture.width(), 4).astype(np.int_)


@pytest.mark.parametrize("size", SIZES)
def test_each_picture_is_drawn_from_the_lines(size: int) -> None:
    kept = pixels(QImage(str(asset(f"icons/digitpad-{size}.png"))))
    assert kept.shape == (size, size, 4)
    # Another version of Qt may round otherwise.
    assert np.abs(kept - pixels(draw_icon(size))).mean() < 1


def test_the_corners_let_the_desktop_through() -> None:
    assert pixels(draw_icon(64))[0, 0, 3] == 0


@pytest.mark.parametrize("size", [20, 64, 512])
def test_any_size_can_be_had(size: int) -> None:
    picture = icon_picture(size)
    assert (picture.width(), picture.height()) == (size, size)


def test_the_windows_have_it(qtbot: QtBot) -> None:
    assert not window_icon().pixmap(32).isNull()
