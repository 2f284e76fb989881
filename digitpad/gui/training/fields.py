"""The controls of the settings: numbers, choices and what is wrong with them."""

import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QValidator,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QSpinBox,
    QStyledItemDelegate,
    QWidget,
)

from digitpad.gui.theme import LIGHT, Theme, font_of
from digitpad.gui.training.words import decimal

if TYPE_CHECKING:
    _Mixin = QWidget
else:
    _Mixin = object  # Qt allows one base of its own

_DECIMALS: Final = 9
"""Enough for the least learning rate, with three digits to spare."""
_LOCALE: Final = QLocale(QLocale.Language.English)
"""Numbers look as everywhere else in the program: 0.001 and 60,000."""
_SIGN: Final = 16
"""Side of the warning sign, in pixels."""
_GROUPS: Final = re.compile(r"[1-9]\d{0,2}(,\d{3})+")
"""A number whose commas all stand before three digits: 0,5 is not 5."""


class _WheelWithFocus(_Mixin):
    """The wheel changes a field only with the focus; else it scrolls the panel."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberBox(_WheelWithFocus, QSpinBox):
    """A whole number in a range."""

    def __init__(self, low: int, high: int, step: int = 1) -> None:
        super().__init__()
        self._grouped = False
        self._good = low
        _prepare(self)
        self.setGroupSeparatorShown(True)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.valueChanged.connect(self._on_value_changed)
        self.editingFinished.connect(self._on_editing_finished)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        digits = self._digits(text)
        if "," in digits and not _GROUPS.fullmatch(digits):
            return QValidator.State.Intermediate, text, position
        return super().validate(text, position)

    def fixup(self, text: str) -> str:
        digits = self._digits(text)
        if _GROUPS.fullmatch(digits):
            digits = digits.replace(",", "")
        number = _nearest(_read(digits), self.minimum(), self.maximum())
        return _shown(self, self._good if number is None else int(number))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        if self.isGroupSeparatorShown():
            # Else 60,000 less a digit would be 60,00, which looks like a decimal.
            self._grouped = True
            self.setGroupSeparatorShown(False)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        super().focusOutEvent(event)
        self.setGroupSeparatorShown(self._grouped)

    def _digits(self, text: str) -> str:
        return text.removesuffix(self.suffix()).strip()

    def _on_value_changed(self, value: int) -> None:
        if not self.lineEdit().isModified():
            self._good = value

    def _on_editing_finished(self) -> None:
        self.lineEdit().setModified(False)
        self._good = self.value()


class ShareBox(_WheelWithFocus, QDoubleSpinBox):
    """A decimal number in a range, written without needless zeros."""

    def __init__(self, low: float, high: float, step: float = 0.05) -> None:
        super().__init__()
        self._good = low
        _prepare(self)
        self.setDecimals(_DECIMALS)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.valueChanged.connect(self._on_value_changed)
        self.editingFinished.connect(self._on_editing_finished)

    def textFromValue(self, value: float) -> str:  # noqa: N802 (Qt's name)
        return decimal(value)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        if "," in text:  # Qt takes 0,5 for 5
            return QValidator.State.Intermediate, text, position
        return super().validate(text, position)

    def fixup(self, text: str) -> str:
        number = _nearest(_read(text), self.minimum(), self.maximum())
        return _shown(self, self._good if number is None else number)

    def _on_value_changed(self, value: float) -> None:
        if not self.lineEdit().isModified():
            self._good = value

    def _on_editing_finished(self) -> None:
        self.lineEdit().setModified(False)
        self._good = self.value()


class RateBox(ShareBox):
    """A learning rate: typed as 0.001 or 1e-3, stepped by 1, 2, 5, 10."""

    def stepBy(self, steps: int) -> None:  # noqa: N802 (Qt's name)
        value = self.value()
        for _ in range(abs(steps)):
            value = _next_rate(value) if steps > 0 else _previous_rate(value)
        self.setValue(value)
        self.selectAll()

    def valueFromText(self, text: str) -> float:  # noqa: N802 (Qt's name)
        number = _read(text)
        return self.value() if number is None else number

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        number = _read(text)
        state = QValidator.State.Intermediate
        # A comma may be typed: left out, 0,5 would be 05.
        if not set(text.strip().lower()) <= set("0123456789.,e-+"):
            state = QValidator.State.Invalid
        elif number is not None and self.minimum() <= number <= self.maximum():
            state = QValidator.State.Acceptable
        return state, text, position


class ChoiceBox(_WheelWithFocus, QComboBox):
    """One of some values.

    Parameters
    ----------
    choices
        What is shown for each value.
    """

    def __init__(self, choices: Mapping[str, str]) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The box's own delegate takes no height from a style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))
        for value, shown in choices.items():
            self.addItem(shown, value)

    @property
    def choice(self) -> str:
        """The value that is chosen."""
        return str(self.currentData())

    def set_choice(self, value: str) -> None:
        """Choose a value."""
        self.setCurrentIndex(self.findData(value))


class SwitchBox(QCheckBox):
    """Yes or no, with a number's ways of being asked and changed."""

    valueChanged = Signal()  # noqa: N815 (as Qt calls it in numbers)

    def __init__(self) -> None:
        super().__init__()
        self.toggled.connect(lambda _on: self.valueChanged.emit())

    def value(self) -> bool:
        """Return whether it is checked."""
        return self.isChecked()

    def setValue(self, on: bool) -> None:  # noqa: N802 (as in Qt's numbers)
        """Check it or not."""
        self.setChecked(on)


