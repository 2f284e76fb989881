"""A few words in the menu bar's corner: what was kept, and a way to take it back."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from digitpad.gui.labels import color_label, label_of
from digitpad.gui.theme import LIGHT, Theme

_SECONDS: Final = 12
"""Long enough to read it and to change one's mind."""
_GAP: Final = 8


class KeptLine(QWidget):
    """Shows a sentence for a while. It takes no room from the pad, which would jump."""

    take_back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = ""
        self._text = label_of(14, bold=True)
        self._button = QPushButton("Take back")
        self._button.setFlat(True)
        self._button.setObjectName("kept")
        self._button.clicked.connect(self.take_back_requested)
        self._timer = QTimer(self, singleShot=True, interval=_SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 9, _GAP, 0)  # as high as the menus
        row.setSpacing(_GAP)
        row.addWidget(self._text)
        row.addWidget(self._button)
        self.set_theme(LIGHT)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._sentence

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        color_label(self._text, theme.text)
        self._button.setStyleSheet(
            f"QPushButton {{ color: {theme.accent.name()}; background: transparent;"
            " border: none; padding: 0 6px; min-height: 20px; font-size: 14px;"
            " text-decoration: underline; }"
            f"QPushButton:focus {{ border: 2px solid {theme.accent.name()};"
            " border-radius: 6px; }"
        )

    def say(self, text: str, room: int, *, can_take_back: bool) -> None:
        """Show a sentence for some seconds, and have it spoken.

        Parameters
        ----------
        room
            Logical pixels that there are beside the menus: more would hide one.
        """
        self._sentence = text
        self._button.setVisible(can_take_back)
        if can_take_back:
            room -= self._button.sizeHint().width() + _GAP
        mode = Qt.TextElideMode.ElideRight
        shown = self._text.fontMetrics().elidedText(text, mode, room - 2 * _GAP)
        self._text.setText(shown)
        self.setToolTip(text)
        self.show()
        self._timer.start()
        if QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self, text)
            QAccessible.updateAccessibility(event)
