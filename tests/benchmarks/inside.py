"""Measures looking inside the network while somebody draws.

In the real windows, under Xvfb: opening the view; from a new drawing to all visible
maps painted, at its top and amid its way down, with a map chosen; and what the view
costs the pad: from the delivery of a move until the bars are painted, with the view
closed and open. Beside it, as a baseline, reading a frame without looking inside.
"""

import argparse
import random
import sys
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QScrollArea

from digitpad.core.frame import render
from digitpad.core.strokes import Drawing
from digitpad.gui.inside.flow import Pointed
from digitpad.gui.inside.tiles import Place
from digitpad.gui.inside.window import InsideWindow
from digitpad.program import Program
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
    wait_for_events,
    wait_until_painted,
)
from tests.e2e.drawings import place


def measure_pad(under_test: PadUnderTest, drawings: list[Drawing], title: str) -> None:
    latency: list[float] = []
    for drawing in drawings:
        for stroke in drawing:
            under_test.deliver_and_paint(under_test.event(PRESS, stroke[0]))
            latency += [
                under_test.deliver_and_paint(under_test.event(MOVE, point))
                for point in stroke[1:]
            ]
            under_test.deliver(under_test.event(RELEASE, stroke[-1]))
        under_test.clear()
    print_ms(f"event to bars painted, {title}", latency)


def measure_maps(inside: InsideWindow, drawings: list[Drawing], title: str) -> None:
    watch = PaintWatch(inside.flow)

    def show(drawing: Drawing) -> None:
        shown = inside.inspection
        inside.set_drawing(drawing)
        while inside.inspection is shown:
            wait_for_events()
        watch.painted = False
        wait_until_painted(watch)

    times = [seconds_of(partial(show, drawing)) for drawing in drawings]
    print_ms(f"drawing to maps painted (16 wait), {title}", times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strokes", type=Path, nargs="*", default=[], metavar="FILE")
    parser.add_argument("--count", type=int, default=100, help="drawings (default 100)")
    options = parser.parse_args()
    found = [drawing for drawing, _ in read_drawings(options.strokes)]
    rng = random.Random(0)
    drawings = [place(drawing, rng) for drawing in rng.choices(found, k=options.count)]
    with display_of_this_process() as home:
        under_test = PadUnderTest(home)
        program = under_test.window.findChild(Program)
        assert program
        print_head(f"{len(drawings)} drawings")
        predict = under_test.recognizer.predict
        frames = [render(drawing) for drawing in drawings]
        print_ms("predict", [seconds_of(partial(predict, f)) for f in frames])
        measure_pad(under_test, drawings, "view closed")
        under_test.draw(drawings[0])

        def opened() -> InsideWindow:
            view = program.views["inside"]
            assert isinstance(view, InsideWindow)
            return view

        def open_view() -> None:
            program.open_view("inside")
            wait_until_painted(PaintWatch(opened().flow))

        print_ms("opening the view, until it is painted", [seconds_of(open_view)])
        inside = opened()
        measure_maps(inside, drawings, "top")
        assert inside.inspection
        stage = inside.inspection.stages[2]
        inside.detail.choose(Pointed(stage, Place(0, 4, 4), is_kernels=False))
        measure_maps(inside, drawings, "top, a map chosen")
        area = inside.findChild(QScrollArea)
        assert area
        bar = area.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        measure_maps(inside, drawings, "amid, a map chosen")
        under_test.clear()
        measure_pad(under_test, drawings, "view open")
        under_test.window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
