"""Measures the data window: how soon it shows images, and how smoothly they scroll.

In the real window, under Xvfb, with all 70,000 images: from `open()` until the window
and until the first images are painted; the resident memory before and after (from
/proc, Linux); frames a second and the slowest frame while the test images pass, each
frame a pace further on and painted before the next; the same while the model reads
the training images in the background. Beside it, as baseline, from `update()` to the
painting of an empty widget of the same size, and the search for the nearest images.
"""

import argparse
import os
import sys
import time
from functools import partial
from pathlib import Path

from digitpad.core.datasets import load_mnist_pixels
from digitpad.core.nearest import nearest
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.gui.application import Application
from digitpad.gui.data.neighbours import COUNT
from digitpad.gui.data.parts import Part
from digitpad.gui.data.window import DataWindow
from digitpad.gui.theme import LIGHT, apply_theme
from tests.benchmarks.bench import (
    display_of_this_process,
    print_head,
    print_ms,
    seconds_of,
)
from tests.benchmarks.painted import PaintWatch, wait_for_events, wait_until_painted
from tests.benchmarks.scrolling import measure_empty, measure_scrolling
from tests.benchmarks.training_window import after

SEARCHES = 20


def resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def opened() -> DataWindow:
    """Open the window with the bundled model, and tell how long that takes."""
    recognizer = Recognizer.load(bundled_model())
    before = resident_mib()
    started = time.perf_counter()
    window = DataWindow()
    window.set_theme(LIGHT)
    window.set_model(bundled_model(), recognizer, "digitpad")
    made = time.perf_counter()
    watch = PaintWatch(window.grid.viewport())
    window.open()
    wait_until_painted(watch)
    shown = time.perf_counter()
    while not window.is_ready:
        wait_for_events()
    watch.painted = False
    wait_until_painted(watch)
    images = time.perf_counter()
    print(f"making the window            {(made - started) * 1e3:8.1f} ms")
    print(f"open() to window painted     {(shown - made) * 1e3:8.1f} ms")
    print(f"open() to images painted     {(images - made) * 1e3:8.1f} ms")
    memory = {"before": before, "with the images": resident_mib()}
    while window.reading.button.isVisible():
        memory["while they are read"] = resident_mib()
        wait_for_events()
    print(f"open() to all 10,000 read    {(time.perf_counter() - made) * 1e3:8.1f} ms")
    after(0.5)  # the thread's network goes with it
    memory["when they are read"] = resident_mib()
    for name, mib in memory.items():
        print(f"memory {name:20} {mib:8.0f} MiB, {mib - before:+.0f}")
    return window


def measure_search() -> None:
    print_head("the nearest of 60,000 images")
    mnist = load_mnist_pixels()
    train, test = mnist.train.pixels, mnist.test.pixels
    times = [
        seconds_of(partial(nearest, image, train, COUNT)) for image in test[:SEARCHES]
    ]
    print_ms(f"{COUNT} nearest", times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=500, help="(default 500)")
    parser.add_argument("--pace", type=int, default=45, help="pixels (default 45)")
    options = parser.parse_args()
    with display_of_this_process():
        Application()
        apply_theme(LIGHT)
        window = opened()
        scroll = partial(measure_scrolling, window.grid, options.frames, options.pace)
        scroll("10,000 images")
        window.filter.set_part(Part.TRAINING)
        measure_scrolling(
            window.grid, options.frames, options.pace, "while the model reads"
        )
        window.close()
        measure_empty(window.grid, options.frames)
        measure_search()
    return 0


if __name__ == "__main__":
    sys.exit(main())
