"""What can be done with the selected model."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from digitpad.core.model_list import ListedModel
from digitpad.gui.library.words import CHANGEABLE

_BUNDLED: Final = "It comes with digitpad and stays as it is."
_FILE: Final = "It lies in a folder of yours: digitpad leaves it as it is."


class Buttons(QWidget):
    """A row of buttons, of which those can be pressed that make sense."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.use = QPushButton("&Use")
        self.use.setProperty("primary", True)
        self.default = QPushButton("Make de&fault")
        self.rename = QPushButton("&Rename")
        self.copy = QPushButton("Save a &copy…")
        self.delete = QPushButton("&Delete…")
        self.open = QPushButton("&Open a file…")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for button in (self.use, self.default, self.rename, self.copy, self.delete):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.open)

    def show_for(
        self, model: ListedModel | None, *, in_use: bool, default: bool
    ) -> None:
        """Enable what can be done with a model; tips say why something cannot."""
        fixed = ""
        if model and model.kind not in CHANGEABLE:
            fixed = _BUNDLED if model.kind == "bundled" else _FILE
        for button, tip, why_not in (
            (
                self.use,
                "The pad reads with this model (Enter).",
                "The pad reads with it already." if in_use else "",
            ),
            (
                self.default,
                "digitpad starts with this model.",
                "digitpad starts with it already." if default else "",
            ),
            (self.rename, "Give it another name (F2).", fixed),
            (self.copy, "Save it elsewhere, with its card and its twin.", ""),
            (self.delete, "Move it to the trash (Del).", fixed),
        ):
            button.setEnabled(model is not None and not why_not)
            button.setToolTip((why_not or tip) if model else "")
            button.setAccessibleDescription(button.toolTip())
