"""What is exported is what is on the canvas."""

import io

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from digitpad.core.canvas import Content, frame_of
from digitpad.core.prediction import Prediction
from digitpad.core.strokes import Drawing
from digitpad.gui.drawing_export import (
    picture_of,
    png_of_content,
    png_of_frame,
    reading_of,
    svg_of,
)
from digitpad.gui.images import pixels_of
from tests.unit.gui import pictures
from tests.unit.gui.drawings import DOT, drawn

BRUSH = 0.036


def rendered(svg: bytes) -> np.ndarray:
    """Return an SVG file's picture as Qt draws it: uint8 (1024, 1024, 3)."""
    renderer = QSvgRenderer(svg)
    assert renderer.isValid()
    image = QImage(1024, 1024, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(0, 0, 1024, 1024))
    return pixels_of(image)


@pytest.mark.parametrize("drawing", [drawn(3), drawn(4), DOT, (*drawn(1), *DOT)])
def test_the_paths_look_as_the_picture(qtbot: QtBot, drawing: Drawing) -> None:
    paths = rendered(svg_of(drawing, BRUSH)).astype(int)
    picture = pixels_of(picture_of(drawing, BRUSH)).astype(int)
    assert np.abs(paths - picture).mean() < 0.5
    assert picture.min() < 40


def test_strokes_are_paths_and_dots_are_circles() -> None:
    svg = svg_of((*drawn(4), *DOT), BRUSH).decode()
    assert svg.count("<path") == len(drawn(4))
    assert svg.count("<circle") == 1
    assert " C" in svg


@pytest.mark.parametrize("content", [drawn(3), pictures.picture_of(3)])
def test_the_frame_s_file_has_its_very_numbers(qtbot: QtBot, content: Content) -> None:
    image = Image.open(io.BytesIO(png_of_frame(content)), formats=["PNG"])
    assert (image.mode, image.size) == ("L", (28, 28))
    expected = np.rint(frame_of(content) * 255)
    np.testing.assert_array_equal(np.asarray(image), expected)


def test_a_picture_is_exported_with_its_ink(qtbot: QtBot) -> None:
    data = png_of_content(pictures.picture_of(3), BRUSH)
    image = Image.open(io.BytesIO(data), formats=["PNG"])
    assert image.size == (1024, 1024)
    pixels = np.asarray(image.convert("RGB"))
    assert (pixels == (0x24, 0x56, 0xD6)).all(axis=2).any()


@pytest.mark.parametrize(
    ("probabilities", "said"),
    [
        ({7: 0.982, 1: 0.011}, "7 (98.2 %), then 1 (1.1 %)"),
        ({7: 0.99999}, "7 (99.9 %), then 0 (0.0 %)"),
        ({7: 0.5, 1: 0.45}, "not sure: 7 (50.0 %), then 1 (45.0 %)"),
        ({}, "no digit"),
    ],
)
def test_a_reading_is_said_in_a_line(
    probabilities: dict[int, float], said: str
) -> None:
    rest = (1 - sum(probabilities.values())) / (10 - len(probabilities))
    numbers = [probabilities.get(digit, rest) for digit in range(10)]
    assert reading_of(Prediction(np.array(numbers, np.float32), 0.7)) == said
