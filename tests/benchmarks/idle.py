"""Measures what the open pad does while nobody draws: processor time and wake-ups.

The program is started under Xvfb, one stroke is drawn with the pointer, and when the
bars have come to rest, time and context switches of all its threads are counted, from
/proc (Linux). Beside it, in the same seconds, those of a bare Qt window.
"""

import argparse
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.bench import empty_home_and_display
from tests.e2e.pointer import Pointer, wait_for_window
from tests.e2e.programs import DIGITPAD

BARE_WINDOW = """
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.setWindowTitle("Bare")
window.show()
application.exec()
"""


class Usage(NamedTuple):
    """What a process has used since its start."""

    seconds: float
    switches: dict[str, tuple[int, int]]
    """Of each thread: how often it was woken, and interrupted."""

    def since(self, before: "Usage") -> tuple[float, int, int]:
        """Return processor seconds, wake-ups and interruptions of threads that live.

        Threads that have ended meanwhile, as those of a pool do, are left out.
        """
        woken = interrupted = 0
        for thread, counts in self.switches.items():
            old = before.switches.get(thread, (0, 0))
            woken += counts[0] - old[0]
            interrupted += counts[1] - old[1]
        return self.seconds - before.seconds, woken, interrupted


def usage(pid: int) -> Usage:
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = int(after_name[11]) + int(after_name[12])
    switches = {}
    for status in Path(f"/proc/{pid}/task").glob("*/status"):
        fields = dict(line.split(":\t") for line in status.read_text().splitlines())
        switches[status.parent.name] = (
            int(fields["voluntary_ctxt_switches"]),
            int(fields["nonvoluntary_ctxt_switches"]),
        )
    return Usage(ticks / os.sysconf("SC_CLK_TCK"), switches)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="(default 60)")
    parser.add_argument("--rest", type=float, default=3, help="before (default 3)")
    options = parser.parse_args()
    with empty_home_and_display() as env, ExitStack() as stack:
        display = env["DISPLAY"]
        commands = {
            "Digitpad": DIGITPAD,
            "Bare": (sys.executable, "-c", BARE_WINDOW),
        }
        processes = {}
        # The pad is opened last, so that it lies on top.
        for title in ("Bare", "Digitpad"):
            process = stack.enter_context(subprocess.Popen(commands[title], env=env))
            stack.callback(process.terminate)
            wait_for_window(display, title)
            processes[title] = process
        at_first = usage(processes["Digitpad"].pid)
        with Pointer(display) as pointer:
            pointer.draw([(300, y) for y in range(200, 500, 5)])
        time.sleep(options.rest)
        before = {title: usage(p.pid) for title, p in processes.items()}
        time.sleep(options.seconds)
        after = {title: usage(p.pid) for title, p in processes.items()}
    print(
        f"in {options.seconds:g} s {'processor':>20} {'woken':>8} {'interrupted':>12}"
    )
    for title in processes:
        seconds, woken, interrupted = after[title].since(before[title])
        print(f"{title:10} {seconds:16.2f} s {woken:8} {interrupted:12}")
    drawing = before["Digitpad"].seconds - at_first.seconds
    print(f"The stroke, and coming to rest, took the pad {drawing:.2f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
