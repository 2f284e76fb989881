"""Which of the drawings are shown, and what can be done with those selected."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QWidget,
)

from digitpad.core.own_drawing import NO_DIGIT, OwnDrawing

_ALL: Final = "all"


class GalleryFilter(QWidget):
    """Chooses some of the drawings."""

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
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._label)
        row.addWidget(self._wrong)
        row.addStretch(1)
        self._label.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self._wrong.toggled.connect(lambda _on: self.changed.emit())

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
