"""Whether trainings leave anything behind: many, ended at random moments.

    trainings.py [--count N] [--seed N]

In the real windows trainings are started, paused and resumed, and then left to end,
stopped or cancelled at random moments; now and then the worker is killed. Printed are
the memory of the window's process (resident set, Linux) after a few and after all of
them, the processes that are left, and whether every record came in order.
"""

import argparse
import collections
import os
import random
import signal
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.bench import display_of_this_process

_FIRST = 4
"""Trainings before the memory counts: charts and matrices are made with the first."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with display_of_this_process():
        run(options.count, random.Random(options.seed))


def run(count: int, rng: random.Random) -> None:
    from digitpad.core.presets import preset_named
    from digitpad.core.records import Batch, Epoch, Learning, Phase, Probed, Record
    from tests.benchmarks.training_window import (
        after,
        ends,
        open_training,
        trainer_of,
        wait,
    )

    config = replace(
        preset_named("digitpad-quick").defaults, images=4000, epochs=6, batch_size=64
    )
    endings: collections.Counter[str] = collections.Counter()
    disorder: list[str] = []
    memory = 0.0
    with open_training() as program:
        trainer, window = trainer_of(program), program.training_window
        assert window
        seen: list[tuple[int, int]] = []

        def on_said(record: Record) -> None:
            match record:
                case Batch():
                    seen.append((record.epoch, record.step))
                case Epoch():
                    seen.append((record.epoch, 1 << 30))
                case Phase() | Learning() | Probed():
                    pass
            if seen != sorted(set(seen)):
                disorder.append(repr(record))

        ended: list[str] = []
        trainer.said.connect(on_said)
        trainer.succeeded.connect(lambda _run, _outcome: ended.append("succeeded"))
        trainer.cancelled.connect(lambda: ended.append("cancelled"))
        trainer.failed.connect(lambda _sentence: ended.append("failed"))
        window.settings.set_config(config)
        for number in range(1, count + 1):
            seen.clear()
            ended.clear()
            window.controls.start.click()
            after(rng.uniform(0, 3))
            if rng.random() < 0.5:
                trainer.pause()
                after(rng.uniform(0, 0.5))
                trainer.resume()
                after(rng.uniform(0, 1))
            wish = rng.choice(["end", "stop", "cancel", "cancel", "kill"])
            if wish == "kill" and trainer.worker_pid:
                os.kill(trainer.worker_pid, signal.SIGKILL)
            elif wish in ("stop", "cancel"):
                getattr(trainer, wish)()
            wait(ends(trainer), lambda: bool(ended) and not trainer.is_busy)
            after(0.2)
            if len(ended) != 1:
                disorder.append(f"training {number} ended {ended}")
            endings[f"{wish}: {', '.join(ended)}"] += 1
            if number == _FIRST:
                memory = resident_mib()
        print(f"{count} trainings:", dict(endings))
        grown = resident_mib() - memory
        print(f"memory of the window: {grown:+.2f} MiB after {_FIRST} trainings")
    print("processes left:", children() or "none")
    print("records out of order:", disorder or "none")


def resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def children() -> list[str]:
    """Return the processes that this one has, but for the display's."""
    task = Path(f"/proc/{os.getpid()}/task")
    pids = [
        pid
        for thread in task.iterdir()
        for pid in (thread / "children").read_text().split()
    ]
    names = [Path(f"/proc/{pid}/comm").read_text().strip() for pid in pids]
    return [name for name in names if name != "Xvfb"]


if __name__ == "__main__":
    main()
