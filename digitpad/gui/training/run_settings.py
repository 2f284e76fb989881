"""The settings of a finished training, one's own marked, and which epoch was kept."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from digitpad.core.presets import PRESETS
from digitpad.core.runs import Run
from digitpad.core.training_config import TITLES, TrainingConfig
from digitpad.gui.theme import LIGHT, Theme, font_of
from digitpad.gui.training.words import setting


class RunSettings(QLabel):
    """Names all settings; bold and with a dot where they differ from the preset's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._run: Run | None = None
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setFont(font_of(15))
        self.setAccessibleName("Settings of the selected training")
        self.set_run(None)

    def set_theme(self, theme: Theme) -> None:
        """Write in the colours of a theme."""
        self._theme = theme
        self.set_run(self._run)

    def set_run(self, run: Run | None) -> None:
        """Show the settings of a training; None shows nothing."""
        self._run = run
        self.setVisible(run is not None)
        if run is None:
            return
        config = run.config
        own = PRESETS[config.preset].defaults if config.preset in PRESETS else config
        changed = {
            name for name in TITLES if getattr(config, name) != getattr(own, name)
        }
        parts = [self._part(name, config, name in changed) for name in TITLES]
        kept = f"after epoch {run.kept}" if run.kept else "amid the first epoch"
        parts.insert(
            0, f"{self._quiet(_unbroken('Kept network'))}&nbsp;{_unbroken(kept)}"
        )
        # A line breaks only between two settings.
        text = " &nbsp; ".join(
            part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts
        )
        if changed:
            text += f" &nbsp; {self._quiet('(● not as the preset has it)')}"
        self.setText(text)

    def _part(self, name: str, config: TrainingConfig, changed: bool) -> str:
        value = setting(name, getattr(config, name))
        marked = f"<b>{_unbroken(f'● {value}')}</b>" if changed else _unbroken(value)
        return f"{self._quiet(_unbroken(TITLES[name]))}&nbsp;{marked}"

    def _quiet(self, text: str) -> str:
        return f"<font color='{self._theme.quiet.name()}'>{text}</font>"


def _unbroken(text: str) -> str:
    """Return text as HTML: a line breaks only between two settings."""
    return escape(text).replace(" ", "&nbsp;")
