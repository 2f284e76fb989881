"""The canvas: draw on it with mouse, finger, pen or keyboard."""

from enum import Enum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QEventPoint,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.core.canvas import Content, PictureInk, strokes_of
from digitpad.core.gesture import DrawGesture, EraseGesture
from digitpad.core.history import History
from digitpad.core.settings import BRUSHES
from digitpad.core.strokes import Drawing, Stroke
from digitpad.gui.ink import InkLayer
from digitpad.gui.keyboard_pen import KeyboardPen
from digitpad.gui.pad_paint import (
    paint_edge,
    paint_hint,
    paint_keyboard_pen,
    ring_cursor,
    snap_to_device,
)
from digitpad.gui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from digitpad.gui.picture_layer import PictureLayer

_MOUSE_SLOP: Final = 3.0
_FINGER_SLOP: Final = 8.0
"""A tap trembles by less than this, in logical pixels."""
_ERASER_REACH: Final = 0.02
"""How near the eraser must come to ink, in canvas units."""


class Tool(Enum):
    """What a pointer does on the canvas."""

    PEN = "pen"
    ERASER = "eraser"


_HEAVY: Final = 2000
"""Points: to ink more takes longer than a frame."""
_INK_MS: Final = 150
"""This long after the last resizing a heavy drawing is inked."""

_BY_KEYBOARD: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)

_MOUSE: Final = "mouse"
_PEN: Final = "pen"
_KEYS: Final = "keys"


