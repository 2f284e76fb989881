"""How long the window's event loop is held up while TensorFlow imports and trains.

    gaps.py [--epochs N]

The program's windows with the worker, beside the same window with the same training
in a QThread of its own process. A timer of one millisecond ticks in the event loop;
a gap is the time between two ticks.
"""

import argparse
import subprocess
import sys
import time
from dataclasses import replace

from tests.benchmarks.bench import (
    display_of_this_process,
    print_head,
    print_ms,
)

_PRESET = "cnn-32-64-dropout"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--in-thread", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    with display_of_this_process():
        if options.in_thread:
            measure_thread(options.epochs)
            return
        measure_worker(options.epochs)
    subprocess.run(
        [sys.executable, __file__, "--in-thread", "--epochs", str(options.epochs)],
        check=True,
        stderr=subprocess.DEVNULL,  # TensorFlow greets
    )


class Ticks:
    """The times between the ticks of a timer in the event loop."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._gaps: list[float] = []
        self._last = 0.0
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)

    def start(self) -> None:
        self._gaps, self._last = [], time.perf_counter()
        self._timer.start()

    def stop(self) -> list[float]:
        self._timer.stop()
        return self._gaps

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self._gaps.append(now - self._last)
        self._last = now


def measure_worker(epochs: int) -> None:
    from digitpad.core.presets import preset_named
    from digitpad.gui.trainer import TrainerState
    from tests.benchmarks.training_window import (
        open_training,
        train,
        trainer_of,
        wait,
    )

    print_head("gaps of the event loop, training in the worker")
    ticks = Ticks()
    with open_training() as program:
        trainer = trainer_of(program)
        trainer.shut_down()
        ticks.start()
        trainer.prepare()
        wait([trainer.state_changed], lambda: trainer.state is TrainerState.READY)
        print_ms("TensorFlow is imported", ticks.stop())
        ticks.start()
        train(program, replace(preset_named(_PRESET).defaults, epochs=epochs))
        print_ms(f"{_PRESET}, {epochs} epochs and result", ticks.stop())


def measure_thread(epochs: int) -> None:
    """Import and train in a thread, with nothing but the pad's window beside it."""
    import tempfile
    from pathlib import Path

    from PySide6.QtCore import QEventLoop, QObject, QThread, Signal, Slot

    from digitpad.app import make_window
    from digitpad.core.paths import bundled_model
    from digitpad.core.presets import preset_named
    from digitpad.core.recognizer import Recognizer
    from digitpad.core.records import Train
    from digitpad.gui.application import Application

    config = replace(preset_named(_PRESET).defaults, epochs=epochs)

    class Thread(QThread):
        imported = Signal()

        def run(self) -> None:
            from digitpad.ml.control import Control
            from digitpad.ml.session import preload, run_training

            preload()
            self.imported.emit()
            with tempfile.TemporaryDirectory() as folder:
                order = Train(1, config, f"{folder}/a.keras", str(bundled_model()))
                run_training(order, lambda _record: None, Control())

    application = Application()
    model = bundled_model()
    window = make_window(
        model, Recognizer.load(model), Path("settings.json"), keep_settings=False
    )
    window.show()
    application.processEvents()
    print_head("gaps of the event loop, training in a QThread")
    ticks, thread, loop = Ticks(), Thread(), QEventLoop()

    class Receiver(QObject):
        @Slot()
        def on_imported(self) -> None:
            print_ms("TensorFlow is imported", ticks.stop())
            ticks.start()

    receiver = Receiver()  # of this thread, so that its slot runs here
    thread.imported.connect(receiver.on_imported)
    thread.finished.connect(loop.quit)
    ticks.start()
    thread.start()
    loop.exec()
    print_ms(f"{_PRESET}, {epochs} epochs and result", ticks.stop())
    thread.wait()


if __name__ == "__main__":
    main()
