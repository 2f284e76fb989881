"""A small pad with its buttons, for windows that show what becomes of a drawing."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from digitpad.core.canvas import Content
from digitpad.core.strokes import Drawing
from digitpad.gui.buttons import ActionButton, clear_icon, undo_icon
from digitpad.gui.pad import Pad
from digitpad.gui.theme import Theme

_LEAST: Final = 150
_BUTTON: Final = 42


class SmallPad(QWidget):
    """A pad; below it one undoes and clears."""

    drawing_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pad = Pad()
        self.pad.set_hint("Draw here")
        self.pad.setMinimumSize(_LEAST, _LEAST)
        self._undo = QAction("Undo", self, shortcut=QKeySequence("Ctrl+Z"))
        self._clear = QAction("Clear", self, shortcut=QKeySequence("Del"))
        self._undo.triggered.connect(self.pad.undo)
        self._clear.triggered.connect(self.pad.clear)
        for action in (self._undo, self._clear):
            # Only here: in a field beside the pad these keys mean something else.
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)
        self.buttons = (
            ActionButton(self._undo, undo_icon),
            ActionButton(self._clear, clear_icon),
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self.buttons:
            button.setFixedHeight(_BUTTON)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.pad, 1)
        column.addLayout(row)
        self.pad.drawing_changed.connect(self._on_drawing_changed)
        self.pad.history_changed.connect(self._update_actions)
        self._update_actions()

    @property
    def drawing(self) -> Drawing:
        """What is drawn."""
        return self.pad.drawing

    @property
    def content(self) -> Content:
        """What is drawn, or the picture that is shown instead."""
        return self.pad.content

    def set_drawing(self, content: Content) -> None:
        """Show what is on another pad, as the main window's; can be undone."""
        self.pad.set_drawing(content)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self.pad.set_theme(theme)
        for button in self.buttons:
            button.set_theme(theme)

    def _on_drawing_changed(self) -> None:
        self._update_actions()
        self.drawing_changed.emit()

    def _update_actions(self) -> None:
        self._undo.setEnabled(self.pad.can_undo)
        self._clear.setEnabled(bool(self.pad.content))
