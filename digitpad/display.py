"""Is there a screen, and can Qt use it? Asked before Qt would abort."""

import ctypes
import importlib.util
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from digitpad.core.errors import DigitpadError
from digitpad.core.quiet import quiet

_PACKAGES: Final = (
    "libegl1 libgl1 libglib2.0-0 libfontconfig1 libfreetype6 libdbus-1-3 "
    "libxkbcommon0 libxkbcommon-x11-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 "
    "libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 "
    "libxcb-xkb1 libwayland-cursor0 libwayland-egl1 fonts-dejavu-core"
)
_PLUGINS: Final = dict.fromkeys(
    ("wayland", "wayland-egl", "wayland-brcm"),
    ("wayland", "wayland-egl", "wayland-generic"),
)
"""Names of the plugins that know a platform, where they are not its own: PySide6 6.11
has one for all of Wayland's, older versions have two."""


class NoDisplayError(DigitpadError):
    """The window cannot be opened here."""


def check_display(environment: Mapping[str, str] = os.environ) -> None:
    """Find out whether a window can be opened.

    Raises
    ------
    NoDisplayError
        If there is no display, it does not answer, or a library that Qt needs is
        missing.
    """
    if sys.platform != "linux":
        return
    asked = environment.get("QT_QPA_PLATFORM", "")
    platforms = _named(asked) if asked else _offered(environment)
    if asked and not platforms:
        raise NoDisplayError(
            f"QT_QPA_PLATFORM is '{asked}', which names no platform: unset it."
        )
    if not platforms:
        raise NoDisplayError(
            "There is no display to open the window on: run digitpad in a graphical "
            "session, or under xvfb-run (Debian package xvfb). Qt also needs these "
            f"Debian packages: {_PACKAGES}."
        )
    failure = None
    for platform in platforms:
        try:
            _check_plugin(platform)
            if platform == "xcb":
                _check_x_server(environment)
            elif platform in _PLUGINS:
                _check_wayland(environment)
        except NoDisplayError as error:
            failure = failure or error
        else:
            return  # Qt tries them in turn, too
    if failure:
        raise failure


def _named(asked: str) -> list[str]:
    """Return the platforms of a list such as "wayland;xcb:option", as Qt reads it."""
    parts = [[word for word in item.split(":") if word] for item in asked.split(";")]
    return [words[0].lower() for words in parts if words]


def _offered(environment: Mapping[str, str]) -> list[str]:
    """Return the platforms that the session offers."""
    variables = {"xcb": "DISPLAY", "wayland": "WAYLAND_DISPLAY"}
    return [name for name, variable in variables.items() if environment.get(variable)]


def _check_plugin(platform: str) -> None:
    """Load Qt's part for a platform as Qt would, to hear what it lacks."""
    package = importlib.util.find_spec("PySide6")
    if package is None or package.origin is None:
        raise NoDisplayError("PySide6 is not installed: install digitpad again.")
    folder = Path(package.origin).parent / "Qt" / "plugins" / "platforms"
    files = [folder / f"libq{name}.so" for name in _PLUGINS.get(platform, (platform,))]
    plugins = [file for file in files if file.is_file()]
    if not plugins:
        known = ", ".join(sorted(p.stem.removeprefix("libq") for p in folder.iterdir()))
        raise NoDisplayError(
            f"QT_QPA_PLATFORM names '{platform}', which Qt does not know here: "
            f"unset it, or choose one of {known}."
        )
    try:
        ctypes.CDLL(str(plugins[0]))
    except OSError as error:
        missing = str(error).split(":")[0]
        raise NoDisplayError(
            f"Qt cannot open a window without {missing}. "
            f"On Debian: apt-get install {_PACKAGES}"
        ) from error


def _check_x_server(environment: Mapping[str, str]) -> None:
    display = environment.get("DISPLAY", "")
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode() or None, None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if failed:
        raise NoDisplayError(
            f"The display '{display}' does not answer: check DISPLAY, or run digitpad "
            "under xvfb-run (Debian package xvfb)."
        )


def _check_wayland(environment: Mapping[str, str]) -> None:
    name = environment.get("WAYLAND_DISPLAY", "")
    wayland = ctypes.CDLL("libwayland-client.so.0")
    wayland.wl_display_connect.restype = ctypes.c_void_p
    with quiet():  # libwayland has its own words for it
        display = ctypes.c_void_p(wayland.wl_display_connect(name.encode() or None))
    if not display:
        raise NoDisplayError(
            f"The Wayland display '{name}' does not answer: check WAYLAND_DISPLAY, or "
            "run digitpad under xvfb-run (Debian package xvfb)."
        )
    wayland.wl_display_disconnect(display)
