"""What all tests share."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from digitpad.core.paths import asset

# No test opens a window on a person's screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# A busy machine is no failure: time is what the benchmarks measure.
settings.register_profile("digitpad", deadline=None)
settings.load_profile("digitpad")


@pytest.fixture(autouse=True)
def no_task_outlives_its_test() -> Iterator[None]:
    """Wait for the threads of windows that were closed.

    One that reads a file sets Python's warnings back when it has: another test's.
    """
    yield
    if task := sys.modules.get("digitpad.gui.task"):
        task.end_all()


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive like MNIST's with a few hundred digits."""
    path = tmp_path_factory.mktemp("data") / "small.npz"
    with np.load(asset("mnist.npz")) as mnist:
        np.savez(
            path,
            x_train=mnist["x_train"][:300],
            y_train=mnist["y_train"][:300],
            x_test=mnist["x_test"][:100],
            y_test=mnist["y_test"][:100],
        )
    return path
