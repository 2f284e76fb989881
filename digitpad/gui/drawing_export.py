"""What leaves the canvas: as a picture, as paths, as the frame, in words."""

from typing import Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

from digitpad.core.canvas import Content, PictureInk, frame_of
from digitpad.core.prediction import Prediction
from digitpad.core.strokes import Drawing, Stroke
from digitpad.gui.images import image_of, png_of
from digitpad.gui.ink import InkLayer, stroke_path
from digitpad.gui.picture_layer import PictureLayer
from digitpad.gui.theme import LIGHT

SIDE: Final = 1024
"""Of an exported picture in pixels, and of the paths' canvas in their unit."""


def picture_of(content: Content, brush: float) -> QImage:
    """Return what is on the canvas as a picture of 1024 x 1024 pixels, on white.

    Parameters
    ----------
    content
        A drawing, or a picture, whose ink is shown as on the canvas.
    brush
        The ink's width in canvas units.
    """
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        if isinstance(content, PictureInk):
            PictureLayer(content, SIDE, 1, LIGHT, hint=False).paint(painter, SIDE)
        else:
            layer = InkLayer()
            layer.draw_all(content, SIDE, 1, LIGHT.ink, brush)
            layer.paint(painter, None, SIDE)
    return image


def png_of_content(content: Content, brush: float) -> bytes:
    """Return what `picture_of` does as the bytes of a PNG file."""
    return png_of(picture_of(content, brush))


def png_of_frame(content: Content) -> bytes:
    """Return the frame as the bytes of a PNG file: 28 x 28 grey values, white on
    black as MNIST.
    """
    return png_of(image_of(frame_of(content)))


def svg_of(drawing: Drawing, brush: float) -> bytes:
    """Return strokes as the bytes of an SVG file: smooth paths, as on the canvas."""
    marks = "\n".join(
        f"    {_mark(stroke, brush * SIDE / 2)}" for stroke in drawing if len(stroke)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{SIDE}"'
        f' viewBox="0 0 {SIDE} {SIDE}">\n'
        "  <title>A digit drawn on digitpad</title>\n"
        f'  <rect width="{SIDE}" height="{SIDE}" fill="#ffffff"/>\n'
        f'  <g fill="none" stroke="{LIGHT.ink.name()}"'
        f' stroke-width="{brush * SIDE:.2f}" stroke-linecap="round"'
        ' stroke-linejoin="round">\n'
        f"{marks}\n"
        "  </g>\n"
        "</svg>\n"
    ).encode()


def reading_of(prediction: Prediction) -> str:
    """Say what was read and how surely: "7 (98.2 %), then 1 (1.1 %)"."""
    if prediction.is_no_digit:
        return "no digit"
    best, second = prediction.best, prediction.second
    doubt = "not sure: " if prediction.verdict is None else ""
    return (
        f"{doubt}{best} ({_share(prediction, best)}), "
        f"then {second} ({_share(prediction, second)})"
    )


def _share(prediction: Prediction, digit: int) -> str:
    percent = float(prediction.probabilities[digit]) * 100
    return f"{min(percent, 99.9):.1f} %"  # what is not all is not rounded up to it


def _mark(stroke: Stroke, radius: float) -> str:
    """Return a stroke as an element: a path, or a circle for a dot."""
    if (np.ptp(stroke, axis=0) == 0).all():
        x, y = (stroke[0] * SIDE).tolist()
        ink = LIGHT.ink.name()
        return (
            f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}"'
            f' fill="{ink}" stroke="none"/>'
        )
    return f'<path d="{_steps(stroke_path(stroke, 0, len(stroke) - 1, SIDE))}"/>'


def _steps(path: QPainterPath) -> str:
    """Write a path as SVG does: "M" and the start, then "C" and curves."""
    kinds = QPainterPath.ElementType
    signs = {kinds.MoveToElement: "M", kinds.LineToElement: "L"}
    signs[kinds.CurveToElement] = "C"
    steps = []
    for at in range(path.elementCount()):
        element = path.elementAt(at)
        place = f"{element.x:.2f} {element.y:.2f}"
        steps.append(signs.get(element.type, "") + place)
    return " ".join(steps)
