"""An X server of one's own, so that the tests need no display."""

import os
import select
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

_SECONDS = 30


class MissingToolError(Exception):
    """A program that the tests need is not installed."""


def require(tool: str) -> str:
    """Return the path of a program, or say which Debian package has it."""
    path = shutil.which(tool)
    if path is None:
        raise MissingToolError(
            f"The window tests need {tool}: apt-get install {tool.lower()}."
        )
    return path


@contextmanager
def x_server(width: int, height: int) -> Iterator[str]:
    """Run Xvfb on a free display; yields that display's name, once it answers."""
    require("xdotool")
    reader, writer = os.pipe()
    server = subprocess.Popen(
        [
            *(require("Xvfb"), "-displayfd", str(writer), "-noreset"),
            *("-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"),
        ],
        pass_fds=[writer],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        yield f":{_display_number(reader)}"
    finally:
        os.close(reader)
        server.terminate()
        server.wait(_SECONDS)


def _display_number(reader: int) -> int:
    """Read the number that the server writes, with a newline, when it is ready."""
    text = b""
    while not text.endswith(b"\n"):
        ready, _, _ = select.select([reader], [], [], _SECONDS)
        more = os.read(reader, 64) if ready else b""
        if not more:
            raise RuntimeError(f"Xvfb did not start within {_SECONDS} seconds.")
        text += more
    return int(text)
