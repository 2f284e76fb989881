"""The windows of the View menu, and where their code is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance

from digitpad.core.canvas import Content
from digitpad.core.recognizer import Recognizer
from digitpad.gui.theme import Theme


class View(Protocol):
    """A window that shows something of the model in use."""

    def set_theme(self, theme: Theme) -> None:
        """Give all parts the colours of a theme."""

    def set_model(self, path: Path, recognizer: Recognizer, name: str) -> None:
        """Show another model: its file, its loaded twin, what it is called."""

    def open(self) -> None:
        """Show the window, before all others."""

    def close(self) -> bool:
        """Take the window off the screen, and end what it does."""


@runtime_checkable
class DrawingView(View, Protocol):
    """A window that shows what becomes of the drawing, or of a picture."""

    def set_drawing(self, content: Content) -> None:
        """Take over what is on the main window's pad."""


@runtime_checkable
class GivingView(View, Protocol):
    """A window with images that can be put on the main window's pad."""

    pad_requested: SignalInstance
    """Tells an image: uint8 (28, 28), 0 paper to 255 ink."""


@dataclass(frozen=True, slots=True)
class ViewKind:
    """A window that can be opened.

    Attributes
    ----------
    name
        By which it is asked for.
    text, shortcut
        Of its line in the menu.
    make
        Makes the window. Its code is loaded then: the pad starts without it.
    """

    name: str
    text: str
    shortcut: str
    make: Callable[[], View]


def _inside() -> View:
    from digitpad.gui.inside.window import InsideWindow

    return InsideWindow()


def _why() -> View:
    from digitpad.gui.why.window import WhyWindow

    return WhyWindow()


def _way() -> View:
    from digitpad.gui.way.window import WayWindow

    return WayWindow()


def _data() -> View:
    from digitpad.gui.data.window import DataWindow

    return DataWindow()


def _judging() -> View:
    from digitpad.gui.judging.window import JudgingWindow

    return JudgingWindow()


VIEWS: Final = {
    kind.name: kind
    for kind in (
        ViewKind(
            "inside",
            "&Inside the network",
            "Ctrl+I",
            _inside,
        ),
        ViewKind("why", "W&hy this answer?", "Ctrl+H", _why),
        ViewKind(
            "way",
            "The &way into the frame",
            "Ctrl+G",
            _way,
        ),
        ViewKind("data", "The &data", "Ctrl+D", _data),
        ViewKind("judging", "&Judge a model", "Ctrl+J", _judging),
    )
}
"""By their names, in the menu's order."""
