"""Measures what explaining a drawing takes, and what it takes from the pad.

In real windows, under Xvfb: the plain reading of one frame; all readings with a part
covered; from `set_drawing` until "Why?" has painted its answer; the same for "The way
into the frame". Then drawings are drawn on the pad with the mouse, without these
windows and with each of them following: from the delivery of a move until the bars
that show it have been painted.

Real drawings are put at random sizes and places on the canvas.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from digitpad.core.frame import render
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.core.strokes import Drawing
from digitpad.gui.way.window import WayWindow
from digitpad.gui.why.explainer import explain, load_warm
from digitpad.gui.why.window import WhyWindow
from tests.benchmarks.bench import (
    display_of_this_process,
    print_head,
    print_ms,
    read_drawings,
    seconds_of,
)
from tests.benchmarks.painted import (
    MOVE,
    PRESS,
    RELEASE,
    PadUnderTest,
    PaintWatch,
    wait_until_painted,
)
from tests.e2e.drawings import place

_NAME = "the bundled model"


def measure_reading(recognizer: Recognizer, drawings: list[Drawing]) -> None:
    print_head(f"{len(drawings)} drawings, alone")
    frames = [render(drawing) for drawing in drawings]
    recognizer.predict(frames[0])
    reading = [seconds_of(partial(recognizer.predict, frame)) for frame in frames]
    print_ms("predict, one frame", reading)
    own = load_warm(bundled_model())
    print_ms("explain", [seconds_of(partial(explain, own, d)) for d in drawings])


def why_to_painted(why: WhyWindow, drawings: list[Drawing]) -> list[float]:
    watch = PaintWatch(why.picture)
    seconds = []
    for drawing in drawings:
        watch.painted = False
        why.set_drawing(())
        wait_until_painted(watch)
        watch.painted = False
        started = time.perf_counter()
        why.set_drawing(drawing)
        # Nothing is painted before the answer is there.
        wait_until_painted(watch)
        seconds.append(time.perf_counter() - started)
    return seconds


def way_to_painted(way: WayWindow, drawings: list[Drawing]) -> list[float]:
    watch = PaintWatch(way.centred)
    seconds = []
    for drawing in drawings:
        watch.painted = False
        started = time.perf_counter()
        way.set_drawing(drawing)
        wait_until_painted(watch)
        seconds.append(time.perf_counter() - started)
    return seconds


def pad_to_painted(under_test: PadUnderTest, drawings: list[Drawing]) -> list[float]:
    seconds = []
    for drawing in drawings:
        for stroke in drawing:
            under_test.deliver_and_paint(under_test.event(PRESS, stroke[0]))
            seconds += [
                under_test.deliver_and_paint(under_test.event(MOVE, point))
                for point in stroke[1:]
            ]
            under_test.deliver(under_test.event(RELEASE, stroke[-1]))
        under_test.clear()
    return seconds


def opened(window: WhyWindow | WayWindow, recognizer: Recognizer) -> float:
    """Open a window; return the seconds until its picture is painted."""
    picture = window.picture if isinstance(window, WhyWindow) else window.centred
    watch = PaintWatch(picture)
    window.set_model(bundled_model(), recognizer, _NAME)
    started = time.perf_counter()
    window.open()
    wait_until_painted(watch)
    return time.perf_counter() - started


def following(
    under_test: PadUnderTest, window: WhyWindow | WayWindow
) -> Callable[[], None]:
    """Return what tells a window of the pad's drawing."""
    return lambda: window.set_drawing(under_test.pad.drawing)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strokes", type=Path, nargs="*", default=[], metavar="FILE")
    parser.add_argument("--count", type=int, default=100, help="drawings (default 100)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    found = [drawing for drawing, _ in read_drawings(options.strokes)]
    chosen = [place(drawing, rng) for drawing in rng.choices(found, k=options.count)]
    with display_of_this_process() as home:
        under_test = PadUnderTest(home)
        recognizer = under_test.recognizer
        measure_reading(recognizer, chosen)
        why, way = WhyWindow(), WayWindow()
        print_head("opening")
        print_ms("Why?", [opened(why, recognizer)])
        print_ms("The way into the frame", [opened(way, recognizer)])
        print_head("set_drawing to painted")
        print_ms("Why?", why_to_painted(why, chosen))
        print_ms("The way into the frame", way_to_painted(way, chosen))
        why.close()
        way.close()
        print_head("on the pad, move to bars painted")
        print_ms("with neither window", pad_to_painted(under_test, chosen))
        for window, name in ((why, "Why?"), (way, "The way into the frame")):
            follow = following(under_test, window)
            under_test.window.read.connect(follow)
            window.open()
            print_ms(
                f"while it is followed: {name}", pad_to_painted(under_test, chosen)
            )
            under_test.window.read.disconnect(follow)
            window.close()
        under_test.window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
