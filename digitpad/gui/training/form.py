"""The fields of a training's settings, each with what is wrong with it."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from digitpad.core.presets import Preset
from digitpad.core.training_config import (
    LIMITS,
    MOST_LAYERS,
    TITLES,
    WIDEST_LAYER,
    problems,
)
from digitpad.gui.theme import Theme, font_of
from digitpad.gui.training.fields import (
    ChoiceBox,
    NumberBox,
    Problem,
    RateBox,
    ShareBox,
    SwitchBox,
)
from digitpad.gui.training.words import (
    ACTIVATION_NAMES,
    AUGMENTATION_NAMES,
    OPTIMIZER_NAMES,
)

Field = NumberBox | ShareBox | ChoiceBox | SwitchBox

USUAL: Final = ("epochs", "images", "batch_size", "learning_rate", "own_drawings")
"""What most people change; all else is under "More settings"."""

_LABEL_WIDTH: Final = 118
"""Pixels: the longest title; both parts of the form line up."""
_FIELD_WIDTH: Final = 130
"""Pixels: the largest seed beside the arrows. Left to itself, a box wants more."""
_NEW_WIDTH: Final = 64
"""Units of a dense layer that is added where there was none."""
_HELP: Final[Mapping[str, str]] = {
    "epochs": "How often the network sees all images.",
    "images": "How many of the 60,000 training images are used: the first ones.",
    "batch_size": "How many images make one step of learning.",
    "learning_rate": "How far each step goes. The arrows step by 1, 2, 5.",
    "optimizer": "How the steps are chosen. SGD has a momentum of 0.9.",
    "activation": "The function that bends what a layer gives out.",
    "dense": "How many dense layers stand before the last.",
    "dropout": "Share of the numbers that are left out by chance while it learns.",
    "validation_split": "Share of the images that are kept out, "
    "to measure the network with after each epoch.",
    "patience": "Stops after so many epochs without a better validation accuracy.",
    "seed": "The same seed gives the same training again.",
    "augmentation": "How the images are changed before they are learned. "
    "Bent and turned: a little, and stretched. "
    "Drawn anew: most of them, as other hands would have.",
    "own_drawings": "The drawings that you have kept are learned beside the images, "
    "each several times in an epoch.",
}
_NONE_KEPT: Final = (
    "You have not kept a drawing yet: draw one on the pad, then choose File > Keep "
    "this drawing as."
)

_CYCLE: Final = (
    "How far the largest steps go: the rate rises to this, and then falls. "
    "The arrows step by 1, 2, 5."
)


class SettingsForm(QWidget):
    """All fields of a `TrainingConfig` but its preset."""

    changed = Signal()
    """A field has another value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self._locked = False
        self._fixed: frozenset[str] = frozenset()
        self._reason = ""
        self._own_drawings = 0
        self._help = dict(_HELP)
        self._labels: dict[str, QLabel] = {}
        self._problems: dict[str, Problem] = {}
        self._fields = _make_fields()
        self._widths = [NumberBox(1, WIDEST_LAYER, 8) for _ in range(MOST_LAYERS)]
        self._width_labels: list[QLabel] = []
        self._more = QWidget()
        self._more.hide()
        self._more_button = QPushButton("More settings")
        self._more_button.clicked.connect(lambda: self.show_more(self._more.isHidden()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._make_grid(USUAL))
        column.addWidget(self._more_button)
        column.addWidget(self._more)
        self._more.setLayout(
            self._make_grid([name for name in TITLES if name not in USUAL])
        )
        for field in (*self._fields.values(), *self._widths):
            if isinstance(field, ChoiceBox):
                field.currentIndexChanged.connect(self._on_changed)
            else:
                field.valueChanged.connect(self._on_changed)

    @property
    def values(self) -> dict[str, Any]:
        """What the fields hold, under the names of a `TrainingConfig`."""
        values: dict[str, Any] = {}
        for name, field in self._fields.items():
            values[name] = (
                field.choice if isinstance(field, ChoiceBox) else field.value()
            )
        values["own_drawings"] &= self._own_drawings > 0
        widths = self._widths[: values["dense"]]
        return values | {"dense": tuple(box.value() for box in widths)}

    @property
    def problems(self) -> dict[str, str]:
        """A sentence for each field that cannot stay as it is."""
        return problems(self.values)

    def finish_typing(self) -> None:
        """Correct numbers that were not typed to the end, so that all is as shown."""
        for field in (*self._fields.values(), *self._widths):
            # One that is acceptable stays: rewritten, it could not be typed on.
            if isinstance(field, ChoiceBox | SwitchBox):
                continue
            if not field.hasAcceptableInput():
                field.interpretText()

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill the fields; `changed` is emitted once, if anything is new."""
        before = self.values
        self._quiet = True
        for name, field in self._fields.items():
            if isinstance(field, ChoiceBox):
                field.set_choice(values[name])
            else:
                number: Any = len(values[name]) if name == "dense" else values[name]
                field.setValue(number)
        widths = values["dense"]
        for number, box in enumerate(self._widths):
            rest = widths[-1] if widths else _NEW_WIDTH
            box.setValue(widths[number] if number < len(widths) else rest)
        self._quiet = False
        self._update_look()
        if self.values != before:
            self.changed.emit()

    def set_preset(self, preset: Preset) -> None:
        """Disable the fields that its network has no use for; explain the others."""
        self._fixed = preset.fixed
        self._reason = (
            f"The network {preset.name} has none: nothing can be changed here."
        )
        rate = _CYCLE if preset.one_cycle else _HELP["learning_rate"]
        self._help = {**_HELP, "learning_rate": rate}
        self._update_look()

    def set_own_drawings(self, count: int) -> None:
        """Say how many drawings the user has kept: without any there is no choice."""
        before = self.values
        self._own_drawings = count
        self._update_look()
        if self.values != before:
            self.changed.emit()

    def show_more(self, on: bool) -> None:
        """Show all fields, or only the usual ones if nothing is wrong with others."""
        on = on or bool(self.problems.keys() - set(USUAL))
        self._more.setVisible(on)
        self._more_button.setText("Fewer settings" if on else "More settings")

    def set_locked(self, locked: bool) -> None:
        """Keep all fields as they are, while a training runs."""
        self._locked = locked
        self._update_look()

    def set_theme(self, theme: Theme) -> None:
        """Show in the colours of a theme."""
        for problem in self._problems.values():
            problem.set_theme(theme)

    def _make_grid(self, names: Collection[str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        for name in names:
            self._labels[name] = _add_row(grid, TITLES[name], self._fields[name])
            if name == "dense":
                for number, box in enumerate(self._widths, 1):
                    box.setSuffix(" units")
                    box.setToolTip(f"Width of dense layer {number}.")
                    label = _add_row(grid, f"Layer {number}", box)
                    label.setIndent(14)
                    self._width_labels.append(label)
                    label.hide()
                    box.hide()
            self._problems[name] = Problem()
            grid.addWidget(self._problems[name], grid.rowCount(), 0, 1, 2)
        return grid

    def _on_changed(self) -> None:
        if not self._quiet:
            self._update_look()
            self.changed.emit()

    def _update_look(self) -> None:
        """Show what the fields mean together: problems, widths, what is disabled."""
        found = self.problems
        for name, field in self._fields.items():
            reason = self._why_not(name)
            enabled = not (self._locked or reason)
            field.setEnabled(enabled)
            self._labels[name].setEnabled(enabled)
            field.setToolTip(reason or self._help[name])
            self._problems[name].set_sentence(found.get(name, ""))
            field.setAccessibleDescription(found.get(name, field.toolTip()))
        count = len(self.values["dense"])
        for number, box in enumerate(self._widths):
            for widget in (box, self._width_labels[number]):
                widget.setVisible(number < count)
                widget.setEnabled(not (self._locked or "dense" in self._fixed))
        own = self._fields["own_drawings"]
        if isinstance(own, SwitchBox):
            count = self._own_drawings
            own.setText(f"learn {count:,} too" if count else "none kept yet")
        patience = self._fields["patience"]
        if isinstance(patience, NumberBox):
            patience.setSuffix(" epoch" if patience.value() == 1 else " epochs")
        if found.keys() - set(USUAL):
            self.show_more(True)

    def _why_not(self, name: str) -> str:
        """Say why a field cannot be changed; "" if it can."""
        if name in self._fixed:
            return self._reason
        return "" if name != "own_drawings" or self._own_drawings else _NONE_KEPT


def _make_fields() -> dict[str, Field]:
    """Return a control for each field, in the order of the form."""
    fields: dict[str, Field] = {
        "epochs": NumberBox(*_whole("epochs")),
        "images": NumberBox(*_whole("images"), 1000),
        "batch_size": NumberBox(*_whole("batch_size"), 16),
        "learning_rate": RateBox(*LIMITS["learning_rate"]),
        "optimizer": ChoiceBox(OPTIMIZER_NAMES),
        "activation": ChoiceBox(ACTIVATION_NAMES),
        "dense": NumberBox(0, MOST_LAYERS),
        "dropout": ShareBox(*LIMITS["dropout"]),
        "validation_split": ShareBox(*LIMITS["validation_split"]),
        "patience": NumberBox(*_whole("patience")),
        "seed": NumberBox(*_whole("seed")),
        "augmentation": ChoiceBox(AUGMENTATION_NAMES),
        "own_drawings": SwitchBox(),
    }
    for name, text in (
        ("dense", "none"),
        ("dropout", "none"),
        ("validation_split", "none"),
        ("patience", "off"),
    ):
        box = fields[name]
        if isinstance(box, NumberBox | ShareBox):
            box.setSpecialValueText(text)
    seed = fields["seed"]
    if isinstance(seed, NumberBox):
        seed.setGroupSeparatorShown(False)
    return fields


def _whole(name: str) -> tuple[int, int]:
    low, high = LIMITS[name]
    return int(low), int(high)


def _add_row(grid: QGridLayout, title: str, field: Field) -> QLabel:
    row = grid.rowCount()
    label = QLabel(title)
    label.setFont(font_of(15))
    label.setBuddy(field)
    field.setAccessibleName(title)
    field.setMinimumWidth(_FIELD_WIDTH)
    grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(field, row, 1)
    return label
