"""The program's place on a Linux desktop: its menu entry, icon and kind of file."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import digitpad
from digitpad.core.errors import DigitpadError
from digitpad.core.files import write_whole
from digitpad.core.paths import asset

_ICON_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)
_UPDATES: Final = {
    "update-desktop-database": "applications",
    "update-mime-database": "mime",
}
"""Programs that have the desktop read its files again, and the folder of each."""
_SECONDS: Final = 30
_PLAIN: Final = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/+:=@,"
)
"""Characters that need no quoting in a desktop file's command."""


def install_desktop(data: Path, command: Sequence[str]) -> None:
    """Put the program into the user's menu, and have it open `.keras` files.

    Parameters
    ----------
    data
        The user's folder of such files, usually `~/.local/share`.
    command
        What starts the program.

    Raises
    ------
    DigitpadError
        If a file cannot be written.
    """
    try:
        for target, source in _files(data).items():
            content = source.read_bytes()
            if target.suffix == ".desktop":
                content = _with_command(content, command)
            write_whole(target, content)
    except OSError as error:
        raise DigitpadError(
            f"Digitpad cannot be put into the menu: {error.strerror or error}. Make "
            f"room in {data}, or allow writing."
        ) from error
    _update(data)


def remove_desktop(data: Path) -> None:
    """Take away what `install_desktop` has put there, and folders that are empty then.

    Raises
    ------
    DigitpadError
        If a file cannot be removed.
    """
    try:
        for target in _files(data):
            target.unlink(missing_ok=True)
    except OSError as error:
        raise DigitpadError(
            f"Digitpad cannot be taken out of the menu: {error.strerror or error}."
        ) from error
    _update(data)
    for target in _files(data):
        with suppress(OSError):  # somebody else's files are there, too
            for folder in target.parents:
                if folder == data:
                    break
                folder.rmdir()


def start_command() -> tuple[str, ...]:
    """Return what starts this very program, wherever it is started from."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    script = Path(sys.executable).with_name("digitpad")
    if script.is_file():
        return (str(script),)
    # -P: a folder that is called digitpad, too, must not be taken for it.
    return (sys.executable, "-P", "-m", "digitpad")


def _files(data: Path) -> dict[Path, Path]:
    """Return where each file goes, and which of the assets it is."""
    name = digitpad.APP_ID
    assets = asset("desktop")
    icons = data / "icons" / "hicolor"
    files = {
        data / "applications" / f"{name}.desktop": assets / f"{name}.desktop",
        data / "mime" / "packages" / f"{name}.xml": assets / f"{name}.xml",
        data / "metainfo" / f"{name}.metainfo.xml": assets / f"{name}.metainfo.xml",
        icons / "scalable" / "apps" / f"{name}.svg": asset("icons/digitpad.svg"),
    }
    for size in _ICON_SIZES:
        target = icons / f"{size}x{size}" / "apps" / f"{name}.png"
        files[target] = asset(f"icons/digitpad-{size}.png")
    return files


def _with_command(entry: bytes, command: Sequence[str]) -> bytes:
    """Have a desktop file start the program by the command given, not by its name."""
    words = " ".join(map(_quoted, command))
    return entry.replace(b"Exec=digitpad ", b"Exec=" + words.encode() + b" ")


def _quoted(word: str) -> str:
    """Return a word of a command as desktop files want it.

    That is: in quotes, with a backslash before what means something in them; then each
    backslash twice, as in any value of such a file; percent signs twice.
    """
    if set(word) <= _PLAIN:
        return word
    escaped = "".join(f"\\{char}" if char in '"`$\\' else char for char in word)
    return f'"{escaped}"'.replace("\\", "\\\\").replace("%", "%%")


def _update(data: Path) -> None:
    """Have the desktop know at once; it will some day if it cannot."""
    for program, folder in _UPDATES.items():
        found = shutil.which(program)
        if found and (data / folder).is_dir():
            with suppress(OSError, subprocess.TimeoutExpired):
                subprocess.run(
                    [found, data / folder],
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    timeout=_SECONDS,
                    check=False,
                )
