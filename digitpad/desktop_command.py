"""The command that enters the menu of a Linux desktop, and leaves it."""

import sys

from digitpad.core.desktop import install_desktop, remove_desktop, start_command
from digitpad.core.errors import DigitpadError
from digitpad.core.paths import desktop_data


def enter() -> str:
    """Enter the menu; return what to tell of it.

    Raises
    ------
    DigitpadError
        If that cannot be, or this is another system.
    """
    _check_system()
    install_desktop(desktop_data(), start_command())
    return (
        "Digitpad is in the menu, and .keras files can be opened with it. "
        "digitpad install-desktop --remove takes it out again."
    )


def leave() -> str:
    """Leave the menu; returns and raises as `enter`."""
    _check_system()
    remove_desktop(desktop_data())
    return "Digitpad is not in the menu any more."


def _check_system() -> None:
    if sys.platform != "linux":
        raise DigitpadError(
            "This is for Linux desktops. On Windows, right-click a .keras file, choose "
            "Open with, and digitpad-gui.exe in the Scripts folder of the environment; "
            "on macOS, drop the file on the window."
        )
