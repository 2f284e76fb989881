"""The main window: draw, and watch the network read."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QCloseEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from digitpad.core.canvas import frame_of
from digitpad.core.prediction import Prediction
from digitpad.core.recognizer import Recognizer
from digitpad.core.settings import APPEARANCES, BRUSHES, CLEAR_AFTER, Settings
from digitpad.gui.buttons import (
    ActionButton,
    clear_icon,
    eraser_icon,
    redo_icon,
    undo_icon,
)
from digitpad.gui.menus import Menus
from digitpad.gui.notice import Notice
from digitpad.gui.opening import Opening
from digitpad.gui.pad import Tool
from digitpad.gui.preferences import Preferences
from digitpad.gui.readout import describe
from digitpad.gui.screens import available_size
from digitpad.gui.stage import Stage
from digitpad.gui.status_line import StatusLine
from digitpad.gui.theme import Theme, apply_theme, theme_for
from digitpad.gui.views import VIEWS, ViewKind

_SIZE: Final = QSize(1280, 720)
_FRAME: Final = QSize(16, 48)
"""What the window's frame may add, on a screen that is no larger than the window."""
_HINT: Final = "Draw a digit here"
_FULL_SCREEN_HINT: Final = "Draw a digit here\n\nEsc leaves full screen"


class MainWindow(QMainWindow):
    """Pad, reading and menus.

    Parameters
    ----------
    recognizer
        Reads the drawing.
    about
        What is said of the model beside the frame.
    settings
        The user's choices at the start.
    save
        Called with the choices when one changes and when the window closes; may
        raise DigitpadError, which is shown.
    """

    read = Signal()
    """The drawing was read and what the window shows is up to date."""
    training_requested = Signal()
    view_requested = Signal(str)
    """A window of `digitpad.gui.views.VIEWS` shall be opened: its name."""
    bundled_requested = Signal()
    """The model that comes with the program shall be the one in use again."""
    theme_changed = Signal(object)
    """The colours are another `Theme`'s."""
    closed = Signal()
    """The window closes, its settings are saved."""

    def __init__(
        self,
        recognizer: Recognizer,
        about: str,
        settings: Settings,
        save: Callable[[Settings], None],
    ) -> None:
        super().__init__()
        self._recognizer = recognizer
        self.preferences = Preferences(settings, save, self)
        self.menus = Menus(self)
        self.opening = Opening(self)
        self._announce = False
        self._may_close: Callable[[], bool] = lambda: True
        self._make_actions()
        self.stage = Stage(
            [
                ActionButton(self._undo, undo_icon),
                ActionButton(self._redo, redo_icon),
                ActionButton(self._eraser, eraser_icon),
                ActionButton(self._clear, clear_icon),
            ]
        )
        self.stage.set_about(about)
        self.notice = Notice()
        self.status = StatusLine()
        self.status.clicked.connect(self.training_requested)
        central = QWidget()
        self._column = column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stage, 1)
        column.addWidget(self.notice)
        column.addWidget(self.status)
        self.setCentralWidget(central)
        self.set_status("")
        self._make_menus()
        pad = self.stage.pad
        self._undo.triggered.connect(pad.undo)
        self._redo.triggered.connect(pad.redo)
        self._clear.triggered.connect(pad.clear)
        self._eraser.toggled.connect(
            lambda on: pad.set_tool(Tool.ERASER if on else Tool.PEN)
        )
        # Started only when it does not run: starting it anew with every point would
        # put the reading off until a long stroke ends.
        self._read_timer = QTimer(self, singleShot=True, interval=0)
        self._read_timer.timeout.connect(self._read)
        self._clear_timer = QTimer(self, singleShot=True)
        self._clear_timer.timeout.connect(pad.clear)
        pad.drawing_changed.connect(self._on_drawing_changed)
        pad.gesture_finished.connect(self._on_gesture_finished)
        pad.history_changed.connect(self._update_actions)
        self.preferences.changed.connect(self._on_preferences_changed)
        self.preferences.failed.connect(self.tell)
        self.opening.failed.connect(self.tell)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._apply_appearance)
        pad.set_hint(_HINT)
        pad.set_brush(BRUSHES[settings.brush])
        self._apply_appearance()
        self._update_actions()
        self.setWindowTitle("Digitpad")
        self.reset_size()
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromHex(settings.geometry.encode()))
        pad.setFocus()

    @property
    def theme(self) -> Theme:
        """The colours of the window."""
        return theme_for(self.preferences.settings.appearance)

    @property
    def prediction(self) -> Prediction | None:
        """The reading that is shown, None for an empty canvas."""
        return self.stage.readout.prediction

    @property
    def is_about_to_clear(self) -> bool:
        """Whether the canvas will clear itself if nobody draws on."""
        return self._clear_timer.isActive()

    def tell(self, text: str) -> None:
        """Show a sentence at the foot of the window, and have it spoken."""
        self.notice.show_text(text)
        self._speak(text)

    def set_model(self, recognizer: Recognizer, about: str) -> None:
        """Read with another model, from the drawing that is there on."""
        self._recognizer = recognizer
        self.stage.set_about(about)
        self._read()

    def read_now(self) -> None:
        """Read what has changed since the last reading, if anything has."""
        if self._read_timer.isActive():
            self._read_timer.stop()
            self._read()

    def set_bundled(self, bundled: bool) -> None:
        """Say whether the model is the one that comes with the program."""
        self._bundled.setEnabled(not bundled)

    def set_status(self, text: str) -> None:
        """Say at the window's foot what a training does; "" says nothing."""
        self.status.set_sentence(text)
        self.status.setVisible(bool(text) and not self.isFullScreen())

    def reset_size(self) -> None:
        """Make the window as large as it is at first."""
        if self.isMaximized():
            self.showNormal()
        self.resize(_SIZE.boundedTo(available_size() - _FRAME))

    def add_strip(self, strip: QWidget) -> None:
        """Add a line below the pad, above what is told."""
        self._column.insertWidget(1, strip)

    def set_close_guard(self, may_close: Callable[[], bool]) -> None:
        """Have somebody asked before the window closes."""
        self._may_close = may_close

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._show_parts()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        if not self._may_close():
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toHex().data()).decode()
        if not self.isFullScreen():
            self.preferences.keep(geometry=geometry)
        self.preferences.save()
        super().closeEvent(event)
        self.closed.emit()

    def _make_actions(self) -> None:
        self._undo = QAction("&Undo", self, shortcut=QKeySequence("Ctrl+Z"))
        self._redo = QAction("&Redo", self)
        self._redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self._eraser = QAction(
            "&Eraser", self, checkable=True, shortcut=QKeySequence("E")
        )
        self._clear = QAction("&Clear", self, shortcut=QKeySequence("Del"))
        self._full_screen = QAction("&Full screen", self, checkable=True)
        self._full_screen.setShortcut(QKeySequence(Qt.Key.Key_F11))
        self._full_screen.triggered.connect(self._set_full_screen)
        self._leave = QAction(self, shortcut=QKeySequence(Qt.Key.Key_Escape))
        self._leave.triggered.connect(self._on_escape)
        self._quit = QAction("&Quit", self, shortcut=QKeySequence("Ctrl+Q"))
        self._quit.triggered.connect(self.close)
        self._train = QAction("&Train…", self, shortcut=QKeySequence("Ctrl+T"))
        self._train.triggered.connect(self.training_requested)
        self._bundled = QAction("Use the &bundled model", self)
        self._bundled.triggered.connect(self.bundled_requested)
        self._bundled.setEnabled(False)
        self._views = [self._view_action(kind) for kind in VIEWS.values()]
        self.addAction(self._leave)

    def _view_action(self, kind: ViewKind) -> QAction:
        action = QAction(kind.text, self, shortcut=QKeySequence(kind.shortcut))
        action.triggered.connect(lambda: self.view_requested.emit(kind.name))
        return action

    def _make_menus(self) -> None:
        menus = self.menus
        menus.add("quit", self._quit)
        menus.add("history", self._undo, self._redo)
        menus.add("tools", self._eraser, self._clear)
        menus.add("training", self._train)
        menus.add("library", self._bundled)
        menus.add("views", *self._views)
        menus.add("screen", self._full_screen)
        chosen = self.preferences.settings
        change = self.preferences.change
        self._show_chosen: dict[str, Callable[[Any], None]] = {
            "clear_after": menus.add_choice(
                "screen",
                "&Clear by itself in full screen",
                {
                    seconds: f"After {seconds} seconds" if seconds else "Never"
                    for seconds in CLEAR_AFTER
                },
                chosen.clear_after,
                lambda seconds: change(clear_after=seconds),
            ),
            "brush": menus.add_choice(
                "looks",
                "&Ink",
                {name: name.capitalize() for name in BRUSHES},
                chosen.brush,
                lambda name: change(brush=name),
            ),
            "appearance": menus.add_choice(
                "looks",
                "&Appearance",
                {
                    name: "As the system" if name == "system" else name.capitalize()
                    for name in APPEARANCES
                },
                chosen.appearance,
                lambda name: change(appearance=name),
            ),
        }

    def _on_preferences_changed(self) -> None:
        for name, show in self._show_chosen.items():
            show(getattr(self.preferences.settings, name))
        self.stage.pad.set_brush(BRUSHES[self.preferences.settings.brush])
        self._apply_appearance()
        self._arm_clearing()

    def _apply_appearance(self) -> None:
        theme = self.theme
        apply_theme(theme)
        self.stage.set_theme(theme)
        self.notice.set_theme(theme)
        self.theme_changed.emit(theme)

    def _on_drawing_changed(self) -> None:
        self._clear_timer.stop()
        if not self._read_timer.isActive():
            self._read_timer.start()

    def _on_gesture_finished(self) -> None:
        # Nothing to announce if nothing was drawn: the eraser may have missed.
        self._announce = self._read_timer.isActive()
        self._arm_clearing()

    def _arm_clearing(self) -> None:
        """Have the canvas clear itself some seconds from now, if it shall."""
        seconds = self.preferences.settings.clear_after
        if self.isFullScreen() and seconds and self.stage.pad.content:
            self._clear_timer.start(seconds * 1000)
        else:
            self._clear_timer.stop()

    def _read(self) -> None:
        content = self.stage.pad.content
        frame = frame_of(content)
        prediction = self._recognizer.predict(frame) if content else None
        self.stage.readout.set_prediction(prediction)
        self.stage.bars.set_prediction(prediction)
        self.stage.set_frame(frame, content)
        self._update_actions()
        if self._announce:
            self._announce = False
            self._speak(describe(prediction))
        self.read.emit()

    def _speak(self, text: str) -> None:
        """Have a screen reader say something, if one listens."""
        if QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self.stage.readout, text)
            QAccessible.updateAccessibility(event)

    def _update_actions(self) -> None:
        pad = self.stage.pad
        self._undo.setEnabled(pad.can_undo)
        self._redo.setEnabled(pad.can_redo)
        self._clear.setEnabled(bool(pad.content))

    def _set_full_screen(self, on: bool) -> None:
        if on == self.isFullScreen():
            return
        if on:
            geometry = bytes(self.saveGeometry().toHex().data()).decode()
            self.preferences.keep(geometry=geometry)
        # The other states stay: a maximised window is maximised again afterwards.
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _on_escape(self) -> None:
        """Put away what lies above the ordinary window: the notice, full screen."""
        if self.notice.isVisible():
            self.notice.hide()
        else:
            self._set_full_screen(False)

    def _show_parts(self) -> None:
        """Show what belongs to full screen or to the window, however it came to be."""
        on = self.isFullScreen()
        self._full_screen.setChecked(on)
        self.menuBar().setVisible(not on)
        self.stage.set_full_screen(on)
        self.set_status(self.status.sentence)
        self.stage.pad.set_hint(_FULL_SCREEN_HINT if on else _HINT)
        self._arm_clearing()
