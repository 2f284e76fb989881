"""A line at the window's foot that says what went wrong."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

from digitpad.gui.theme import LIGHT, Theme


class Notice(QLabel):
    """Lies over the foot of another widget; a click puts it away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._under = parent
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.set_theme(LIGHT)
        self.hide()
        parent.installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self.setStyleSheet(
            f"background: {theme.text.name()}; color: {theme.surface.name()};"
            "padding: 12px 24px; font-size: 16px;"
        )

    def show_text(self, text: str) -> None:
        """Show a sentence until it is clicked or another comes."""
        self.setText(text)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's)
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        self.hide()

    def _place(self) -> None:
        room = self._under.size()
        height = self.heightForWidth(room.width())
        self.setGeometry(0, room.height() - height, room.width(), height)
