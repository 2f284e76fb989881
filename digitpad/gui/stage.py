"""What stands where: the pad at the left, its reading at the right."""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from digitpad.core.canvas import Content, PictureInk
from digitpad.core.frame import SIDE
from digitpad.core.strokes import Frame
from digitpad.gui.bars import Bars
from digitpad.gui.buttons import ActionButton
from digitpad.gui.pad import Pad
from digitpad.gui.preview import Preview
from digitpad.gui.readout import Readout
from digitpad.gui.theme import Theme, font_of

_MARGIN: Final = 24
_GAP: Final = 16
_SQUARES: Final = "28\u00a0×\u00a028"
_STROKES: Final = (
    f"Your ink, scaled to 20 squares, drawn with one pen and centred in {_SQUARES}."
)
_PICTURE: Final = (
    f"The ink found, scaled to 20 squares, as if by one pen, centred in {_SQUARES}."
)
_FRAME: Final = f"The image as it is: it has {_SQUARES} squares already."
_COMPACT: Final = 430
"""Below this height the frame stands beside the digit, so that the bars stay
legible: at twice the scale 1280x720 are 640x360."""


class Stage(QWidget):
    """Lays out the window's parts for its size; in full screen fewer of them."""

    def __init__(self, buttons: list[ActionButton]) -> None:
        super().__init__()
        self.pad = Pad(self)
        self.readout = Readout(self)
        self.bars = Bars(self)
        self.preview = Preview(self)
        self._buttons = buttons
        for button in buttons:
            button.setParent(self)
        self._caption = QLabel("What the network sees", self)
        self._about = QLabel(self)
        self._about.setWordWrap(True)
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._model = ""
        self._way = _STROKES
        self._full_screen = False
        order = [self.pad, *buttons]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    @property
    def about(self) -> str:
        """The lines beside the frame."""
        return self._about.text()

    def set_about(self, text: str) -> None:
        """Say something of the model beside the frame."""
        self._model = text
        self._show_about()

    def set_frame(self, frame: Frame, content: Content) -> None:
        """Show the frame of what is on the canvas, and say how that became one."""
        self.preview.set_frame(frame)
        way = _STROKES
        if isinstance(content, PictureInk):
            way = _FRAME if content.is_frame else _PICTURE
        if way != self._way:
            self._way = way
            self._show_about()

    def _show_about(self) -> None:
        self._about.setText(f"{self._way}\n\n{self._model}")

    def set_theme(self, theme: Theme) -> None:
        """Give all parts the colours of a theme."""
        self.pad.set_theme(theme)
        self.readout.set_theme(theme)
        self.bars.set_theme(theme)
        self.preview.set_theme(theme)
        for button in self._buttons:
            button.set_theme(theme)
        for label, color in ((self._caption, theme.text), (self._about, theme.quiet)):
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, color)
            label.setPalette(palette)

    def set_full_screen(self, on: bool) -> None:
        """Show the pad and its reading alone, as large as they go."""
        self._full_screen = on
        for part in (*self._buttons, self.preview):
            part.setVisible(not on)
        self._arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        # Low: at twice the scale a notice must find room on a screen of 1280x720.
        return QSize(560, 190)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self._arrange()

    def _arrange(self) -> None:
        width, height = self.width(), self.height()
        margin = min(_MARGIN, height // 28)
        button = min(
            max(self._buttons[0].sizeHint().height(), height // 13), height // 8
        )
        buttons = 0 if self._full_screen else button + margin * 2 // 3
        share = 0.58 if self._full_screen else 0.5
        side = int(min(height - 2 * margin - buttons, width * share - 2 * margin))
        block = side + buttons
        top = (height - block) // 2
        # In a very wide window the reading grows to 1.6 times the pad's width.
        spare = max(0, width - 4 * margin - side - int(1.6 * side)) // 2
        left = margin + spare
        self.pad.setGeometry(left, top, side, side)
        self._arrange_buttons(QRect(left, top + block - button, side, button))
        right = left + side + 2 * margin
        panel = QRect(right, top, width - right - margin - spare, block)
        if self._full_screen:
            self._arrange_reading(panel, 0.3, 0)
        elif panel.height() < _COMPACT:
            self._arrange_compact(panel)
        else:
            squares = min(9, max(3, int((panel.height() - 250) * 0.37 / SIDE)))
            self._arrange_reading(panel, 0.24, squares * SIDE + 2)

    def _arrange_buttons(self, row: QRect) -> None:
        gap = min(12, row.width() // 40)
        others = len(self._buttons) - 1
        # All of one width to the pixel: it decides whether text stands beside an icon.
        width = (row.width() - others * gap) // len(self._buttons)
        for index, button in enumerate(self._buttons):
            left = row.x() + round(index * (row.width() - width) / others)
            button.setGeometry(left, row.y(), width, row.height())

    def _arrange_reading(
        self, panel: QRect, readout_share: float, preview: int
    ) -> None:
        """Place the digit, under it the bars, under them the frame and its words."""
        readout = round(panel.height() * readout_share)
        self.readout.setGeometry(panel.x(), panel.y(), panel.width(), readout)
        bottom = panel.y() + panel.height()
        bars_top = panel.y() + readout + _GAP
        bars_bottom = bottom - (preview + _MARGIN if preview else 0)
        self.bars.setGeometry(
            panel.x(), bars_top, panel.width(), bars_bottom - bars_top
        )
        top, left = bottom - preview, panel.x() + preview + _MARGIN
        width = panel.x() + panel.width() - left
        self.preview.setGeometry(panel.x(), top, preview, preview)
        text = max(11.0, min(preview * 0.105, width / 26))
        self._caption.setFont(font_of(text * 1.15, QFont.Weight.Bold))
        self._about.setFont(font_of(text))
        line = round(text * 1.6)
        self._caption.setGeometry(left, top - 2, width, line)
        self._about.setGeometry(left, top + line, width, preview - line)
        self._show_words(preview > 0)

    def _arrange_compact(self, panel: QRect) -> None:
        """Place the digit and the frame side by side, and the bars under them."""
        preview = max(2, int(panel.height() * 0.28 / SIDE)) * SIDE + 2
        width = panel.width() - preview
        self.readout.setGeometry(panel.x(), panel.y(), width - _GAP, preview)
        self.preview.setGeometry(panel.x() + width, panel.y(), preview, preview)
        top = preview + _GAP // 2
        self.bars.setGeometry(
            panel.x(), panel.y() + top, panel.width(), panel.height() - top
        )
        self._show_words(False)

    def _show_words(self, on: bool) -> None:
        self._caption.setVisible(on)
        self._about.setVisible(on)
