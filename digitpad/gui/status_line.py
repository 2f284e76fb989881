"""A line at the window's foot that says what a training does."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

_MARGIN = 48
"""Logical pixels left and right of the text, as the style sheet has them."""


class StatusLine(QPushButton):
    """A button as wide as the window, with as much of a sentence as fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setFlat(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._sentence = ""

    @property
    def sentence(self) -> str:
        """All that is said; the line shows as much as fits."""
        return self._sentence

    def set_sentence(self, sentence: str) -> None:
        """Say something."""
        self._sentence = sentence
        self.setToolTip(sentence)
        self.setAccessibleName(sentence)
        self._show()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self._show()

    def _show(self) -> None:
        room = self.width() - _MARGIN
        mode = Qt.TextElideMode.ElideRight
        text = self.fontMetrics().elidedText(self._sentence, mode, room)
        self.setText(text.replace("&", "&&"))
