"""Measures whether the pad grows: thousands of drawings through the real window.

Drawings at random sizes and places are drawn by mouse events under Xvfb and read, the
canvas is cleared after each. Printed are the resident memory after some and after all
of them (from /proc, Linux), what Qt and Python's logging had to complain of, and the
references to None that 2,000 calls of a void Qt function leave behind: some versions
of PySide6 lose one with each call and abort at last. Beside it the same for a bare
widget that gets the same events and paints itself as often.
"""

import argparse
import logging
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from digitpad.core.strokes import Drawing
from tests.benchmarks.bench import display_of_this_process, read_drawings
from tests.benchmarks.painted import (
    MOVE,
    PRESS,
    PadUnderTest,
    PaintWatch,
    wait_until_painted,
)
from tests.e2e.drawings import place

CALLS = 2000

complaints: list[str] = []


class KeepingHandler(logging.Handler):
    """Keeps what is logged."""

    def emit(self, record: logging.LogRecord) -> None:
        complaints.append(record.getMessage())


def keep_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    complaints.append(text)


def resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def none_drift() -> int:
    label = QLabel()
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
    return sys.getrefcount(None) - before


def replay(
    draw: Callable[[Drawing], None],
    drawings: list[Drawing],
    options: argparse.Namespace,
) -> list[float]:
    """Draw and clear; return the memory after `--first` and after `--count`."""
    rng = random.Random(options.seed)
    memory = []
    for number in range(1, options.count + 1):
        draw(place(rng.choice(drawings), rng))
        if number in (options.first, options.count):
            memory.append(resident_mib())
    return memory


def on_the_pad(under_test: PadUnderTest) -> Callable[[Drawing], None]:
    def draw(drawing: Drawing) -> None:
        under_test.draw(drawing)
        under_test.clear()

    return draw


def on_a_bare_widget(under_test: PadUnderTest) -> Callable[[Drawing], None]:
    under_test.window.hide()
    widget = QWidget()
    widget.resize(1280, 720)
    watch = PaintWatch(widget)
    widget.show()
    wait_until_painted(watch)

    def draw(drawing: Drawing) -> None:
        for stroke in drawing:
            for number, point in enumerate(stroke):
                event = under_test.event(MOVE if number else PRESS, point)
                QApplication.sendEvent(widget, event)
        for _ in range(2):  # with the drawing, and cleared
            watch.painted = False
            widget.update()
            wait_until_painted(watch)

    return draw


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strokes", type=Path, nargs="*", default=[], metavar="FILE")
    parser.add_argument("--count", type=int, default=5000, help="(default 5000)")
    parser.add_argument("--first", type=int, default=500, help="(default 500)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--bare", action="store_true", help="the baseline alone")
    options = parser.parse_args()
    logging.getLogger().addHandler(KeepingHandler(logging.WARNING))
    qInstallMessageHandler(keep_message)
    drawings = [drawing for drawing, _ in read_drawings(options.strokes)]
    with display_of_this_process() as home:
        under_test = PadUnderTest(home)
        make_draw = on_a_bare_widget if options.bare else on_the_pad
        first, last = replay(make_draw(under_test), drawings, options)
        name = "bare widget" if options.bare else "digitpad"
        print(
            f"{name:12} {first:8.2f} MiB after {options.first}, "
            f"{last:8.2f} MiB after {options.count} drawings: {last - first:+.2f} MiB",
            flush=True,
        )
        if not options.bare:
            print(f"None: {none_drift():+} references after {CALLS} calls")
            print(f"Warnings: {len(complaints)}", *complaints[:20], sep="\n  ")
        under_test.window.close()
    if options.bare:
        return 0
    return subprocess.call([sys.executable, *sys.argv, "--bare"])


if __name__ == "__main__":
    sys.exit(main())
