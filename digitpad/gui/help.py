"""What the Help menu tells."""

from collections.abc import Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMessageBox, QWidget

import digitpad

_ON_THE_PAD = (
    ("Arrow keys", "move the pen on the canvas"),
    ("Shift + arrow keys", "move it by small steps"),
    ("Space", "put the pen down, lift it"),
    ("Tab", "go to the canvas and the buttons in turn"),
    ("Esc", "put a notice away, leave full screen"),
)


def show_about(parent: QWidget) -> None:
    """Tell what the program is."""
    QMessageBox.about(
        parent,
        "About digitpad",
        f"<h3>Digitpad {digitpad.__version__}</h3>"
        "<p>Draw a digit and watch a Keras network read it.</p>"
        "<p>MNIST: Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0.</p>",
    )


def show_keys(parent: QWidget, actions: Sequence[QAction]) -> None:
    """List the keys of the pad, and those of actions that have one."""
    rows = [*_ON_THE_PAD, *((_keys(a), _words(a)) for a in actions if a.shortcuts())]
    half = -(-len(rows) // 2)
    gap = "<td width='24'></td>"
    table = "".join(
        f"<tr>{_cells(rows, index)}{gap}{_cells(rows, index + half)}</tr>"
        for index in range(half)
    )
    QMessageBox.about(parent, "Keyboard", f"<table cellpadding='2'>{table}</table>")


def _cells(rows: Sequence[tuple[str, str]], index: int) -> str:
    keys, words = rows[index] if index < len(rows) else ("", "")
    return f"<td><b>{keys}</b></td><td>{words}</td>"


def _keys(action: QAction) -> str:
    form = QKeySequence.SequenceFormat.NativeText
    return ", ".join(keys.toString(form) for keys in action.shortcuts())


def _words(action: QAction) -> str:
    words = action.text().replace("&", "").rstrip("…?")
    return words[:1].lower() + words[1:]
