"""How long the start takes: `digitpad --measure-startup`."""

import json
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from digitpad.core.clock import process_age_ms
from digitpad.core.strokes import Drawing
from digitpad.core.templates import HEIGHT, templates
from digitpad.gui.painted import OncePainted
from digitpad.gui.window import MainWindow

_AT_MOST_MS: Final = 30_000
_CORNER: Final = np.array([0.19, 0.16])
_SIZE: Final = 0.68
_POINTS_APART: Final = 10.0
"""Of the sample: a mouse tells of itself as often."""


def measure_startup(window: MainWindow, recognizer_ready_ms: float) -> None:
    """Show the window, draw a sample on it, print timings as JSON and close it.

    Milliseconds since the process was started, each when the thing was painted:
    `window_shown_ms`, `first_bars_ms`; and `recognizer_ready_ms`, which is given.
    """
    timings = {"recognizer_ready_ms": round(recognizer_ready_ms, 1)}

    def on_window_shown() -> None:
        timings["window_shown_ms"] = round(process_age_ms(), 1)
        window.read.connect(on_read)
        draw_with_mouse(window.stage.pad, sample_drawing())

    def on_read() -> None:
        window.read.disconnect(on_read)
        OncePainted(window.stage.bars, on_first_bars)

    def on_first_bars() -> None:
        timings["first_bars_ms"] = round(process_age_ms(), 1)
        try:
            print(json.dumps(timings))
        finally:
            window.close()

    OncePainted(window.stage.bars, on_window_shown)
    # Whatever goes wrong on the way, this must not stay open: nobody looks at it.
    QTimer.singleShot(_AT_MOST_MS, window.close)
    window.show()


def sample_drawing() -> Drawing:
    """Return a curly 3 as a hand would draw it, in canvas units."""
    (three,) = (t for t in templates() if (t.digit, t.style) == (3, "curly"))
    return tuple(
        _CORNER + stroke * (_SIZE / HEIGHT) for stroke in three.drawn(_POINTS_APART)
    )


def draw_with_mouse(pad: QWidget, drawing: Drawing) -> None:
    """Send a pad the mouse events of drawing strokes, in canvas units."""
    side = min(pad.width(), pad.height())
    corner = QPointF((pad.width() - side) / 2, (pad.height() - side) / 2)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for stroke in drawing:
        points = [corner + QPointF(x, y) * side for x, y in stroke.tolist()]
        events = [(QEvent.Type.MouseButtonPress, points[0], left, left)]
        events += [(QEvent.Type.MouseMove, point, none, left) for point in points[1:]]
        events += [(QEvent.Type.MouseButtonRelease, points[-1], left, none)]
        for kind, point, button, buttons in events:
            event = QMouseEvent(
                kind,
                point,
                QPointF(pad.mapToGlobal(point)),
                button,
                buttons,
                Qt.KeyboardModifier.NoModifier,
            )
            QApplication.sendEvent(pad, event)
