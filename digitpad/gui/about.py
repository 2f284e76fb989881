"""What the program is, what it is made of, and under which licences."""

import importlib.metadata
import platform
from html import escape
from typing import Final

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QFont, QGuiApplication, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

import digitpad
from digitpad.gui.dialog import Dialog, Text
from digitpad.gui.icons import icon_picture
from digitpad.gui.theme import font_of

WHAT: Final = "Draw a digit and watch a Keras network read it."
LICENCES: Final = {
    "PySide6-Essentials": ("the window", "LGPL-3.0, GPL-2.0 or GPL-3.0"),
    "ai-edge-litert": ("reads", "Apache-2.0"),
    "keras": ("trains", "Apache-2.0"),
    "tensorflow": ("trains", "Apache-2.0"),
    "tensorflow-cpu": ("trains", "Apache-2.0"),
    "numpy": ("arrays", "BSD-3-Clause and others"),
    "h5py": ("weights in model files", "BSD-3-Clause"),
    "pillow": ("picture files", "MIT-CMU"),
    "pyqtgraph": ("curves", "MIT"),
    "platformdirs": ("places for files", "MIT"),
    "rich": ("progress on a terminal", "MIT"),
}
"""Of what the program is built with: what for, and under which licence it comes."""
DATA: Final = (
    ("The program", "MIT licence."),
    (
        "MNIST",
        "Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0. Comes with the program, and the "
        "bundled model has learned from it.",
    ),
    (
        "Pen-Based Recognition of Handwritten Digits",
        "E. Alpaydin, F. Alimoglu; CC BY 4.0. The bundled model has learned from it.",
    ),
    ("Omniglot", "MIT licence. The bundled model has learned letters from it."),
)
_SIZE: Final = QSize(720, 600)
_ICON: Final = 64
_COPIED: Final = "Copied"


class AboutDialog(Dialog):
    """Tells versions and licences, and puts them into the clipboard when asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("About digitpad", _SIZE, parent)
        self._versions = versions()
        self.text = Text(_html(self._versions), "Versions and licences")
        self.copy = QPushButton("&Copy versions")
        self.copy.clicked.connect(self._on_copy)
        self.column.addLayout(self._head())
        self.column.addWidget(self.text, 1)
        self.add_buttons(self.copy)
        self.text.setFocus()

    def _head(self) -> QHBoxLayout:
        icon = QLabel()
        picture = QPixmap.fromImage(
            icon_picture(round(_ICON * self.devicePixelRatioF()))
        )
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        icon.setPixmap(picture)
        name = QLabel(f"Digitpad {digitpad.__version__}")
        name.setFont(font_of(24, QFont.Weight.DemiBold))
        what = QLabel(f"{WHAT} Everything runs on your machine, offline.")
        what.setWordWrap(True)
        what.setFont(font_of(15))
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(name)
        words.addWidget(what)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _on_copy(self) -> None:
        lines = [f"{name} {version}" for name, version in self._versions.items()]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copy.setText(_COPIED)


def versions() -> dict[str, str]:
    """Return the versions of the program and of what it runs on and is built with.

    None of it is loaded for this; what is not installed is left out.
    """
    found = {
        "Digitpad": digitpad.__version__,
        "Python": platform.python_version(),
        "Qt": qVersion(),
    }
    for name in LICENCES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found | {"System": platform.platform()}


def _html(found: dict[str, str]) -> str:
    data = "".join(
        f"<p><b>{escape(what)}</b><br>{escape(words)}</p>" for what, words in DATA
    )
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{escape(found[name])}</td>"
        f"<td>{escape(purpose)}</td><td>{escape(licence)}</td></tr>"
        for name, (purpose, licence) in LICENCES.items()
        if name in found
    )
    rest = ", ".join(f"{name} {found[name]}" for name in ("Python", "Qt"))
    return (
        f"{data}<p><b>Built with</b></p><table cellpadding='4'>{rows}</table>"
        f"<p>{escape(rest)} on {escape(found['System'])}.</p>"
    )
