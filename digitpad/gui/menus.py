"""The menu bar: its sections in their order, filled by whoever has a command."""

from collections.abc import Callable
from typing import Final, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

T = TypeVar("T")

SECTIONS: Final = {
    "&File": ("open", "export", "drawings", "quit"),
    "&Edit": ("history", "tools", "clipboard", "settings"),
    "&Model": ("training", "files", "library"),
    "&View": ("views", "screen", "looks"),
    "&Help": ("help", "about"),
}
"""The menus, and in each the groups that a line parts; a name belongs to one menu."""


class Menus(QObject):
    """Fills the menus of a window.

    The bar is hidden in full screen, and with it the keys of its actions would be
    dead: the window holds all actions too.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._menus: dict[str, QMenu] = {}
        self._ends: dict[str, QAction] = {}
        self._actions: dict[str, list[QAction]] = {}
        for title, sections in SECTIONS.items():
            menu = window.menuBar().addMenu(title)
            for section in sections:
                self._menus[section] = menu
                self._ends[section] = menu.addSeparator()
                self._actions[section] = []

    @property
    def actions(self) -> tuple[QAction, ...]:
        """All actions, in the order of the menus."""
        return tuple(action for section in self._actions.values() for action in section)

    def add(self, section: str, *actions: QAction) -> None:
        """Add actions at the end of a section."""
        self._menus[section].insertActions(self._ends[section], actions)
        self._actions[section] += actions
        for action in actions:
            self._window.addAction(action)

    def add_menu(self, section: str, title: str) -> QMenu:
        """Add a menu at the end of a section; returns it, empty."""
        menu = QMenu(title, self._window)
        self._menus[section].insertMenu(self._ends[section], menu)
        return menu

    def add_choice(
        self,
        section: str,
        title: str,
        choices: dict[T, str],
        chosen: T,
        choose: Callable[[T], None],
    ) -> Callable[[T], None]:
        """Add a menu of values of which one is chosen.

        Returns
        -------
        What shows another value as the chosen one, without choosing it.
        """
        menu = self.add_menu(section, title)
        group = QActionGroup(menu)
        actions = {
            value: QAction(text, group, checkable=True, checked=value == chosen)
            for value, text in choices.items()
        }
        for value, action in actions.items():
            action.triggered.connect(lambda _on, value=value: choose(value))
            menu.addAction(action)
        return lambda value: actions[value].setChecked(True)