class Pad(QWidget):
    """A square canvas that keeps a drawing as strokes, in canvas units, or a picture.

    One device owns a gesture from its press to its release; what others do in the
    meantime is ignored. Touch and pen events that come a second time as mouse
    events are ignored too.
    """

    drawing_changed = Signal()
    """The drawing is another than before; emitted while it is being drawn too."""
    gesture_finished = Signal()
    """A stroke was drawn or strokes were erased, or a step taken back or again."""
    history_changed = Signal()
    """What can be undone or redone has changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._brush = BRUSHES["medium"]
        self._hint = ""
        self._history = History()
        self._tool = Tool.PEN
        self._gesture: DrawGesture | EraseGesture | None = None
        self._owner: object = None
        self._button = Qt.MouseButton.NoButton
        self._direct_seen = False
        self._keyboard = KeyboardPen()
        self._keyboard_shown = False
        self._focus_shown = False
        self._ink = InkLayer()
        self._picture: PictureLayer | None = None
        self._ink_timer = QTimer(self, singleShot=True, interval=_INK_MS)
        self._ink_timer.timeout.connect(self._ink_anew)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMouseTracking(True)  # to notice that a release was lost
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Canvas")
        self.setAccessibleDescription(
            "Draw a digit with the pointer, or with the arrow keys: "
            "space puts the pen down and lifts it."
        )

    @property
    def drawing(self) -> Drawing:
        """The strokes, the one that is being drawn included.

        There are none where a picture is shown. The last array may be a view that is
        valid until control returns to Qt.
        """
        return strokes_of(self.content)

    @property
    def content(self) -> Content:
        """The drawing, or the picture that is shown instead."""
        return self._gesture.content if self._gesture else self._history.present

    @property
    def tool(self) -> Tool:
        """What the pointer does."""
        return self._tool

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is something to redo."""
        return self._history.can_redo

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        if theme is not self._theme:
            self._theme = theme
            self._ink_anew()
            self._show_tool()

    def set_brush(self, width: float) -> None:
        """Ink the screen with a width in canvas units; the frame does not change."""
        if width != self._brush:
            self._brush = width
            self._ink_anew()

    def set_hint(self, hint: str) -> None:
        """Show a text on the empty canvas."""
        self._hint = hint
        self.update()

    def set_tool(self, tool: Tool) -> None:
        """Choose what the pointer does."""
        if tool is not self._tool:
            self._finish_gesture()
            self._tool = tool
            self._show_tool()

    def undo(self) -> None:
        """Take back the last stroke, erasing or clearing."""
        self._finish_gesture()
        self._history.undo()
        self._changed_at_once()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._finish_gesture()
        self._history.redo()
        self._changed_at_once()

    def clear(self) -> None:
        """Take everything away; can be undone."""
        self._finish_gesture()
        if self._history.present:
            self._history.push(())
            self._changed_at_once()

    def set_drawing(self, content: Content) -> None:
        """Show another drawing, in canvas units, or a picture; can be undone."""
        self._finish_gesture()
        if not isinstance(content, PictureInk):
            # Another pad's strokes may be views of what it is still drawing.
            content = tuple(stroke.copy() for stroke in content)
        self._history.push(content)
        self._changed_at_once()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(560, 560)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(220, 220)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._touch(event)
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._ink_anew()
        elif event.type() in (QEvent.Type.WindowDeactivate, QEvent.Type.Hide):
            # The release may go elsewhere, or the device may be gone.
            self._finish_gesture()
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        if self._is_copy(event):
            return
        if event.buttons() == event.button():  # the first button: no other is held,
            self._release(_MOUSE)  # so if a gesture is open its release was lost
        tools = {
            Qt.MouseButton.LeftButton: self._tool,
            Qt.MouseButton.RightButton: Tool.ERASER,
        }
        tool = tools.get(event.button())
        if tool and self._begin(_MOUSE, event.position(), tool, _MOUSE_SLOP):
            self._button = event.button()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        if self._is_copy(event):
            return
        if event.buttons() & self._button:
            self._move(_MOUSE, event.position())
        else:  # the release was lost, to a dialog or another screen
            self._release(_MOUSE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        if not self._is_copy(event) and event.button() == self._button:
            self._release(_MOUSE)

    def tabletEvent(self, event: QTabletEvent) -> None:  # noqa: N802 (Qt's name)
        self._direct_seen = True
        event.accept()
        kind = event.type()
        if kind == QEvent.Type.TabletPress:
            self._release(_PEN)  # a pen has one tip: an open gesture lost its release
            eraser = event.pointerType() == QPointingDevice.PointerType.Eraser
            tool = Tool.ERASER if eraser else self._tool
            self._begin(_PEN, event.position(), tool, _MOUSE_SLOP)
        elif kind == QEvent.Type.TabletMove:
            self._move(_PEN, event.position())
        elif kind == QEvent.Type.TabletRelease:
            self._release(_PEN)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._keyboard.press(event.key(), fine=fine):
            self._move(_KEYS, self._keyboard_place())
        elif event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        elif event.isAutoRepeat():
            return
        elif self._owner == _KEYS:
            self._release(_KEYS)
        else:
            self._begin(_KEYS, self._keyboard_place(), self._tool, 0)
        self._keyboard_shown = True
        self.update()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if not event.isAutoRepeat():
            self._keyboard.release(event.key())
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._focus_shown = event.reason() in _BY_KEYBOARD
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        self._keyboard.release_all()
        self._release(_KEYS)
        self._keyboard_shown = False
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        # A heavy scribble is stretched while the window is dragged, and inked after.
        heavy = sum(map(len, self.drawing)) > _HEAVY
        if heavy and self._gesture is None:
            self._ink_timer.start()
        else:
            self._ink_anew()
        self._show_tool()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        canvas = self._canvas()
        painter.fillRect(canvas, self._theme.surface)
        painter.save()
        painter.translate(canvas.topLeft())
        snap_to_device(painter)
        if self._picture:
            self._picture.paint(painter, canvas.width())
        self._ink.paint(painter, self._growing, canvas.width())
        painter.restore()
        focus = self.hasFocus() and self._focus_shown
        paint_edge(painter, canvas, self._theme, focus=focus)
        if self._hint and not self.content:
            paint_hint(painter, canvas, self._theme, self._hint)
        if self.hasFocus() and self._keyboard_shown:
            place, down = self._keyboard_place(), self._owner == _KEYS
            paint_keyboard_pen(painter, place, self._theme, down=down)
        painter.end()

    def _canvas(self) -> QRectF:
        """Return the canvas: the largest square amid the widget, whole pixels."""
        side = max(1, min(self.width(), self.height()))
        left, top = (self.width() - side) // 2, (self.height() - side) // 2
        return QRectF(left, top, side, side)

    @property
    def _growing(self) -> Stroke | None:
        gesture = self._gesture
        return gesture.growing if isinstance(gesture, DrawGesture) else None

    def _begin(self, owner: object, position: QPointF, tool: Tool, slop: float) -> bool:
        """Start a gesture; tell whether it was, or the pad is another's just now."""
        if owner != _KEYS:
            self._release(_KEYS)  # a pen left down by keys must not block a pointer
            self._keyboard_shown = False
        if self._gesture is not None:
            return False
        if self._ink_timer.isActive():
            self._ink_anew()
        present = self._history.present
        if tool is Tool.PEN:
            self._gesture = DrawGesture(present, slop / self._canvas().width())
        else:
            self._gesture = EraseGesture(present, self._eraser_reach)
        self._owner = owner
        self._move(owner, position)
        return True

    def _move(self, owner: object, position: QPointF) -> None:
        gesture = self._gesture
        if gesture is None or owner != self._owner:
            return
        canvas = self._canvas()
        offset = (position - canvas.topLeft()) / canvas.width()
        before = gesture.content
        finished = len(gesture.done) if isinstance(gesture, DrawGesture) else 0
        if not gesture.move((offset.x(), offset.y())):
            return
        if isinstance(gesture, EraseGesture) or isinstance(before, PictureInk):
            self._ink_anew()
        elif len(gesture.done) > finished:
            self._ink_finished(gesture.done[-1])
        elif gesture.growing is not None:
            part = self._ink.extend_stroke(gesture.growing)
            self.update(part.translated(canvas.topLeft()).toAlignedRect())
        if not before:
            self.update()
        self.drawing_changed.emit()

    def _release(self, owner: object) -> None:
        if self._gesture is not None and owner == self._owner:
            self._finish_gesture()

    def _finish_gesture(self) -> None:
        gesture = self._gesture
        if gesture is None:
            return
        drawn = self._growing is not None
        content = gesture.release()
        self._gesture, self._owner = None, None
        if content is not self._history.present:
            self._history.push(content)
            self.history_changed.emit()
            self.drawing_changed.emit()
        if drawn:
            self._ink_finished(strokes_of(content)[-1])
        self.gesture_finished.emit()

    def _drop_gesture(self) -> None:
        """Forget what the owner has done since its press."""
        self._gesture, self._owner = None, None
        self._ink_anew()
        self.drawing_changed.emit()
        self.gesture_finished.emit()

    def _changed_at_once(self) -> None:
        self._ink_anew()
        self.history_changed.emit()
        self.drawing_changed.emit()
        self.gesture_finished.emit()

    def _is_copy(self, event: QMouseEvent) -> bool:
        made_up = event.source() != Qt.MouseEventSource.MouseEventNotSynthesized
        return made_up and self._direct_seen

    def _touch(self, event: QTouchEvent) -> None:
        self._direct_seen = True
        event.accept()
        if event.type() == QEvent.Type.TouchCancel:
            if isinstance(self._owner, int):
                self._drop_gesture()
            return
        if event.type() == QEvent.Type.TouchBegin and isinstance(self._owner, int):
            self._finish_gesture()  # no finger was down: its release was lost
        for point in event.points():
            finger = point.id()
            if point.state() == QEventPoint.State.Pressed:
                self._begin(finger, point.position(), self._tool, _FINGER_SLOP)
            elif point.state() == QEventPoint.State.Updated:
                self._move(finger, point.position())
            elif point.state() == QEventPoint.State.Released:
                self._release(finger)

    @property
    def _eraser_reach(self) -> float:
        """How near the eraser must come to a path: it touches the ink, not the path."""
        return _ERASER_REACH + self._brush / 2

    def _show_tool(self) -> None:
        """Give the pointer the tool's form."""
        if self._tool is Tool.PEN:
            self.setCursor(Qt.CursorShape.CrossCursor)
        else:
            radius = _ERASER_REACH * self._canvas().width()
            ratio = self.devicePixelRatioF()
            self.setCursor(ring_cursor(radius, ratio, self._theme.quiet))

    def _keyboard_place(self) -> QPointF:
        canvas = self._canvas()
        return canvas.topLeft() + QPointF(*self._keyboard.position) * canvas.width()

    def _ink_anew(self) -> None:
        self._ink_timer.stop()
        gesture = self._gesture
        self._picture = None
        if isinstance(self.content, PictureInk):
            from digitpad.gui.picture_layer import PictureLayer  # most days unused

            self._picture = PictureLayer(
                self.content,
                self._canvas().width(),
                self.devicePixelRatioF(),
                self._theme,
            )
        self._ink.draw_all(
            gesture.done if isinstance(gesture, DrawGesture) else self.drawing,
            self._canvas().width(),
            self.devicePixelRatioF(),
            self._theme.ink,
            self._brush,
        )
        if self._growing is not None:
            self._ink.extend_stroke(self._growing)
        self.update()

    def _ink_finished(self, stroke: Stroke) -> None:
        """Ink the end of a stroke."""
        if not self._ink.finish_stroke(stroke):
            self._ink_anew()
        self.update()
