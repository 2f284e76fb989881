"""What the benchmarks share.

They run in a checkout that is installed as `.ci/install` does it: `pip install -e`
makes the package `tests` known to Python.

Nothing large is imported here: the memory of a measured process counts from that of
the one that starts it.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digitpad.core.strokes import Drawing
    from digitpad.core.strokes_file import Label


@dataclass(frozen=True, slots=True)
class Run:
    """One process from its start to its end."""

    seconds: float
    peak_mib: float
    output: str


def run(command: Sequence[str], env: Mapping[str, str]) -> Run:
    """Run a process, which must succeed; its peak memory is the resident set's."""
    started = time.perf_counter()
    with subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Run(seconds, usage.ru_maxrss / unit, output)


@contextmanager
def empty_home_and_display() -> Iterator[dict[str, str]]:
    """Yield the variables for processes with an empty home and a display."""
    import tempfile

    from tests.e2e.programs import environment
    from tests.e2e.xserver import x_server

    with tempfile.TemporaryDirectory() as folder, x_server(1280, 720) as display:
        env = environment(Path(folder) / "home", display)
        del env["PYTHONWARNINGS"]
        yield env


@contextmanager
def display_of_this_process() -> Iterator[Path]:
    """Put this process itself on a display, before Qt starts; yields a home."""
    with empty_home_and_display() as env:
        for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
            os.environ.pop(name, None)
        os.environ.update(env)
        yield Path(env["HOME"])


def read_drawings(files: Sequence[Path]) -> "list[tuple[Drawing, Label]]":
    """Read stroke files; without one, take the bundled sample."""
    from digitpad.core.strokes_file import read_drawings
    from digitpad.gui.startup import sample_drawing

    drawings = [drawing for file in files for drawing in read_drawings(file)]
    return drawings or [(sample_drawing(), 3)]


def seconds_of(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def print_ms(what: str, seconds: Sequence[float]) -> None:
    """Print median, 99th percentile and maximum in milliseconds."""
    median, high = statistics.median(seconds), percentile(seconds, 0.99)
    print(
        f"{what:52} {median * 1e3:9.3f} {high * 1e3:9.3f} {max(seconds) * 1e3:9.3f}"
        f"   ({len(seconds)})"
    )


def print_head(what: str) -> None:
    print(f"\n{what + ' / ms':52} {'median':>9} {'99 %':>9} {'maximum':>9}   (number)")
