"""The user's choices, as all windows share them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from digitpad.core.errors import DigitpadError
from digitpad.core.settings import Settings


class Preferences(QObject):
    """Holds the settings, and has each change saved.

    Parameters
    ----------
    settings
        The choices at the start.
    save
        Called with the choices when one changes and when the window closes; may
        raise DigitpadError, which `failed` tells.
    """

    changed = Signal()
    """A choice is another than before."""
    failed = Signal(str)
    """The choices cannot be saved: a sentence for people."""

    def __init__(
        self,
        settings: Settings,
        save: Callable[[Settings], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._save = save

    @property
    def settings(self) -> Settings:
        """The choices as they are now."""
        return self._settings

    def change(self, **values: Any) -> None:
        """Change choices, by the names of `Settings`, and save them.

        Raises
        ------
        DigitpadError
            If a value is not as it must be; nothing is changed then.
        """
        self.keep(**values)
        self.changed.emit()
        self.save()

    def keep(self, **values: Any) -> None:
        """Change choices that nobody sees, to be saved with the next that one does."""
        self._settings = replace(self._settings, **values)

    def save(self) -> None:
        """Save all choices."""
        try:
            self._save(self._settings)
        except DigitpadError as error:
            self.failed.emit(str(error))
            # Seen on the terminal when the window closes. Imported here: it costs
            # five milliseconds of the start.
            import logging

            logging.getLogger(__name__).warning("%s", error)
