"""Measures whether the window reads real drawings as `digitpad evaluate` does.

Drawings are chosen from stroke files, as many from each, and drawn with the real
pointer of an X server at a random size and place on the canvas. Counted is how often
the verdict that the window shows is that of the original strokes, rendered and read
as `evaluate` does it; and how often either agrees with the label, which is the
baseline for the other.
"""

import argparse
import random
import sys
from pathlib import Path

from digitpad.core.frame import render
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.core.strokes import Drawing
from digitpad.core.strokes_file import Label
from tests.benchmarks.bench import empty_home_and_display, read_drawings
from tests.e2e.drawings import draw, place
from tests.e2e.pointer import Pointer
from tests.e2e.window import WindowProcess


def choose(
    files: list[Path], count: int, rng: random.Random
) -> list[tuple[str, Drawing, Label]]:
    """Choose drawings, as many from each file, with the file's name."""
    chosen = []
    for number, file in enumerate(files):
        share = count // len(files) + (number < count % len(files))
        chosen += [
            (file.name, *one) for one in rng.sample(read_drawings([file]), share)
        ]
    rng.shuffle(chosen)
    return chosen


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE.jsonl.gz")
    parser.add_argument("--count", type=int, default=100, help="(default 100)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    chosen = choose(options.files, options.count, rng)
    recognizer = Recognizer.load(bundled_model())
    same_verdict = same_best = 0
    right = {"window": 0, "evaluate": 0}
    with (
        empty_home_and_display() as env,
        WindowProcess(env=env) as window,
        Pointer(env["DISPLAY"]) as pointer,
    ):
        for name, drawing, label in chosen:
            expected = recognizer.predict(render(drawing))
            window.clear()
            shown = draw(window, pointer, place(drawing, rng))
            same_verdict += shown.verdict == expected.verdict
            same_best += shown.best == expected.best
            right["window"] += shown.best == label
            right["evaluate"] += expected.best == label
            if shown.verdict != expected.verdict:
                sure = float(expected.probabilities.max())
                print(
                    f"{name}, a {label}: window {shown.verdict} ({shown.words}), "
                    f"evaluate {expected.verdict} ({expected.best}: {sure:.1%})"
                )
        complaints = window.state().messages
    count = len(chosen)
    print(f"same verdict in window and evaluate: {same_verdict} of {count}")
    print(f"same best guess:                     {same_best} of {count}")
    for name, hits in right.items():
        print(f"best guess right, {name:8}:          {hits} of {count}")
    print(f"Qt complained of {len(complaints)} things", *complaints, sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
