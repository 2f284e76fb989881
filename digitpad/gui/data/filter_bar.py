"""Which images are shown: of which part, which digit, all or the mistakes."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from digitpad.gui.data.parts import Part
from digitpad.gui.labels import color_label, label_of
from digitpad.gui.theme import LIGHT, Theme

_GAP: Final = 10
_WIDE: Final = 770
"""Logical pixels: all fits into a line of this length."""
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FilterBar(QWidget):
    """Chooses a part and some of its images, and says how many they are."""

    part_changed = Signal(object)
    """Another `Part` was chosen."""
    filter_changed = Signal()
    """Another digit was chosen, or whether only mistakes are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = QComboBox()
        self._part.setAccessibleName("Part")
        self._part.setToolTip("What networks learn from, or what they are tested with")
        for part in (Part.TEST, Part.TRAINING):
            self._part.addItem(part.value, part)
        self._digit = QComboBox()
        self._digit.setAccessibleName("Digit")
        self._digit.setMaxVisibleItems(11)
        self._digit.addItem("All digits", None)
        for digit in range(10):
            self._digit.addItem(f"Only {digit}", digit)
        self._wrong = QCheckBox("&Only what the model gets wrong")
        self._wrong.setToolTip("Images whose best guess is not their label")
        self._count = label_of(15)
        self._count.setAlignment(_RIGHT)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._grid.setColumnStretch(3, 1)
        self._grid.addWidget(self._part, 0, 0)
        self._grid.addWidget(self._digit, 0, 1)
        self._set_narrow(False)
        self._part.currentIndexChanged.connect(
            lambda _index: self.part_changed.emit(self.part)
        )
        self._digit.currentIndexChanged.connect(
            lambda _index: self.filter_changed.emit()
        )
        self._wrong.toggled.connect(lambda _on: self.filter_changed.emit())
        self.set_theme(LIGHT)

    @property
    def part(self) -> Part:
        """The part whose images are shown."""
        part: Part = self._part.currentData()
        return part

    @property
    def digit(self) -> int | None:
        """The digit that is shown alone; None for all."""
        digit: int | None = self._digit.currentData()
        return digit

    @property
    def only_wrong(self) -> bool:
        """Whether only what the model gets wrong is shown."""
        return self._wrong.isChecked()

    @property
    def count_text(self) -> str:
        """What is said of the number of images."""
        return self._count.text()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of a theme."""
        color_label(self._count, theme.quiet)

    @property
    def offers_own(self) -> bool:
        """Whether the own drawings can be chosen."""
        return self._part.findData(Part.OWN) >= 0

    def set_own(self, on: bool) -> None:
        """Offer the own drawings, too, or no more."""
        index = self._part.findData(Part.OWN)
        if on and index < 0:
            self._part.addItem(Part.OWN.value, Part.OWN)
        elif not on and index >= 0:
            if self.part is Part.OWN:
                self.set_part(Part.TEST)
            self._part.removeItem(index)

    def set_part(self, part: Part) -> None:
        """Choose a part, as the user would."""
        self._part.setCurrentIndex(self._part.findData(part))

    def set_digit(self, digit: int | None) -> None:
        """Choose a digit, or None for all, as the user would."""
        self._digit.setCurrentIndex(0 if digit is None else digit + 1)

    def set_only_wrong(self, on: bool) -> None:
        """Choose the mistakes or all, as the user would."""
        self._wrong.setChecked(on)

    def set_count(self, shown: int, of: int) -> None:
        """Say how many images are shown."""
        self._count.setText(f"{shown:,} of {of:,} images")

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """In two lines."""
        upper = (self._part, self._digit, self._count)
        width = sum(part.sizeHint().width() + _GAP for part in upper)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self._set_narrow(self.width() < _WIDE)

    def _set_narrow(self, narrow: bool) -> None:
        """Put all into a line, or the mistakes into one of their own."""
        if narrow:
            self._grid.addWidget(self._wrong, 1, 0, 1, 4)
            self._grid.addWidget(self._count, 0, 2, 1, 2)
        else:
            self._grid.addWidget(self._wrong, 0, 2)
            self._grid.addWidget(self._count, 0, 3)
