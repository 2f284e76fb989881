"""Measures how long the library of models takes to open.

In the real window, under Xvfb, with so many models in a home of their own: the time to
make the window and have it painted with all of them, and the same when it is opened
again. Limit: 500 ms with 300 models.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from digitpad.core.models import copy_model
from digitpad.core.paths import bundled_model, saved_models
from digitpad.core.settings import Settings
from digitpad.gui.application import Application
from digitpad.gui.library.window import LibraryWindow
from digitpad.gui.preferences import Preferences
from digitpad.gui.theme import LIGHT, apply_theme
from tests.benchmarks.bench import display_of_this_process, print_head, print_ms
from tests.benchmarks.painted import PaintWatch, wait_for_events, wait_until_painted


def fill(count: int) -> None:
    """Put models into the home: one model's files under many names."""
    first = copy_model(bundled_model(), saved_models() / "model 0.keras")
    card = json.loads(first.with_suffix(".json").read_text())
    for number in range(1, count):
        path = first.with_name(f"model {number}.keras")
        for suffix in (".keras", ".tflite"):
            path.with_suffix(suffix).hardlink_to(first.with_suffix(suffix))
        text = json.dumps(card | {"name": path.stem})
        path.with_suffix(".json").write_text(text)


def measure(count: int, runs: int) -> None:
    fill(count)
    preferences = Preferences(Settings(), lambda _settings: None)
    first: list[float] = []
    again: list[float] = []
    for _ in range(runs):
        began = time.perf_counter()
        window = LibraryWindow(preferences, lambda _path: True)
        window.set_theme(LIGHT)
        window.set_in_use(bundled_model())
        for times in (first, again):
            if times is again:
                window.close()
                began = time.perf_counter()
            watch = PaintWatch(window.view.viewport())
            window.open()
            while len(window.view.shown) <= count or window.is_listing:
                wait_for_events()
            watch.painted = False
            window.view.viewport().update()
            wait_until_painted(watch)
            times.append(time.perf_counter() - began)
        window.close()
        window.deleteLater()
    print_ms("opened and listed", first)
    print_ms("opened again", again)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--models", type=int, default=300)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, display_of_this_process():
        os.environ |= {"HOME": home, "XDG_DATA_HOME": str(Path(home) / "data")}
        Application()
        apply_theme(LIGHT)
        print_head(f"the library with {options.models} models and the bundled one")
        measure(options.models, options.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
