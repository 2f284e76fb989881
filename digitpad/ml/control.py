"""What may be asked of a training while it runs."""

import threading

from digitpad.core.records import Probe


class CancelledError(Exception):
    """The training was told to end without a result."""


class StoppedError(Exception):
    """The training was told to end with the best that there is."""


class Control:
    """Wishes from one thread to the training in another.

    The training asks for them between two batches; nothing in it is interrupted.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._paused = False
        self._stopped = False
        self._cancelled = False
        self._probe: Probe | None = None

    def pause(self) -> None:
        """Hold the training until `resume`, `stop` or `cancel`."""
        self._set(paused=True)

    def resume(self) -> None:
        """Go on."""
        self._set(paused=False)

    def stop(self) -> None:
        """End, keeping the best epoch."""
        self._set(paused=False, stopped=True)

    def cancel(self) -> None:
        """End, keeping nothing."""
        self._set(paused=False, cancelled=True)

    def set_probe(self, probe: Probe) -> None:
        """Have the drawing read by the network as it is, now and again."""
        with self._changed:
            self._probe = probe
            self._changed.notify_all()

    @property
    def probe(self) -> Probe | None:
        """The drawing to read; None before the first one."""
        return self._probe

    @property
    def is_stopped(self) -> bool:
        """Whether the training shall end, or was to end, with its best epoch."""
        return self._stopped

    @property
    def is_paused(self) -> bool:
        """Whether the training shall hold."""
        return self._paused

    def check(self, *, may_stop: bool = True) -> None:
        """Heed a wish to end.

        Raises
        ------
        CancelledError, StoppedError
            If one was told; the latter only where `may_stop`.
        """
        if self._cancelled:
            raise CancelledError
        if self._stopped and may_stop:
            raise StoppedError

    def wait(self, known: Probe | None) -> None:
        """Wait while paused, until the probe is another than `known`."""
        with self._changed:
            self._changed.wait_for(lambda: not self._paused or self._probe is not known)

    def _set(
        self, *, paused: bool, stopped: bool = False, cancelled: bool = False
    ) -> None:
        with self._changed:
            self._paused = paused
            self._stopped = self._stopped or stopped
            self._cancelled = self._cancelled or cancelled
            self._changed.notify_all()
