"""The real window in this process, and waiting until its bars show the newest."""

import time
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from digitpad.app import make_window
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.core.strokes import Floats
from digitpad.gui.application import Application

PRESS = QEvent.Type.MouseButtonPress
MOVE = QEvent.Type.MouseMove
RELEASE = QEvent.Type.MouseButtonRelease


class PaintWatch(QObject):
    """Knows whether a widget was painted since it was asked last."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.painted = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's)
        if event.type() == QEvent.Type.Paint:
            self.painted = True
        return False


class PadUnderTest:
    """The window as `digitpad` opens it; mouse events are delivered to its pad."""

    def __init__(self, home: Path) -> None:
        self.application = Application()
        model = bundled_model()
        self.recognizer = Recognizer.load(model)
        self.window = make_window(
            model, self.recognizer, home / "settings.json", keep_settings=False
        )
        self.pad = self.window.stage.pad
        self._bars = PaintWatch(self.window.stage.bars)
        self._read = False
        self.window.read.connect(self._on_read)
        self.window.show()
        wait_until_painted(self._bars)
        side = min(self.pad.width(), self.pad.height())
        self._side = side
        self._corner = QPointF(
            (self.pad.width() - side) // 2, (self.pad.height() - side) // 2
        )

    def event(self, kind: QEvent.Type, point: Floats) -> QMouseEvent:
        """Return a mouse event at a place in canvas units."""
        place = self._corner + QPointF(*point.tolist()) * self._side
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        return QMouseEvent(
            kind,
            place,
            QPointF(self.pad.mapToGlobal(place)),
            none if kind == MOVE else left,
            none if kind == RELEASE else left,
            Qt.KeyboardModifier.NoModifier,
        )

    def deliver(self, event: QMouseEvent) -> float:
        """Have the pad handle an event at once; return the seconds it took."""
        started = time.perf_counter()
        QApplication.sendEvent(self.pad, event)
        return time.perf_counter() - started

    def deliver_and_paint(self, event: QMouseEvent) -> float:
        """Deliver an event; return the seconds until the bars that show it are
        painted.
        """
        self._read = False
        started = time.perf_counter()
        QApplication.sendEvent(self.pad, event)
        self.wait_until_shown()
        return time.perf_counter() - started

    def wait_until_shown(self) -> None:
        """Wait for a reading, and for the painting of the bars after it."""
        while not self._read:
            wait_for_events()
        wait_until_painted(self._bars)

    def draw(self, strokes: tuple[Floats, ...]) -> None:
        """Draw strokes in canvas units, and wait until the bars show them."""
        self._read = False
        for stroke in strokes:
            self.deliver(self.event(PRESS, stroke[0]))
            for point in stroke[1:]:
                self.deliver(self.event(MOVE, point))
            self.deliver(self.event(RELEASE, stroke[-1]))
        self.wait_until_shown()

    def clear(self) -> None:
        """Clear the canvas, and wait until the bars are empty."""
        if self.pad.drawing:
            self._read = False
            self.pad.clear()
            self.wait_until_shown()

    def _on_read(self) -> None:
        self._read = True
        self._bars.painted = False


def wait_for_events() -> None:
    QApplication.processEvents(
        QEventLoop.ProcessEventsFlag.AllEvents
        | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    )


def wait_until_painted(watch: PaintWatch) -> None:
    while not watch.painted:
        wait_for_events()
