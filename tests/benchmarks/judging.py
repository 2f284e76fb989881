"""Measures how long it takes to judge a model with the 10,000 MNIST test images.

In the real window, under Xvfb, with the bundled model: from `open()` until the window
is painted and until the figures are there. Beside it, as baseline,
`Recognizer.predict_all` alone, without window and thread, and the reckoning of the
figures alone.
"""

import sys
import time

from digitpad.core.datasets import frames_of, load_mnist_test
from digitpad.core.judgement import judge
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.gui.application import Application
from digitpad.gui.judging.window import JudgingWindow
from digitpad.gui.theme import LIGHT, apply_theme
from tests.benchmarks.bench import (
    display_of_this_process,
    print_head,
    print_ms,
    seconds_of,
)
from tests.benchmarks.painted import PaintWatch, wait_for_events, wait_until_painted

RUNS = 5


def measure_window() -> None:
    recognizer = Recognizer.load(bundled_model())
    started = time.perf_counter()
    window = JudgingWindow()
    window.set_theme(LIGHT)
    window.set_model(bundled_model(), recognizer, "digitpad")
    made = time.perf_counter()
    watch = PaintWatch(window.figures.calibration)
    window.open()
    wait_until_painted(watch)
    shown = time.perf_counter()
    while not window.judged:
        wait_for_events()
    done = time.perf_counter()
    print(f"making the window            {(made - started) * 1e3:8.1f} ms")
    print(f"open() to window painted     {(shown - made) * 1e3:8.1f} ms")
    print(f"open() to the figures        {(done - made) * 1e3:8.1f} ms")
    window.close()


def measure_baselines() -> None:
    print_head("baseline, without window and thread")
    test = load_mnist_test()
    frames = frames_of(test.pixels)
    recognizer = Recognizer.load(bundled_model())
    probabilities = recognizer.predict_all(frames)
    print_ms(
        "predict_all, 10,000 images",
        [seconds_of(lambda: recognizer.predict_all(frames)) for _ in range(RUNS)],
    )
    print_ms(
        "judge, 10,000 answers",
        [seconds_of(lambda: judge(probabilities, test.labels, 0.9)) for _ in range(50)],
    )


def main() -> int:
    with display_of_this_process():
        Application()
        apply_theme(LIGHT)
        print_head("judging the bundled model")
        measure_window()
        measure_baselines()
    return 0


if __name__ == "__main__":
    sys.exit(main())
