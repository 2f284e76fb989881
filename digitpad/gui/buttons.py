"""Large buttons for an action each, with icons of our own."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from digitpad.gui.theme import LIGHT, Theme, font_of

_HEIGHT: Final = 60
"""Logical pixels: a finger hits 44, as WCAG 2.2 asks for, with ease."""
_WIDE: Final = 112
_HIGH: Final = 50
"""From this width on the text stands beside the icon, from this height under it."""
_ICON: Final = 24.0
"""Side of the square the icons are drawn in."""


def undo_icon() -> QPainterPath:
    """Return an arrow that turns back to the left."""
    path = QPainterPath()
    path.moveTo(9, 4.5)
    path.lineTo(4, 9.5)
    path.lineTo(9, 14.5)
    path.moveTo(4.5, 9.5)
    path.lineTo(14.5, 9.5)
    path.cubicTo(21.5, 9.5, 21.5, 19.5, 14.5, 19.5)
    path.lineTo(10, 19.5)
    return path


def redo_icon() -> QPainterPath:
    """Return the undo icon's mirror image."""
    return QTransform(-1, 0, 0, 1, _ICON, 0).map(undo_icon())


def eraser_icon() -> QPainterPath:
    """Return an eraser lying on a line."""
    path = QPainterPath()
    path.moveTo(13, 4)
    path.lineTo(20, 11)
    path.lineTo(11.5, 19.5)
    path.lineTo(7.5, 19.5)
    path.lineTo(4, 16)
    path.lineTo(4, 13)
    path.closeSubpath()
    path.moveTo(9, 8)
    path.lineTo(16, 15)
    path.moveTo(11.5, 19.5)
    path.lineTo(20, 19.5)
    return path


def clear_icon() -> QPainterPath:
    """Return a bin."""
    path = QPainterPath()
    path.moveTo(4, 6.5)
    path.lineTo(20, 6.5)
    path.moveTo(9, 6)
    path.lineTo(9, 3.5)
    path.lineTo(15, 3.5)
    path.lineTo(15, 6)
    path.moveTo(6, 6.5)
    path.lineTo(7, 20.5)
    path.lineTo(17, 20.5)
    path.lineTo(18, 6.5)
    path.moveTo(10.2, 10.5)
    path.lineTo(10.5, 16.5)
    path.moveTo(13.8, 10.5)
    path.lineTo(13.5, 16.5)
    return path


class ActionButton(QAbstractButton):
    """A button that stands for an action: its text, state and tool tip are its."""

    def __init__(
        self,
        action: QAction,
        icon: Callable[[], QPainterPath],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._action = action
        self._path = icon()
        self._hovered = False
        self.setCheckable(action.isCheckable())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow_action)
        self._follow_action()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(120, _HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 (Qt's name)
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        self._hovered = False
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        super().focusOutEvent(event)
        self._follow_action()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isDown() or self.isChecked()
        painter.setPen(QPen(theme.accent if on else theme.line, 2 if on else 1))
        hovered = self._hovered and self._action.isEnabled()
        painter.setBrush(theme.pressed if on or hovered else theme.surface)
        edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        corner = min(14.0, self.height() / 4)
        painter.drawRoundedRect(edge, corner, corner)
        if self.hasFocus():
            painter.setPen(QPen(theme.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inner = edge.adjusted(4, 4, -4, -4)
            painter.drawRoundedRect(inner, corner - 4, corner - 4)
        painter.setOpacity(1.0 if self._action.isEnabled() else 0.4)
        self._paint_face(painter)
        painter.end()

    def _paint_face(self, painter: QPainter) -> None:
        """Paint icon and text: side by side, one above the other, or the icon alone."""
        scale = max(1.0, self.height() / _HEIGHT)  # in a large window a larger face
        painter.scale(scale, scale)
        width, height = self.width() / scale, self.height() / scale
        beside, above = width >= _WIDE, height >= _HIGH
        painter.setFont(font_of(16 if beside else 12, QFont.Weight.Medium))
        text = QRectF(0, height - 24, width, 18)
        flags = Qt.AlignmentFlag.AlignCenter
        icon = QPointF((width - _ICON) / 2, 7 if above else (height - _ICON) / 2)
        if beside:
            text_width = painter.fontMetrics().horizontalAdvance(self.text())
            left = (width - _ICON - 10 - text_width) / 2
            icon = QPointF(left, (height - _ICON) / 2)
            text = QRectF(left + _ICON + 10, 0, text_width + 4, height)
            flags = Qt.AlignmentFlag.AlignVCenter
        pen = QPen(self._theme.text, 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path.translated(icon))
        if beside or above:
            painter.drawText(text, flags, self.text())

    def _follow_action(self) -> None:
        self.setText(self._action.text().replace("&", ""))
        self.setAccessibleName(self.text())
        # Disabled while it has the focus, it would hand it to a neighbour, and the
        # next press of a key would do what nobody meant.
        self.setEnabled(self._action.isEnabled() or self.hasFocus())
        self.setChecked(self._action.isChecked())
        keys = self._action.shortcut().toString()
        self.setToolTip(f"{self.text()} ({keys})" if keys else self.text())
        self.update()
