"""The program's window in a process of its own, and what it shows."""

import contextlib
import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.e2e.pointer import Pixel
from tests.e2e.programs import SECONDS

_ASK_AGAIN = 0.05


@dataclass(frozen=True, slots=True)
class Shown:
    """What the window shows; places in pixels of the screen.

    Attributes
    ----------
    painted
        Whether the window has been painted.
    gestures
        How many gestures, and steps back and again, there have been.
    reading_due
        Whether the drawing has changed since the reading that is shown.
    verdict, best, second, words
        The verdict, None for "not sure"; the two best guesses, None for an empty
        canvas; what a screen reader would say.
    bars
        The digits of the two longest bars.
    points
        Number of points of each stroke.
    canvas
        Left, top and side of the square.
    buttons
        The middle of each visible large button.
    messages
        What Qt has complained of.
    """

    painted: bool
    gestures: int
    reading_due: bool
    verdict: int | None
    best: int | None
    second: int | None
    bars: list[int] | None
    words: str
    points: list[int]
    eraser: bool
    window: int
    size: list[int]
    canvas: list[int]
    buttons: dict[str, list[int]]
    menu_shown: bool
    full_screen: bool
    notice: str
    messages: list[str]

    def pixel(self, x: float, y: float) -> Pixel:
        """Return the pixel of a place on the canvas, in sides of the canvas."""
        left, top, side = self.canvas
        return round(left + x * side), round(top + y * side)

    def button(self, text: str) -> Pixel:
        """Return the pixel amid a button."""
        x, y = self.buttons[text]
        return x, y


class WindowProcess:
    """Runs the program and hears what its window shows."""

    def __init__(
        self,
        *arguments: str | Path,
        env: Mapping[str, str],
        prefix: Sequence[str] = (),
    ) -> None:
        driver = Path(__file__).with_name("window_process.py")
        self._process = subprocess.Popen(
            [*prefix, sys.executable, str(driver), *map(str, arguments)],
            env=env,
            cwd=env["HOME"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._errors = ""
        self._threads = [
            threading.Thread(target=target, daemon=True)
            for target in (self._read_lines, self._read_errors)
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        try:
            self.wait_for(lambda shown: shown.painted, "the first painting")
        except BaseException:
            self._process.kill()
            self._close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    @property
    def pid(self) -> int:
        return self._process.pid

    def clear(self) -> Shown:
        """Clear the canvas."""
        if self.state().points:
            self._send("clear")
        return self.wait_for(
            lambda shown: not shown.points and not shown.reading_due, "a clear canvas"
        )

    def state(self) -> Shown:
        """Return what the window shows now."""
        return self.wait_for(lambda _: True, "an answer")

    def wait_for(self, condition: Callable[[Shown], bool], what: str) -> Shown:
        """Wait until what the window shows meets a condition, and return it."""
        while not self._lines.empty():  # from before the question: no answer to it
            self._next()
        shown = None
        deadline = time.monotonic() + SECONDS
        self._send("state")
        while time.monotonic() < deadline:
            try:
                shown = self._next()
            except queue.Empty:
                self._send("state")
                continue
            if condition(shown):
                return shown
        raise AssertionError(f"waited for {what}, but there is {shown}")

    def wait_for_gestures(self, count: int) -> Shown:
        """Wait until that many gestures are over, and the drawing read."""
        return self.wait_for(
            lambda shown: shown.gestures == count and not shown.reading_due,
            f"gesture {count} and its reading",
        )

    def wait_for_points(self, *points: int) -> Shown:
        """Wait until the strokes have these numbers of points and are read."""
        return self.wait_for(
            lambda shown: shown.points == list(points) and not shown.reading_due,
            f"strokes of {points} points and their reading",
        )

    def wait_for_exit(self) -> int:
        """Wait until the process ends by itself, and return its status."""
        return self._process.wait(SECONDS)

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def end(self) -> str:
        """Close the window if it is open; return what was said on standard error."""
        assert self._process.stdin
        self._process.stdin.close()
        try:
            status = self._process.wait(SECONDS)
        finally:
            self._process.kill()
            self._close()
        assert status == 0, f"status {status}: {self._errors}"
        return self._errors

    def _close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        assert self._process.stderr
        self._process.wait(SECONDS)
        for thread in self._threads:
            thread.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            pipe.close()

    def _next(self) -> Shown:
        """Return the next report; raises queue.Empty if none comes soon."""
        line = self._lines.get(timeout=_ASK_AGAIN)
        if line is None:
            self._lines.put(None)
            for thread in self._threads:
                thread.join()
            raise AssertionError(f"the window's process ended: {self._errors}")
        return Shown(**json.loads(line))

    def _send(self, command: str) -> None:
        assert self._process.stdin
        # A process that has ended tells so where its answer is read.
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(f"{command}\n")
            self._process.stdin.flush()

    def _read_lines(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def _read_errors(self) -> None:
        assert self._process.stderr
        self._errors = self._process.stderr.read()
