"""One program for each settings file: another start hands over what it was given."""

import hashlib
import json
import os
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from digitpad.core.errors import DigitpadError

LONGEST: Final = 16_384
"""Bytes of a request: a path of 4,096 that is written in ASCII, and some around it."""
TAKEN: Final = b"taken\n"
"""The answer to a request."""
_PATIENCE: Final = 2.0
"""Seconds within which a program that runs must answer; it takes milliseconds."""
_LONGEST_PLACE: Final = 100
"""Bytes: no longer may the name of a socket be, on any system."""


def meeting_place(settings: Path) -> str | None:
    """Return where the program with some settings, on this display, hears of others.

    It is the path of a socket in a folder that is the user's alone; on Windows the
    name of a pipe. None if there is no such folder.
    """
    what = (
        os.path.expanduser("~"),  # noqa: PTH111 (never fails); pipes are everybody's
        # Nobody looks for a window on another screen than the one they start it on.
        os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY", ""),
        os.path.realpath(settings),
    )
    digest = hashlib.sha256(os.fsencode("\0".join(what))).hexdigest()[:16]
    return next(_places(f"digitpad-{digest}"), None)


def hand_over(place: str, file: Path | None) -> bool:
    """Ask a program that runs already to open a file, or to come to the front.

    Returns
    -------
    Whether there is one, and it has taken the request.

    Raises
    ------
    DigitpadError
        If it does not answer.
    """
    if sys.platform != "win32" and not os.path.exists(place):  # noqa: PTH110 (it is a string)
        return False
    answers: list[bytes] = []

    def talk() -> None:
        answers.append(_talk(place, to_request(file)))

    # A pipe cannot be told to wait no longer, a thread can be left alone.
    thread = threading.Thread(target=talk, daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    if not answers:
        raise DigitpadError(
            "Digitpad is running already, but does not answer: wait a moment, or end "
            "it, and start it again."
        )
    return answers[0] == TAKEN


def to_request(file: Path | None) -> bytes:
    """Return the line that asks for a file to be opened; None opens nothing."""
    path = None if file is None else os.path.abspath(file)  # noqa: PTH100 (keeps links)
    return json.dumps({"open": path}).encode() + b"\n"


def from_request(line: bytes) -> Path | None:
    """Return which file shall be opened, None for none.

    Raises
    ------
    ValueError
        If it is not a request: one absolute path or null, and nothing else.
    """
    try:
        record: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError("it is no request") from error
    if isinstance(record, dict) and record.keys() == {"open"}:
        path = record["open"]
        if path is None:
            return None
        if isinstance(path, str) and "\0" not in path and Path(path).is_absolute():
            return Path(path)
    raise ValueError("it is no request")


if sys.platform == "win32":

    def _places(name: str) -> Iterator[str]:
        yield name

    def _talk(place: str, request: bytes) -> bytes:
        """Return the answer; b"" if nobody listens."""
        pipe = rf"\\.\pipe\{place}"
        try:
            with open(pipe, "r+b", buffering=0) as connection:  # noqa: PTH123 (no path)
                connection.write(request)
                return connection.read(len(TAKEN)) or b""
        except OSError:
            return b""

else:

    def _places(name: str) -> Iterator[str]:
        for folder in _own_folders():
            place = str(folder / name)
            if len(os.fsencode(place)) <= _LONGEST_PLACE:
                yield place

    def _own_folders() -> Iterator[Path]:
        """Yield folders that nobody else may write to."""
        runtime = os.environ.get("XDG_RUNTIME_DIR")
        if runtime and _is_own(Path(runtime)):
            yield Path(runtime)
        folder = Path(tempfile.gettempdir()) / f"digitpad-{os.getuid()}"
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError:
            return
        if _is_own(folder):
            yield folder

    def _is_own(folder: Path) -> bool:
        try:
            found = folder.lstat()
        except OSError:
            return False
        return (
            stat.S_ISDIR(found.st_mode)
            and found.st_uid == os.getuid()
            and not found.st_mode & 0o077
        )

    def _talk(place: str, request: bytes) -> bytes:
        """Return the answer; b"" if nobody listens."""
        import socket

        with socket.socket(socket.AF_UNIX) as connection:
            try:
                connection.connect(place)
                connection.sendall(request)
                return connection.recv(len(TAKEN), socket.MSG_WAITALL)
            except OSError:  # it was left by a program that was killed, or is ending
                return b""
