"""The main window: draw, and watch the network read."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QActionGroup,
    QCloseEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

import digitpad
from digitpad.core.errors import DigitpadError
from digitpad.core.frame import render
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
from digitpad.gui.notice import Notice
from digitpad.gui.pad import Tool
from digitpad.gui.readout import describe
from digitpad.gui.stage import Stage
from digitpad.gui.status_line import StatusLine
from digitpad.gui.theme import Theme, apply_theme, theme_for
from digitpad.gui.views import VIEWS, ViewKind

T = TypeVar("T")

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
        self._settings = settings
        self._save = save
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
        column = QVBoxLayout(central)
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
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._apply_appearance)
        pad.set_hint(_HINT)
        pad.set_brush(BRUSHES[settings.brush])
        self._apply_appearance()
        self._update_actions()
        self.setWindowTitle("Digitpad")
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _FRAME))
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromHex(settings.geometry.encode()))
        pad.setFocus()

    @property
    def theme(self) -> Theme:
        """The colours of the window."""
        return theme_for(self._settings.appearance)

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

    def set_bundled(self, bundled: bool) -> None:
        """Say whether the model is the one that comes with the program."""
        self._bundled.setEnabled(not bundled)

    def set_status(self, text: str) -> None:
        """Say at the window's foot what a training does; "" says nothing."""
        self.status.set_sentence(text)
        self.status.setVisible(bool(text) and not self.isFullScreen())

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
            self._settings = replace(self._settings, geometry=geometry)
        self._save_settings()
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
        self._about = QAction("&About digitpad", self)
        self._about.triggered.connect(self._show_about)
        self._keys = QAction("&Keyboard", self, shortcut=QKeySequence("F1"))
        self._keys.triggered.connect(self._show_keys)
        # A hidden menu bar's shortcuts are dead: the window holds the actions too.
        for action in (
            *(self._undo, self._redo, self._eraser, self._clear),
            *(self._full_screen, self._leave, self._quit, self._keys),
            *(self._train, *self._views),
        ):
            self.addAction(action)

    def _view_action(self, kind: ViewKind) -> QAction:
        action = QAction(kind.text, self, shortcut=QKeySequence(kind.shortcut))
        action.triggered.connect(lambda: self.view_requested.emit(kind.name))
        return action

    def _make_menus(self) -> None:
        bar = self.menuBar()
        bar.addMenu("&File").addAction(self._quit)
        edit = bar.addMenu("&Edit")
        edit.addActions([self._undo, self._redo])
        edit.addSeparator()
        edit.addActions([self._eraser, self._clear])
        bar.addMenu("&Model").addActions([self._train, self._bundled])
        view = bar.addMenu("&View")
        view.addActions(self._views)
        view.addSeparator()
        view.addAction(self._full_screen)
        self._add_choice(
            view.addMenu("&Clear by itself in full screen"),
            {
                seconds: f"After {seconds} seconds" if seconds else "Never"
                for seconds in CLEAR_AFTER
            },
            self._settings.clear_after,
            lambda seconds: self._choose(replace(self._settings, clear_after=seconds)),
        )
        view.addSeparator()
        self._add_choice(
            view.addMenu("&Ink"),
            {name: name.capitalize() for name in BRUSHES},
            self._settings.brush,
            lambda name: self._choose(replace(self._settings, brush=name)),
        )
        self._add_choice(
            view.addMenu("&Appearance"),
            {
                name: "As the system" if name == "system" else name.capitalize()
                for name in APPEARANCES
            },
            self._settings.appearance,
            lambda name: self._choose(replace(self._settings, appearance=name)),
        )
        bar.addMenu("&Help").addActions([self._keys, self._about])

    def _add_choice(
        self,
        menu: QMenu,
        choices: dict[T, str],
        chosen: T,
        choose: Callable[[T], None],
    ) -> None:
        """Fill a menu with values of which one is chosen."""
        group = QActionGroup(menu)
        for value, text in choices.items():
            action = QAction(text, group, checkable=True, checked=value == chosen)
            action.triggered.connect(lambda _on, value=value: choose(value))
            menu.addAction(action)

    def _choose(self, settings: Settings) -> None:
        self._settings = settings
        self.stage.pad.set_brush(BRUSHES[self._settings.brush])
        self._apply_appearance()
        self._arm_clearing()
        self._save_settings()

    def _save_settings(self) -> None:
        try:
            self._save(self._settings)
        except DigitpadError as error:
            self.tell(str(error))
            # Seen on the terminal when the window closes. Imported here: it costs
            # five milliseconds of the start.
            import logging

            logging.getLogger(__name__).warning("%s", error)

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
        seconds = self._settings.clear_after
        if self.isFullScreen() and seconds and self.stage.pad.drawing:
            self._clear_timer.start(seconds * 1000)
        else:
            self._clear_timer.stop()

    def _read(self) -> None:
        drawing = self.stage.pad.drawing
        frame = render(drawing)
        prediction = self._recognizer.predict(frame) if drawing else None
        self.stage.readout.set_prediction(prediction)
        self.stage.bars.set_prediction(prediction)
        self.stage.preview.set_frame(frame)
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
        self._clear.setEnabled(bool(pad.drawing))

    def _set_full_screen(self, on: bool) -> None:
        if on == self.isFullScreen():
            return
        if on:
            geometry = bytes(self.saveGeometry().toHex().data()).decode()
            self._settings = replace(self._settings, geometry=geometry)
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

    def _show_about(self) -> None:
        QMessageBox.about(
            self,
            "About digitpad",
            f"<h3>Digitpad {digitpad.__version__}</h3>"
            "<p>Draw a digit and watch a Keras network read it.</p>"
            "<p>MNIST: Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0.</p>",
        )

    def _show_keys(self) -> None:
        views = "".join(
            f"<tr><td>{kind.shortcut}</td><td>{kind.says}</td></tr>"
            for kind in VIEWS.values()
        )
        QMessageBox.about(
            self,
            "Keyboard",
            "<table cellpadding='2'>"
            "<tr><td>Arrow keys</td><td>move the pen on the canvas</td></tr>"
            "<tr><td>Shift + arrow keys</td><td>move it by small steps</td></tr>"
            "<tr><td>Space</td><td>put the pen down, lift it</td></tr>"
            "<tr><td>E</td><td>take the eraser, put it away</td></tr>"
            "<tr><td>Ctrl+Z, Ctrl+Y</td><td>undo, redo</td></tr>"
            "<tr><td>Del</td><td>clear the canvas</td></tr>"
            "<tr><td>Tab</td><td>go to the canvas and the buttons in turn</td></tr>"
            "<tr><td>Ctrl+T</td><td>train a network</td></tr>"
            f"{views}"
            "<tr><td>F11, Esc</td><td>full screen and back</td></tr>"
            "</table>",
        )
