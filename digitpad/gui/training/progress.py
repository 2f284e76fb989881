"""How far a training is: the epoch, the whole of it, and the time that is left."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from digitpad.core.figures import percentage
from digitpad.core.records import Batch
from digitpad.gui.labels import color_label, label_of
from digitpad.gui.theme import LIGHT, Theme
from digitpad.gui.training import words

_SAID: Final[Mapping[str, str]] = {
    "preparing": "Preparing the images",
    "fitting": "Training",
    "measuring": "Measuring the network",
    "saving": "Saving the model",
}
_SEEN: Final = 1.5
"""Seconds of steady training before the time left is worth saying."""
_FINE: Final = 1000
"""Parts of a bar: more than it has pixels."""


def time_left(first: Batch, newest: Batch) -> float | None:
    """Estimate how long a training will last.

    Parameters
    ----------
    first
        The first record of the training: what came before it, preparing the images
        and building the network, does not come again.
    newest
        Its newest record.

    Returns
    -------
    Seconds, from the mean pace between the two; None while it is too early to say.
    """
    passed = newest.seconds - first.seconds
    steps = _steps_done(newest) - _steps_done(first)
    if passed < _SEEN or steps < 2:
        return None
    left = newest.epochs * newest.steps - _steps_done(newest)
    return passed / steps * left


def say_time_left(seconds: float) -> str:
    """Say a time in round words: nobody believes "37.2 s left"."""
    if seconds < 7.5:
        return "a few seconds left"
    if seconds < 57.5:
        unit = 5 if seconds < 27.5 else 10
        return f"about {round(seconds / unit) * unit} s left"
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return f"about {minutes} min left"
    hours, minutes = divmod(round(minutes / 10) * 10, 60)
    return f"about {hours} h {minutes} min left" if minutes else f"about {hours} h left"


class Progress(QWidget):
    """Shows a headline, and two bars: of the epoch or phase, and of the whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: Batch | None = None
        self._newest: Batch | None = None
        self._said = ""
        self._paused = False
        self._busy = False
        self._share: float | None = None
        self._headline = label_of(18, bold=True)
        self._epoch, self._figures = label_of(14), label_of(14)
        self._whole, self._left = label_of(14), label_of(14)
        self._epoch_bar, self._whole_bar = QProgressBar(), QProgressBar()
        self._whole_bar.setAccessibleName("The whole training")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._headline, 0, 0, 1, 2)
        row = 1
        for left, right, bar in (
            (self._epoch, self._figures, self._epoch_bar),
            (self._whole, self._left, self._whole_bar),
        ):
            right.setAlignment(
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
            bar.setTextVisible(False)
            bar.setFixedHeight(12)
            grid.addWidget(left, row, 0)
            grid.addWidget(right, row, 1)
            grid.addWidget(bar, row + 1, 0, 1, 2)
            row += 2
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.set_theme(LIGHT)
        self.set_idle("")

    @property
    def headline(self) -> str:
        """What is said to be happening."""
        return self._headline.text()

    def set_theme(self, theme: Theme) -> None:
        """Write in the colours of a theme."""
        color_label(self._headline, theme.text)
        for label in (self._epoch, self._whole):
            color_label(label, theme.text)
        for label in (self._figures, self._left):
            color_label(label, theme.quiet)

    def set_idle(self, text: str) -> None:
        """Show that nothing runs, and say why or what to do."""
        self._first = self._newest = None
        self._paused = self._busy = False
        self._whole_bar.setRange(0, _FINE)
        self._whole_bar.setValue(0)
        self._name_epoch_bar("This epoch")
        _write((self._whole, "Whole training"), (self._figures, ""), (self._left, ""))
        self._show_bars(False)
        self.set_text(text)

    def set_phase(self, name: str, share: float | None = None) -> None:
        """Say which of `digitpad.core.records.PHASES` the training has come to.

        Parameters
        ----------
        share
            How much of it is done, in [0, 1]; None where nobody can tell.
        """
        self._busy = True
        self._share = share
        self._show_bars(True)
        self._name_epoch_bar("This epoch" if name == "fitting" else _SAID[name])
        _write((self._figures, ""), (self._left, ""))
        self.set_text(_SAID[name])

    def set_text(self, headline: str) -> None:
        """Say what is happening, in other words than a phase's."""
        self._said = headline
        self._show_state()

    def set_paused(self, paused: bool) -> None:
        """Say that the training holds, or goes on."""
        self._paused = paused
        self._show_state()

    def set_batch(self, batch: Batch) -> None:
        """Show where the training is."""
        if self._first is None or self._first.run != batch.run:
            self._first = batch
        self._newest = batch
        self._busy = False
        self._show_bars(True)
        self._show_epoch_bar()
        self._name_epoch_bar(f"This epoch: step {batch.step:,} of {batch.steps:,}")
        self._whole_bar.setValue(
            round(_FINE * _steps_done(batch) / (batch.epochs * batch.steps))
        )
        left = time_left(self._first, batch)
        _write(
            (
                self._figures,
                f"loss {words.loss(batch.loss)}, accuracy {percentage(batch.accuracy)}",
            ),
            (self._whole, f"Whole training: epoch {batch.epoch} of {batch.epochs}"),
            (self._left, "" if left is None else say_time_left(left)),
        )

    def _show_bars(self, shown: bool) -> None:
        for part in (
            *(self._epoch, self._figures, self._epoch_bar),
            *(self._whole, self._left, self._whole_bar),
        ):
            part.setVisible(shown)

    def _show_state(self) -> None:
        self._headline.setText("Paused" if self._paused else self._said)
        self._show_epoch_bar()

    def _name_epoch_bar(self, name: str) -> None:
        """Say what the upper bar is of: an epoch, or a phase that has none."""
        self._epoch.setText(name)
        self._epoch_bar.setAccessibleName(name)

    def _show_epoch_bar(self) -> None:
        """Move to and fro while something runs that has no steps; else stand still.

        A bar that moves by itself wakes the processor: never while nothing runs.
        """
        if self._busy:
            moves = self._share is None and not self._paused
            self._epoch_bar.setRange(0, 0 if moves else _FINE)
            self._epoch_bar.setValue(round(_FINE * (self._share or 0)))
            return
        batch = self._newest
        self._epoch_bar.setRange(0, batch.steps if batch else 1)
        self._epoch_bar.setValue(batch.step if batch else 0)


def _steps_done(batch: Batch) -> int:
    return (batch.epoch - 1) * batch.steps + batch.step


def _write(*texts: tuple[QLabel, str]) -> None:
    for label, text in texts:
        label.setText(text)
