"""Pictures for tests of the windows."""

import numpy as np
from PIL import Image, ImageDraw

from digitpad.core.canvas import PictureInk
from digitpad.core.picture_reading import read_picture
from digitpad.core.strokes import Drawing
from tests.unit.gui.drawings import drawn


def paper_with(
    drawing: Drawing, size: tuple[int, int] = (320, 240), width: int = 12
) -> Image.Image:
    """Return light paper with a drawing in dark blue: width and height in pixels."""
    image = Image.new("RGB", size, (238, 232, 220))
    draw = ImageDraw.Draw(image)
    side, half = min(size), width / 2
    for stroke in drawing:
        points = [tuple(point) for point in (stroke * side).tolist()]
        draw.line(points, fill=(30, 40, 120), width=width)
        for x, y in points:
            draw.ellipse((x - half, y - half, x + half, y + half), fill=(30, 40, 120))
    return image


def picture_of(digit: int) -> PictureInk:
    """Return a read picture of a digit."""
    return read_picture(np.array(paper_with(drawn(digit))))
