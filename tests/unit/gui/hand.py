"""A hand for tests: drawings, and single events of the mouse."""

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from digitpad.core.strokes import Drawing
from digitpad.gui.pad import Pad

PRESS, MOVE, RELEASE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonRelease,
)

SEVEN: Drawing = (
    np.array([[0.3, 0.2], [0.5, 0.19], [0.7, 0.2], [0.55, 0.5], [0.45, 0.8]]),
)
BAR: Drawing = (np.array([[0.4, 0.5], [0.5, 0.5], [0.65, 0.5]]),)


def at(pad: Pad, x: float, y: float) -> QPoint:
    return QPoint(round(x * pad.width()), round(y * pad.height()))


def mouse(
    pad: Pad,
    kind: QEvent.Type,
    x: float,
    y: float,
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    source: Qt.MouseEventSource = Qt.MouseEventSource.MouseEventNotSynthesized,
    held: Qt.MouseButton | None = None,
) -> None:
    """Send one mouse event at a place in canvas units of a square pad."""
    point = QPointF(x, y) * min(pad.width(), pad.height())
    moving = kind == QEvent.Type.MouseMove
    if held is None:
        held = Qt.MouseButton.NoButton if kind == RELEASE else button
    changed = Qt.MouseButton.NoButton if moving else button
    event = QMouseEvent(
        kind,
        point,
        point,
        QPointF(pad.mapToGlobal(point)),
        changed,
        held,
        Qt.KeyboardModifier.NoModifier,
        source,
    )
    QApplication.sendEvent(pad, event)
