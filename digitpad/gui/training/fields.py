"""The controls of the settings: numbers, choices and what is wrong with them."""

import math
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QValidator,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QSpinBox,
    QStyledItemDelegate,
    QWidget,
)

from digitpad.gui.theme import LIGHT, Theme, font_of
from digitpad.gui.training.words import decimal

_DECIMALS: Final = 9
"""Enough for the least learning rate, with three digits to spare."""
_LOCALE: Final = QLocale(QLocale.Language.English)
"""Numbers look as everywhere else in the program: 0.001 and 60,000."""
_SIGN: Final = 16
"""Side of the warning sign, in pixels."""


class NumberBox(QSpinBox):
    """A whole number in a range; the wheel changes it only with the focus."""

    def __init__(self, low: int, high: int, step: int = 1) -> None:
        super().__init__()
        _prepare(self)
        self.setRange(low, high)
        self.setSingleStep(step)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ShareBox(QDoubleSpinBox):
    """A decimal number in a range, written without needless zeros."""

    def __init__(self, low: float, high: float, step: float = 0.05) -> None:
        super().__init__()
        _prepare(self)
        self.setDecimals(_DECIMALS)
        self.setRange(low, high)
        self.setSingleStep(step)

    def textFromValue(self, value: float) -> str:  # noqa: N802 (Qt's name)
        return decimal(value)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


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
        if number is None:
            if not set(text.strip().lower()) <= set("0123456789.e-+"):
                state = QValidator.State.Invalid
        elif self.minimum() <= number <= self.maximum():
            state = QValidator.State.Acceptable
        return state, text, position


class ChoiceBox(QComboBox):
    """One of some values; the wheel changes it only with the focus.

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

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


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
    box.setGroupSeparatorShown(True)
    box.setAccelerated(True)
    box.lineEdit().setTextMargins(8, 0, 0, 0)  # of the style sheet's Qt takes none
    box.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)


def _read(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


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
