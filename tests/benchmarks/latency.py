"""Measures what happens between a move of the mouse and the bars that show it.

In the real window, under Xvfb: from the delivery of a move to the pad until the bars
that show it have been painted; `render` and `predict` alone; and the same for
scribbles of 50,000 points, while they grow and when they are whole. The drawings are
measured a second time while a worker trains. Beside it, as baselines, from `update()`
to the painting of an empty window, and Pillow's shrinking of a whole canvas to 28x28,
which is what `render` stands in for.

Real drawings are put at random sizes and places on the canvas.
"""

import argparse
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtWidgets import QWidget

from digitpad.core.frame import render
from digitpad.core.presets import preset_named
from digitpad.core.protocol import from_line, to_line
from digitpad.core.records import Batch, Train
from digitpad.core.strokes import Drawing, Floats
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

POINTS = 50_000
REPEATS = 20
PAINT_EVERY = 100
"""Of a scribble's moves that many are delivered between two paintings."""


def bouncing(rng: np.random.Generator) -> Floats:
    """Return a dense walk that wanders and bounces off the edges."""
    direction = np.cumsum(rng.normal(0, 0.2, POINTS))
    steps = np.stack([np.cos(direction), np.sin(direction)], axis=1) * 0.01
    return folded(0.5 + np.cumsum(steps, axis=0))


def circling(rng: np.random.Generator) -> Floats:
    """Return a hundred rounds, each a little off the last."""
    angle = np.linspace(0, 200 * np.pi, POINTS)
    radius = 0.4 + np.cumsum(rng.normal(0, 0.0002, POINTS))
    circle = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return folded(0.5 + radius[:, None] * circle)


def jumping(rng: np.random.Generator) -> Floats:
    """Return steps from anywhere to anywhere: the longest path there can be."""
    return rng.uniform(0.01, 0.99, (POINTS, 2))


def folded(walk: Floats) -> Floats:
    """Reflect a walk at the canvas' edges."""
    return 0.01 + 0.98 * np.abs((walk + 1) % 2 - 1)


SCRIBBLES: dict[str, Callable[[np.random.Generator], Floats]] = {
    "bouncing walk": bouncing,
    "100 circles": circling,
    "random jumps": jumping,
}


def measure_baselines() -> None:
    print_head("baseline")
    empty = QWidget()
    empty.resize(1280, 720)
    watch = PaintWatch(empty)
    empty.show()
    wait_until_painted(watch)

    def paint() -> None:
        watch.painted = False
        empty.update()
        wait_until_painted(watch)

    print_ms(
        "update() to painted, empty window", [seconds_of(paint) for _ in range(300)]
    )
    canvas = Image.new("L", (560, 560), 255)
    size, filter_ = (28, 28), Image.Resampling.LANCZOS
    shrinking = [seconds_of(lambda: canvas.resize(size, filter_)) for _ in range(300)]
    print_ms("Pillow shrinks a canvas of 560x560", shrinking)


@contextmanager
def training(folder: Path) -> Iterator[None]:
    """Have a worker train a network, as the training window does."""
    order = Train(1, preset_named("digitpad").defaults, str(folder / "new.keras"))
    worker = subprocess.Popen(
        [sys.executable, "-m", "digitpad", "worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # TensorFlow greets
    )
    assert worker.stdin
    assert worker.stdout
    records = worker.stdout
    worker.stdin.write(to_line(order).encode())
    worker.stdin.flush()
    while not isinstance(from_line(records.readline()), Batch):
        pass
    threading.Thread(target=records.read).start()  # what nobody reads stops it
    yield
    worker.stdin.close()
    worker.wait()


def measure_drawings(
    under_test: PadUnderTest, drawings: list[Drawing], title: str
) -> None:
    print_head(f"{len(drawings)} drawings{title}")
    latency: list[float] = []
    for drawing in drawings:
        for stroke in drawing:
            latency.append(
                under_test.deliver_and_paint(under_test.event(PRESS, stroke[0]))
            )
            latency += [
                under_test.deliver_and_paint(under_test.event(MOVE, point))
                for point in stroke[1:]
            ]
            under_test.deliver(under_test.event(RELEASE, stroke[-1]))
        under_test.clear()
    print_ms("event to bars painted", latency)
    predict = under_test.recognizer.predict

    def read(drawing: Drawing) -> None:
        predict(render(drawing))

    frames = [render(drawing) for drawing in drawings]
    print_ms("render", [seconds_of(partial(render, d)) for d in drawings])
    print_ms("predict", [seconds_of(partial(predict, f)) for f in frames])
    both = [seconds_of(partial(read, d)) for d in drawings]
    print_ms("render + predict", both)


def measure_scribble(under_test: PadUnderTest, name: str, stroke: Floats) -> None:
    print_head(f"{len(stroke):,} points, {name}")
    repeats = range(REPEATS)
    print_ms(
        "render, all points", [seconds_of(lambda: render([stroke])) for _ in repeats]
    )
    predict = under_test.recognizer.predict
    both = [seconds_of(lambda: predict(render([stroke]))) for _ in repeats]
    print_ms("render + predict, all points", both)
    handling: list[float] = []
    latency: list[float] = []
    under_test.deliver(under_test.event(PRESS, stroke[0]))
    for number, point in enumerate(stroke[1:-REPEATS], 1):
        event = under_test.event(MOVE, point)
        if number % PAINT_EVERY:
            handling.append(under_test.deliver(event))
        else:
            latency.append(under_test.deliver_and_paint(event))
    print_ms("handling of a move while it grows", handling)
    print_ms(f"event to bars painted, every {PAINT_EVERY} points", latency)
    whole = [
        under_test.deliver_and_paint(under_test.event(MOVE, point))
        for point in stroke[-REPEATS:]
    ]
    print_ms("event to bars painted, all points", whole)
    release = under_test.event(RELEASE, stroke[-1])
    print_ms("the release", [under_test.deliver_and_paint(release)])
    print_ms("clearing", [seconds_of(under_test.clear)])


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
        measure_baselines()
        measure_drawings(under_test, chosen, "")
        with training(home):
            measure_drawings(under_test, chosen, ", while a worker trains")
        for name, scribble in SCRIBBLES.items():
            stroke = scribble(np.random.default_rng(options.seed))
            measure_scribble(under_test, name, stroke)
        under_test.window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
