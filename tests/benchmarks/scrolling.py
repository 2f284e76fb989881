"""How fast a grid of tiles is painted while it scrolls, beside an empty widget."""

from PySide6.QtWidgets import QWidget

from digitpad.gui.tile_grid import TileGrid
from tests.benchmarks.bench import print_head, print_ms, seconds_of
from tests.benchmarks.painted import PaintWatch, wait_for_events, wait_until_painted


def measure_scrolling(grid: TileGrid, frames: int, pace: int, title: str) -> None:
    """Scroll from the top by `pace` pixels a frame, and begin anew at the end."""
    bar = grid.verticalScrollBar()
    watch = PaintWatch(grid.viewport())
    bar.setValue(0)
    wait_for_events()

    def step() -> None:
        watch.painted = False
        bar.setValue((bar.value() + pace) % max(1, bar.maximum()))
        wait_until_painted(watch)

    times = [seconds_of(step) for _ in range(frames)]
    print_head(f"scrolling, {title}")
    print_ms(f"{pace} pixels on to tiles painted", times)
    rate = len(times) / sum(times)
    print(f"{rate:.0f} frames a second, the slowest {max(times) * 1e3:.1f} ms")


def measure_empty(grid: TileGrid, frames: int) -> None:
    """Paint an empty widget of the grid's size: the least that painting takes."""
    print_head("baseline")
    empty = QWidget()
    empty.resize(grid.viewport().size())
    watch = PaintWatch(empty)
    empty.show()
    wait_until_painted(watch)

    def paint() -> None:
        watch.painted = False
        empty.update()
        wait_until_painted(watch)

    times = [seconds_of(paint) for _ in range(frames)]
    print_ms("update() to painted, empty widget of that size", times)
    empty.close()
