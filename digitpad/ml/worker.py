"""The process in which Keras runs: orders on its input, records on its output.

The contract is `digitpad.core.protocol`. It ends when its input does.
"""

import faulthandler
import logging
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from digitpad.core.packing import decode_frame
from digitpad.core.protocol import from_line, to_line
from digitpad.core.records import (
    Cancel,
    Cancelled,
    Command,
    Convert,
    Converted,
    Failed,
    Outcome,
    Pause,
    Probe,
    Probed,
    Ready,
    Record,
    Resume,
    Stop,
    Train,
)
from digitpad.core.scheduling import step_back, use_all_processors
from digitpad.ml.control import CancelledError, Control

if TYPE_CHECKING:
    from digitpad.ml.stages import Stages

_log = logging.getLogger(__name__)


def main() -> int:
    """Serve orders until the input ends; returns the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the window's to heed
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )
    # Where a crash happened is written to the log, which standard error is, also
    # while `quiet` holds back what is written there.
    faulthandler.enable(os.dup(2))
    step_back()
    use_all_processors()
    records, commands = _take_output(), _take_input()

    writing = threading.Lock()

    def write(record: Record) -> None:
        with writing:
            records.write(to_line(record).encode())
            records.flush()

    worker = Worker(write)
    # Before TensorFlow, whose import takes seconds: the input may end amid it.
    reader = threading.Thread(target=_read, args=(commands, worker), daemon=True)
    reader.start()
    try:
        from digitpad.ml.session import preload  # TensorFlow comes with it

        preload()
    except Exception as error:  # a broken installation raises whatever it likes
        _log.exception("TensorFlow or the dataset cannot be loaded")
        write(Failed(0, _why_not_ready(error)))
        return 1
    write(Ready())
    worker.serve()
    return 0


class Worker:
    """Serves one order after the other, and drawings for the last training's stages.

    Parameters
    ----------
    write
        Called with each record.
    """

    def __init__(self, write: Callable[[Record], None]) -> None:
        self._write = write
        self._orders: queue.Queue[Train | Convert | Probe] = queue.Queue()
        # Commands come in one thread, work ends in another: none is lost between.
        self._lock = threading.Lock()
        self._controls: dict[int, Control] = {}
        self._stages: Stages | None = None
        self._run = 0

    def take(self, command: Command) -> None:
        """Take a command, in any thread, without waiting.

        Raises
        ------
        DigitpadError
            If a drawing is damaged.
        """
        if isinstance(command, Probe) and command.frame:
            decode_frame(command.frame)  # told now, not amid a training
        with self._lock:
            self._take(command)

    def _take(self, command: Command) -> None:
        control = self._controls.get(command.run)
        match command:
            case Train() | Convert() if not control:
                self._controls[command.run] = Control()
                self._orders.put(command)
            case Probe() if control:
                control.set_probe(command)
            case Probe():
                self._orders.put(command)
            case Pause() if control:
                control.pause()
            case Resume() if control:
                control.resume()
            case Stop() if control:
                control.stop()
            case Cancel() if control:
                control.cancel()

    def serve(self) -> None:
        """Do what is ordered, in this thread, for ever."""
        while True:
            order = self._orders.get()
            if isinstance(order, Train):
                self.train(order)
            elif isinstance(order, Convert):
                self.convert(order)
            elif self._orders.empty():  # a newer drawing makes this one stale
                self._answer(order)

    def train(self, order: Train) -> None:
        """Run a training to its outcome, which is written."""
        import keras

        control = self._controls[order.run]
        self._stages, self._run = None, order.run
        keras.utils.clear_session()
        _log.info("training %s", order)
        outcome = self._outcome(order, control)
        _log.info("outcome %s", type(outcome).__name__)
        # First, so that a drawing that comes now is answered by the stages.
        with self._lock:
            del self._controls[order.run]
        self._write(outcome)
        if control.probe:
            self._answer(control.probe)

    def convert(self, order: Convert) -> None:
        """Run a conversion to its outcome, which is written.

        If it passes a limit, that is told, and the process ends.
        """
        import keras

        from digitpad.ml.limits import Limits

        keras.utils.clear_session()
        _log.info("converting %s", order)
        with Limits(lambda passed: self._give_up(order, passed)):
            outcome = self._converted(order, self._controls[order.run])
        _log.info("outcome %s", type(outcome).__name__)
        with self._lock:
            del self._controls[order.run]
        self._write(outcome)

    def _converted(
        self, order: Convert, control: Control
    ) -> Converted | Cancelled | Failed:
        from digitpad.ml.conversion import convert, failure_of
        from digitpad.ml.session import bundled_mnist

        try:
            return convert(order, bundled_mnist(), self._write, control)
        except CancelledError:
            return Cancelled(order.run)
        except Exception as error:  # Keras and TensorFlow raise whatever they met
            _log.exception("the conversion has failed")
            return Failed(order.run, failure_of(error, Path(order.source)))

    def _give_up(self, order: Convert, passed: str) -> None:
        name = Path(order.source).name
        sentence = f"{name} cannot be opened: to convert it takes {passed}."
        _log.error("%s", sentence)
        self._write(Failed(order.run, sentence))
        os._exit(1)

    def _outcome(self, order: Train, control: Control) -> Outcome:
        from digitpad.ml.session import failure_of, run_training

        try:
            outcome, self._stages = run_training(order, self._write, control)
        except CancelledError:
            return Cancelled(order.run)
        except Exception as error:  # Keras and TensorFlow raise whatever they met
            _log.exception("the training has failed")
            return Failed(order.run, failure_of(error))
        return outcome

    def _answer(self, probe: Probe) -> None:
        if self._stages is None or probe.run != self._run or not probe.frame:
            return
        read = self._stages.read(decode_frame(probe.frame), probe.stage)
        self._write(Probed(probe.run, probe.number, probe.stage, read))


def _why_not_ready(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return (
            "The memory does not suffice to load TensorFlow, which trains: "
            "close other programs."
        )
    return (
        "TensorFlow, which trains, cannot be loaded "
        f"({type(error).__name__}): install digitpad again."
    )


def _read(commands: BinaryIO, worker: Worker) -> None:
    """Hand over commands until there are no more, then end the process."""
    for line in commands:
        try:
            worker.take(from_line(line))
        except Exception:  # whatever it is: only this thread sees the input's end
            _log.exception("not a command: %.200r", line)
    # At once: TensorFlow may be amid a step, and nobody is left to tell.
    os._exit(0)


def _take_output() -> BinaryIO:
    """Keep the output for records; what anybody prints goes to the log."""
    records = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return records


def _take_input() -> BinaryIO:
    """Keep the input for commands; nobody else can read from it."""
    commands = os.fdopen(os.dup(0), "rb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return commands
