"""The list of keys that the Help menu shows."""

from collections.abc import Sequence
from html import escape
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from digitpad.gui.dialog import Dialog, Text

_ON_THE_PAD: Final = (
    ("Arrow keys", "move the pen on the canvas"),
    ("Shift + arrow keys", "move it by small steps"),
    ("Space", "put the pen down, lift it"),
    ("Tab", "go to the canvas and the buttons in turn"),
    ("Ctrl+0 to Ctrl+9", "keep the drawing as that digit"),
    ("Ctrl+-", "keep the drawing as no digit"),
    ("Esc", "put a notice away, leave full screen"),
)
_SIZE: Final = QSize(1000, 620)
_NARROW: Final = 800
"""Logical pixels: in a narrower dialog all keys stand in one column."""


class KeysDialog(Dialog):
    """Lists the keys of the pad, and those of actions that have one."""

    def __init__(
        self, actions: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__("Keyboard", _SIZE, parent)
        rows = [
            *_ON_THE_PAD,
            *((_keys(a), _words(a)) for a in actions if a.shortcuts()),
        ]
        self.text = Text(_table(rows, 1 if self.width() < _NARROW else 2), "Keys")
        self.column.addWidget(self.text, 1)
        self.add_buttons()
        self.text.setFocus()


def _table(rows: Sequence[tuple[str, str]], columns: int) -> str:
    height = -(-len(rows) // columns)
    gap = "<td width='24'></td>"
    lines = (
        gap.join(_cells(rows, index + column * height) for column in range(columns))
        for index in range(height)
    )
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table cellpadding='4'>{body}</table>"


def _cells(rows: Sequence[tuple[str, str]], index: int) -> str:
    keys, words = rows[index] if index < len(rows) else ("", "")
    return f"<td><b>{escape(keys)}</b></td><td>{escape(words)}</td>"


def _keys(action: QAction) -> str:
    form = QKeySequence.SequenceFormat.NativeText
    return ", ".join(keys.toString(form) for keys in action.shortcuts())


def _words(action: QAction) -> str:
    words = action.text().replace("&", "").rstrip("…?")
    return words[:1].lower() + words[1:]
