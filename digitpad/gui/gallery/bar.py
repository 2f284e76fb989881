"""Which of the drawings are shown, and what can be done with those selected."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QWidget,
)

from digitpad.core.own_drawing import NO_DIGIT, OwnDrawing
from digitpad.gui.labels import color_label, label_of
from digitpad.gui.theme import LIGHT, Theme

_ALL: Final = "all"
_NARROW: Final = 640
"""Logical pixels: all of the filter fits into a line of this length."""
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class GalleryFilter(QWidget):
    """Chooses some of the drawings, and says how many they are."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QComboBox()
        self._label.setAccessibleName("Label")
        self._label.setMaxVisibleItems(12)
        self._label.addItem("All labels", _ALL)
        for digit in range(10):
            self._label.addItem(f"Only {digit}", digit)
        self._label.addItem("Only no digit", None)
        self._wrong = QCheckBox("&Only what the model gets wrong")
        self._count = label_of(15)
        self._count.setAlignment(_RIGHT)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self._grid.setColumnStretch(2, 1)
        self._grid.addWidget(self._label, 0, 0)
        self._set_narrow(False)
        self._label.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self._wrong.toggled.connect(lambda _on: self.changed.emit())
        self.set_theme(LIGHT)

    @property
    def only_wrong(self) -> bool:
        """Whether only what the model gets wrong is shown."""
        return self._wrong.isChecked()

    @property
    def wish(self) -> str:
        """What a drawing must be to be shown: "a 7", "no digit"; "" for anything."""
        chosen = self._label.currentData()
        if chosen == _ALL:
            return ""
        return NO_DIGIT if chosen is None else f"a {chosen}"

    @property
    def count_text(self) -> str:
        """What is said of the number of drawings."""
        return self._count.text()

    def takes(self, drawing: OwnDrawing) -> bool:
        """Tell whether a drawing has a label that is shown."""
        chosen = self._label.currentData()
        return bool(chosen == _ALL or chosen == drawing.digit)

    def set_label(self, label: str) -> None:
        """Choose by the text in the list, as the user would."""
        self._label.setCurrentIndex(self._label.findText(label))

    def set_only_wrong(self, on: bool) -> None:
        """Choose the mistakes or all, as the user would."""
        self._wrong.setChecked(on)

    def set_count(self, shown: int, of: int, selected: int) -> None:
        """Say how many drawings are shown and selected."""
        text = f"{of:,} drawings" if shown == of else f"{shown:,} of {of:,} drawings"
        if of == 1 == shown:
            text = "1 drawing"
        self._count.setText(f"{selected:,} selected · {text}" if selected else text)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        color_label(self._count, theme.quiet)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """In two lines."""
        width = self._label.sizeHint().width() + self._count.sizeHint().width() + 10
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self._set_narrow(self.width() < _NARROW)

    def _set_narrow(self, narrow: bool) -> None:
        if narrow:
            self._grid.addWidget(self._wrong, 1, 0, 1, 3)
            self._grid.addWidget(self._count, 0, 1, 1, 2)
        else:
            self._grid.addWidget(self._wrong, 0, 1)
            self._grid.addWidget(self._count, 0, 2)


class GalleryActions(QWidget):
    """Buttons for what can be done with the drawings."""

    label_requested = Signal(object)
    pad_requested = Signal()
    delete_requested = Signal()
    undo_requested = Signal()
    import_requested = Signal()
    export_requested = Signal(bool)
    """True for those selected alone."""
    select_all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.relabel = QPushButton("Change &label")
        labels = QMenu(self)
        for label in (*range(10), NO_DIGIT):
            name = f"&{label}" if isinstance(label, int) else "&No digit"
            action = labels.addAction(f"{name}\t{label if label != NO_DIGIT else '-'}")
            action.triggered.connect(
                lambda _on, label=label: self.label_requested.emit(label)
            )
        self.relabel.setMenu(labels)
        self.pad = QPushButton("To the &pad")
        self.pad.setToolTip("Draw on with it (Enter, or a double click)")
        self.pad.clicked.connect(self.pad_requested)
        self.delete = QPushButton("&Delete")
        self.delete.setToolTip("Take what is selected away (Del)")
        self.delete.clicked.connect(self.delete_requested)
        self.undo = QPushButton("&Undo")
        self.undo.setToolTip("Take the last change back (Ctrl+Z)")
        self.undo.clicked.connect(self.undo_requested)
        self.files = QPushButton("&Files")
        menu = QMenu(self)
        self.bring = _action(menu, "&Import…", "Ctrl+O")
        self.bring.triggered.connect(self.import_requested)
        menu.addSeparator()
        self.save_all = _action(menu, "&Export all…", "Ctrl+E")
        self.save_all.triggered.connect(lambda: self.export_requested.emit(False))
        self.save_some = _action(menu, "Export &selected…", "Ctrl+Shift+E")
        self.save_some.triggered.connect(lambda: self.export_requested.emit(True))
        menu.addSeparator()
        self.all = _action(menu, "Select &all", "Ctrl+A")
        self.all.triggered.connect(self.select_all_requested)
        self.files.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.relabel, self.pad, self.delete, self.undo):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.files)

    def set_state(self, *, selected: int, count: int, can_undo: bool) -> None:
        """Offer what can be done now."""
        for button in (self.relabel, self.pad, self.delete):
            button.setEnabled(selected > 0)
        self.pad.setEnabled(selected == 1)
        self.undo.setEnabled(can_undo)
        self.save_all.setEnabled(count > 0)
        self.all.setEnabled(count > 0)
        self.save_some.setEnabled(selected > 0)


def _action(menu: QMenu, text: str, keys: str) -> QAction:
    action = menu.addAction(text)
    action.setShortcut(QKeySequence(keys))
    return action
