"""Ink on the screen: smooth, through every point, the same however it grew."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from digitpad.core.strokes import Drawing, Floats
from digitpad.gui.ink import InkLayer, stroke_path

SIDE = 200
BLACK = QColor("black")


def paint(layer: InkLayer, growing: Floats | None = None) -> np.ndarray:
    image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    layer.paint(painter, growing, SIDE)
    painter.end()
    stride = image.bytesPerLine()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(SIDE, stride)
    return pixels[:, :SIDE].astype(int)


def ink(drawing: Drawing) -> np.ndarray:
    layer = InkLayer()
    layer.draw_all(drawing, SIDE, 1.0, BLACK, 0.04)
    return paint(layer)


def wave(count: int) -> Floats:
    x = np.linspace(0.1, 0.9, count)
    return np.stack([x, 0.5 + 0.3 * np.sin(x * 12)], axis=1)


def test_the_curve_goes_through_every_point() -> None:
    points = wave(12)
    path = stroke_path(points, 0, 11, SIDE)
    for x, y in points * SIDE:
        near = [
            abs(path.pointAtPercent(share).x() - x)
            + abs(path.pointAtPercent(share).y() - y)
            for share in np.linspace(0, 1, 2000)
        ]
        assert min(near) < 0.5


def test_a_fast_hand_leaves_no_corner() -> None:
    turn = np.linspace(0, 2 * np.pi, 9)[:-1]
    octagon = np.stack([0.5 + 0.4 * np.cos(turn), 0.5 + 0.4 * np.sin(turn)], axis=1)
    path = stroke_path(octagon, 0, 7, SIDE)
    inner = np.linspace(0.15, 0.85, 400)
    radii = [
        np.hypot(path.pointAtPercent(s).x() - 100, path.pointAtPercent(s).y() - 100)
        for s in inner
    ]
    # The sides of an octagon come 3 px nearer to the middle than its corners.
    assert np.ptp(np.array(radii) / 80 * 40) < 0.5


@pytest.mark.parametrize("count", [1, 2, 3, 33, 34, 35, 66, 100, 201])
def test_growing_ink_is_the_ink_drawn_at_once(count: int) -> None:
    points = wave(count)
    layer = InkLayer()
    layer.draw_all((), SIDE, 1.0, BLACK, 0.04)
    for end in range(1, count + 1):
        layer.extend_stroke(points[:end])
        live = paint(layer, points[:end])
    layer.finish_stroke(points)
    # Where two paths of a stroke meet, edges are antialiased twice: a pixel or two.
    assert (np.abs(live - paint(layer)) > 16).sum() <= 6
    assert np.abs(paint(layer) - ink((points,))).max() == 0


@pytest.mark.parametrize("count", [3, 4, 6, 12, 60])
def test_what_an_extension_changes_lies_in_the_part_it_names(count: int) -> None:
    points = wave(count)
    layer = InkLayer()
    layer.draw_all((), SIDE, 1.0, BLACK, 0.04)
    layer.extend_stroke(points[:1])
    before = paint(layer, points[:1])
    for end in range(2, count + 1):
        part = layer.extend_stroke(points[:end]).toAlignedRect()
        after = paint(layer, points[:end])
        rows, columns = np.nonzero(np.abs(after - before) > 40)
        if rows.size:
            assert part.left() <= columns.min()
            assert part.right() >= columns.max()
            assert part.top() <= rows.min()
            assert part.bottom() >= rows.max()
        before = after


def test_a_dot_is_round_and_as_wide_as_the_brush() -> None:
    pixels = ink((np.array([[0.5, 0.5]]),))
    area = (255 - pixels).sum() / 255
    assert area == pytest.approx(np.pi * 4**2, rel=0.1)


def test_equal_points_are_a_dot() -> None:
    pixels = ink((np.full((5, 2), 0.5),))
    assert (255 - pixels).sum() / 255 == pytest.approx(np.pi * 4**2, rel=0.1)


def test_ink_is_antialiased() -> None:
    shades = np.unique(ink((np.array([[0.1, 0.2], [0.9, 0.7]]),)))
    assert len(shades) > 10
