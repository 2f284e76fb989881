"""A view's explanation: what a child understands, and more for those who ask."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class Explained(QWidget):
    """Says in a sentence or two what a view shows; a button tells more.

    Parameters
    ----------
    simple
        Plain words, for a child of ten.
    exact
        The exact terms, shown when asked for.
    """

    def __init__(self, simple: str, exact: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simple = QLabel(simple, wordWrap=True)
        self._exact = QLabel(exact, wordWrap=True)
        self._exact.setProperty("quiet", True)
        self._exact.setOpenExternalLinks(False)
        for label in (self._simple, self._exact):
            label.setStyleSheet("font-size: 15px;")
        self.more = QPushButton()
        self.more.setCheckable(True)
        self.more.setAccessibleName("More about this view")
        self.more.toggled.connect(self._show_more)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._simple, 1)
        row.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._exact)
        self._show_more(False)

    def set_simple(self, text: str) -> None:
        """Change the plain words."""
        self._simple.setText(text)

    def _show_more(self, on: bool) -> None:
        self._exact.setVisible(on)
        self.more.setText("&Less" if on else "&More")
