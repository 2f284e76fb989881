"""The program, which also tells on its standard output what its window shows.

    python window_process.py [digitpad's own arguments]

Writes a line of JSON (`tests.e2e.window.Shown`) when the window was first painted,
after each reading, after each gesture, and for each line "state" on its standard
input; "clear" clears the canvas. When its input ends, the window closes. It draws
nothing itself.
"""

import json
import os
import sys
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import (
    QEvent,
    QMessageLogContext,
    QObject,
    QPoint,
    QRect,
    QSocketNotifier,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QWidget

from digitpad import app, cli
from digitpad.gui.buttons import ActionButton
from digitpad.gui.pad import Tool
from digitpad.gui.window import MainWindow

_messages: list[str] = []


class Reporter(QObject):
    """Reports a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._gestures = 0
        self._reading_due = False
        self._painted = False
        pad = window.stage.pad
        pad.drawing_changed.connect(self._on_drawing_changed)
        pad.gesture_finished.connect(self._on_gesture_finished)
        window.read.connect(self._on_read)
        window.stage.bars.installEventFilter(self)
        self._input = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._input.activated.connect(self._on_input)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's)
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._painted = True
            QTimer.singleShot(0, self, self._tell)
        return False

    def _on_drawing_changed(self) -> None:
        self._reading_due = True

    def _on_gesture_finished(self) -> None:
        self._gestures += 1
        self._tell()

    def _on_read(self) -> None:
        self._reading_due = False
        self._tell()

    def _on_input(self) -> None:
        commands = os.read(0, 4096)
        if not commands:
            self._input.setEnabled(False)
            QApplication.closeAllWindows()
        for command in commands.split():
            if command == b"clear":
                self._window.stage.pad.clear()
            self._tell()

    def _tell(self) -> None:
        sys.stdout.write(json.dumps(self._record()) + "\n")
        sys.stdout.flush()

    def _record(self) -> dict[str, Any]:
        stage = self._window.stage
        reading, bars = stage.readout.prediction, stage.bars.prediction
        notice = self._window.notice
        return {
            "painted": self._painted,
            "gestures": self._gestures,
            "reading_due": self._reading_due,
            "verdict": reading and reading.verdict,
            "best": reading and reading.best,
            "second": reading and reading.second,
            "bars": bars and [bars.best, bars.second],
            "words": stage.readout.accessibleName(),
            "points": [len(stroke) for stroke in stage.pad.drawing],
            "eraser": stage.pad.tool is Tool.ERASER,
            "window": int(self._window.winId()),
            "size": [self._window.width(), self._window.height()],
            "canvas": _canvas(stage.pad),
            "buttons": {
                button.text(): _pixel(button, button.rect().center())
                for button in stage.findChildren(ActionButton)
                if button.isVisible()
            },
            "menu_shown": self._window.menuBar().isVisible(),
            "full_screen": self._window.isFullScreen(),
            "notice": notice.text() if notice.isVisible() else "",
            "messages": _messages,
        }


def _canvas(pad: QWidget) -> list[int]:
    """Return left, top and side of the canvas in pixels of the screen."""
    side = min(pad.width(), pad.height())
    square = QRect((pad.width() - side) // 2, (pad.height() - side) // 2, side, side)
    return [*_pixel(pad, square.topLeft()), round(side * pad.devicePixelRatioF())]


def _pixel(widget: QWidget, point: QPoint) -> list[int]:
    place = widget.mapToGlobal(point).toPointF() * widget.devicePixelRatioF()
    return [round(place.x()), round(place.y())]


def _keep_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    _messages.append(text)


def main() -> int:
    make_window = app.make_window

    def make_reported_window(*args: Any, **options: Any) -> MainWindow:
        window = make_window(*args, **options)
        Reporter(window)
        return window

    qInstallMessageHandler(_keep_message)
    with patch.object(app, "make_window", make_reported_window):
        return cli.main()


if __name__ == "__main__":
    sys.exit(main())
