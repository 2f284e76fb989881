"""The X server's pointer and keyboard."""

import os
import subprocess
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from tests.e2e.xserver import require

Pixel = tuple[int, int]

_SECONDS = 30


def wait_for_window(display: str, title: str = "Digitpad") -> int:
    """Wait until a window is on the screen; return its number."""
    found = subprocess.run(
        [require("xdotool"), "search", "--sync", "--onlyvisible", "--name", title],
        env=os.environ | {"DISPLAY": display},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=True,
    )
    return int(found.stdout.split()[-1])


class Pointer:
    """Moves, presses and types through the X server, as a person would.

    One xdotool reads commands for as long as this lives. A command is under way
    when its method returns; what comes of it must be waited for.
    """

    def __init__(self, display: str) -> None:
        self._xdotool = subprocess.Popen(
            [require("xdotool"), "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"DISPLAY": display},
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        assert self._xdotool.stdin
        self._xdotool.stdin.close()
        assert self._xdotool.wait(_SECONDS) == 0

    def move(self, *points: Pixel) -> None:
        self._send(f"mousemove {x} {y}" for x, y in points)

    def press(self, point: Pixel, button: int = 1) -> None:
        self._send([f"mousemove {point[0]} {point[1]}", f"mousedown {button}"])

    def release(self, button: int = 1) -> None:
        self._send([f"mouseup {button}"])

    def click(self, point: Pixel, button: int = 1) -> None:
        self.press(point, button)
        self.release(button)

    def draw(self, points: Iterable[Pixel], button: int = 1) -> None:
        """Press at the first point, move along the others, release at the last."""
        first, *others = points
        self.press(first, button)
        self.move(*others)
        self.release(button)

    def keys(self, *names: str) -> None:
        self._send(f"key {name}" for name in names)

    def type(self, text: str) -> None:
        """Type a text without quotes in it."""
        self._send([f'type --delay 2 "{text}"'])

    def focus(self, window: int) -> None:
        """Give the keyboard to a window, which a window manager would do."""
        self._send([f"windowfocus {window}"])

    def resize(self, window: int, width: int, height: int) -> None:
        self._send([f"windowsize {window} {width} {height}"])

    def _send(self, commands: Iterable[str]) -> None:
        assert self._xdotool.stdin
        self._xdotool.stdin.write("".join(f"{command}\n" for command in commands))
        self._xdotool.stdin.flush()