class Problem(QLabel):
    """A sentence under a field that says why it cannot stay so; hidden without one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._color = QColor()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("problem", True)
        self.setFont(font_of(14))
        self.setContentsMargins(_SIGN + 8, 0, 0, 4)
        self.set_theme(LIGHT)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Paint the sign in the colours of a theme; the style sheet has the text's."""
        self._color = theme.unsure
        self.update()

    def set_sentence(self, sentence: str) -> None:
        """Say what is wrong; "" for nothing."""
        self.setText(sentence)
        self.setVisible(bool(sentence))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._color)
        square = QRectF(1, 1, _SIGN, _SIGN)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(square.center().x(), square.top()),
                    square.bottomRight(),
                    square.bottomLeft(),
                ]
            )
        )
        painter.setFont(font_of(11, QFont.Weight.Bold))
        painter.drawText(square.translated(0, 2), Qt.AlignmentFlag.AlignCenter, "!")
        painter.end()


def _prepare(box: QAbstractSpinBox) -> None:
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.setLocale(_LOCALE)
    box.setAccelerated(True)
    box.lineEdit().setTextMargins(8, 0, 0, 0)  # of the style sheet's Qt takes none


def _shown(box: QSpinBox | QDoubleSpinBox, value: float) -> str:
    """Return what a field shows for a value."""
    if value == box.minimum() and box.specialValueText():
        return box.specialValueText()
    if isinstance(box, QSpinBox):
        return f"{value}{box.suffix()}"
    return box.textFromValue(value)


def _read(text: str) -> float | None:
    """Return the number in a text; infinity for one that is too large."""
    try:
        number = float(text)
    except ValueError:
        return None
    return None if math.isnan(number) else number


def _nearest(number: float | None, low: float, high: float) -> float | None:
    return None if number is None else min(max(number, low), high)


def _next_rate(value: float) -> float:
    """Return the next larger of 1, 2, 5 and their tenths and tens."""
    exponent = math.floor(math.log10(value) + 1e-9)
    for digit in (1, 2, 5, 10):
        rate = digit * 10.0**exponent
        if rate > value * 1.000001:
            return rate
    raise AssertionError("ten times its power of ten is larger than any number")


def _previous_rate(value: float) -> float:
    exponent = math.floor(math.log10(value) + 1e-9)
    for digit in (5, 2, 1, 0.5):
        rate = digit * 10.0**exponent
        if rate < value * 0.999999:
            return rate
    raise AssertionError("half its power of ten is smaller than any number")
