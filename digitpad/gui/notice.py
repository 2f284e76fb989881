"""A line at the window's foot that says what went wrong."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

from digitpad.gui.theme import LIGHT, Theme


class Notice(QLabel):
    """Shows a sentence until it is put away, by a click or by the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.set_theme(LIGHT)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        self.setStyleSheet(
            f"background: {theme.text.name()}; color: {theme.surface.name()};"
            "padding: 12px 24px; font-size: 16px;"
        )

    def show_text(self, text: str) -> None:
        """Show a sentence until it is put away or another comes."""
        self.setText(f"{text}  (Esc)")
        self.setAccessibleName(text)
        self.show()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        self.hide()
