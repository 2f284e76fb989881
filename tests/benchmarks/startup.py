"""Measures the whole process of `digitpad --measure-startup`: time and peak memory.

From the start of the process over window, first drawing and first bars to its exit;
beside it the same of `peer.py`, a window that loads the same model with Keras and
predicts once. Both run in turn under Xvfb, after a warm-up; medians are printed.
"""

import argparse
import json
import statistics
import sys
from pathlib import Path

from digitpad.core.paths import bundled_model
from tests.benchmarks.bench import Run, empty_home_and_display, run
from tests.e2e.programs import DIGITPAD


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="of each (default 5)")
    options = parser.parse_args()
    peer = (sys.executable, str(Path(__file__).with_name("peer.py")))
    commands = {
        "digitpad --measure-startup": (*DIGITPAD, "--measure-startup"),
        "window with Keras (peer.py)": (*peer, str(bundled_model())),
    }
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    with empty_home_and_display() as env:
        for number in range(options.runs + 1):
            for name, command in commands.items():
                done = run(command, env)
                if number:  # the first fills the disk's cache
                    runs[name].append(done)
    print(f"{'median of ' + str(options.runs):30} {'s':>8} {'from':>8} {'to':>8} MiB")
    medians = []
    for name, measured in runs.items():
        seconds = [one.seconds for one in measured]
        median = statistics.median(seconds)
        peak = statistics.median(one.peak_mib for one in measured)
        medians.append((median, peak))
        print(
            f"{name:30} {median:8.3f} {min(seconds):8.3f} {max(seconds):8.3f} "
            f"{peak:.0f}"
        )
    (ours, our_peak), (theirs, their_peak) = medians
    print(
        f"{theirs / ours:.1f} times faster, {our_peak / their_peak:.0%} of the memory"
    )
    own = [json.loads(one.output) for one in next(iter(runs.values()))]
    for name in own[0]:
        print(f"{name:30} {statistics.median(record[name] for record in own):8.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
