"""Measures the user's own drawings: what ten thousand of them cost.

    gallery.py --strokes FILE... [--drawings N] [--runs N] [--frames N]

The drawings of the files are repeated, each time a little slanted and stretched, until
there are enough. Under Xvfb: the whole process of `digitpad --measure-startup` with
none and with all of them, in turn; keeping one more on the pad, relabelling one and
deleting one; from `open()` of the gallery until its first drawings are painted, and
until the model has read all; frames a second and the slowest frame while they scroll,
each frame a pace further on and painted before the next, before and while the model
reads; beside it, as baseline, the painting of an empty widget of that size.
"""

import argparse
import json
import statistics
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np

from tests.benchmarks.bench import (
    display_of_this_process,
    empty_home_and_display,
    print_head,
    print_ms,
    read_drawings,
    run,
    seconds_of,
)


def make_drawings(files: list[Path], count: int, path: Path) -> None:
    """Write so many drawings, in canvas units, a minute apart."""
    from datetime import UTC, datetime, timedelta

    from digitpad.core.own_drawing import OwnDrawing, new_id, on_canvas, write_drawings

    rng = np.random.default_rng(0)
    given = read_drawings(files)
    began = datetime(2026, 1, 1, tzinfo=UTC)
    drawings = []
    for number in range(count):
        drawing, label = given[number % len(given)]
        slanted = np.eye(2) + rng.normal(0, 0.08, (2, 2))
        placed = [(stroke - 0.5) @ slanted + 0.5 for stroke in on_canvas(drawing)]
        rounded = tuple(stroke.clip(0, 1).round(5) for stroke in placed)
        date = (began + timedelta(minutes=number)).isoformat()
        drawings.append(OwnDrawing(new_id(), label, rounded, date))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_drawings(path, drawings)
    print(f"{count:,} drawings: {path.stat().st_size / 1e6:.1f} MB")


def measure_startup(files: list[Path], count: int, runs: int) -> None:
    from tests.e2e.programs import DIGITPAD

    command = (*DIGITPAD, "--measure-startup")
    with empty_home_and_display() as env:
        env |= {"XDG_DATA_HOME": str(Path(env["HOME"]) / "data")}
        kept = Path(env["XDG_DATA_HOME"]) / "digitpad" / "drawings.jsonl.gz"
        aside = kept.with_name("elsewhere")
        make_drawings(files, count, aside)
        times: dict[int, list[float]] = {0: [], count: []}
        peaks: dict[int, list[float]] = {0: [], count: []}
        for number in range(runs + 1):
            for there in times:
                if there:
                    aside.rename(kept)
                done = run(command, env)
                json.loads(done.output)
                if there:
                    kept.rename(aside)
                if number:  # the first fills the disk's cache
                    times[there].append(done.seconds)
                    peaks[there].append(done.peak_mib)
    print(f"\n{'digitpad --measure-startup, median of ' + str(runs):52} {'s':>8} MiB")
    for there, seconds in times.items():
        print(
            f"{f'with {there:,} own drawings':52} {statistics.median(seconds):8.3f} "
            f"{statistics.median(peaks[there]):.0f}"
        )


def measure_changes(path: Path, times: int) -> None:
    from digitpad.core.own_drawing import drawn_now
    from digitpad.core.own_drawings import OwnDrawings
    from digitpad.gui.startup import sample_drawing

    own = OwnDrawings(path)
    count = len(OwnDrawings(path).read())
    print_head(f"changing {count:,} drawings")

    def add() -> None:
        own.add([drawn_now(sample_drawing(), 3)])

    print_ms("keeping the first one after a start", [seconds_of(add)])
    print_ms("keeping one more", [seconds_of(add) for _ in range(times)])
    ids = [one.id for one in own.read()]
    chosen = np.random.default_rng(0).choice(ids, 2 * times, replace=False)
    print_ms(
        "another label for one",
        [seconds_of(partial(own.relabel, [one], 5)) for one in chosen[:times]],
    )
    print_ms(
        "deleting one",
        [seconds_of(partial(own.delete, [one])) for one in chosen[times:]],
    )


def measure_window(path: Path, frames: int, pace: int) -> None:
    from PySide6.QtWidgets import QApplication

    from digitpad.core.paths import bundled_model
    from digitpad.core.recognizer import Recognizer
    from digitpad.gui.gallery.window import GalleryWindow
    from digitpad.gui.own_store import OwnStore
    from digitpad.gui.theme import LIGHT, apply_theme
    from tests.benchmarks.painted import (
        PaintWatch,
        wait_for_events,
        wait_until_painted,
    )
    from tests.benchmarks.scrolling import measure_empty, measure_scrolling

    assert QApplication.instance()
    apply_theme(LIGHT)
    recognizer = Recognizer.load(bundled_model())
    started = time.perf_counter()
    window = GalleryWindow(OwnStore(path=path))
    window.set_theme(LIGHT)
    made = time.perf_counter()
    watch = PaintWatch(window.grid.viewport())
    window.open()
    wait_until_painted(watch)
    shown = time.perf_counter()
    while not window.is_ready:
        wait_for_events()
    watch.painted = False
    wait_until_painted(watch)
    print(f"\nmaking the gallery            {(made - started) * 1e3:8.1f} ms")
    print(f"open() to window painted      {(shown - made) * 1e3:8.1f} ms")
    print(f"open() to drawings painted    {(time.perf_counter() - made) * 1e3:8.1f} ms")

    measure_scrolling(window.grid, frames, pace, f"{window.grid.count:,} drawings")
    started = time.perf_counter()
    window.set_model(bundled_model(), recognizer, "digitpad")
    measure_scrolling(window.grid, frames, pace, "while the model reads")
    while window.is_reading:
        wait_for_events()
    print(f"all read after                {time.perf_counter() - started:8.1f} s")
    measure_empty(window.grid, frames)
    window.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strokes", nargs="*", type=Path, default=[], metavar="FILE")
    parser.add_argument("--drawings", type=int, default=10_000, help="(default 10,000)")
    parser.add_argument("--runs", type=int, default=5, help="of a start (default 5)")
    parser.add_argument("--changes", type=int, default=50, help="(default 50)")
    parser.add_argument("--frames", type=int, default=500, help="(default 500)")
    parser.add_argument("--pace", type=int, default=45, help="pixels (default 45)")
    options = parser.parse_args()
    measure_startup(options.strokes, options.drawings, options.runs)
    with display_of_this_process() as home:
        from digitpad.gui.application import Application

        application = Application()
        application.setQuitOnLastWindowClosed(False)
        path = home / "drawings.jsonl.gz"
        make_drawings(options.strokes, options.drawings, path)
        measure_changes(path, options.changes)
        measure_window(path, options.frames, options.pace)
    return 0


if __name__ == "__main__":
    sys.exit(main())
