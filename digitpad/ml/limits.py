"""Bounds of time and memory for work on a file that nobody trusts."""

import faulthandler
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Final, Self

SECONDS: Final = 20.0
"""Of time, in which the process has also had as much of processors: where others take
them, it is not the file's fault."""
LONGEST: Final = 60.0
"""Seconds, whoever has the processors."""
MEMORY: Final = 1 << 30
"""Bytes above what the process had before."""

_EVERY: Final = 0.05
"""Seconds between two looks: in that time no more than some 200 MB can be filled."""
_GRACE: Final = 5.0
"""Seconds after which the process ends without a word: its time is over, and C code
lets no other thread of Python's run."""
_SLACK: Final = 1 << 30
"""Bytes that may be reserved beyond those that are used: threads and buffers."""


class Limits:
    """While it is entered, somebody is told once when a bound is passed.

    Parameters
    ----------
    on_passed
        Called in another thread with what was passed, as the end of a sentence:
        "more than 20 seconds". It must end the process.
    seconds, longest, memory
        The bounds.
    """

    def __init__(
        self,
        on_passed: Callable[[str], None],
        seconds: float = SECONDS,
        longest: float = LONGEST,
        memory: int = MEMORY,
    ) -> None:
        self._on_passed = on_passed
        self._seconds = seconds
        self._longest = longest
        self._memory = memory
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._reserve = _Reserve()

    def __enter__(self) -> Self:
        self._began, self._worked = perf_counter(), process_time()
        self._before = resident_bytes()
        self._reserve.bound(self._memory + _SLACK)
        if sys.stderr is not None:
            faulthandler.dump_traceback_later(self._longest + _GRACE, exit=True)
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watch.join()  # if it is telling, the process ends here
        faulthandler.cancel_dump_traceback_later()
        self._reserve.free()

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            seconds = perf_counter() - self._began
            worked = min(seconds, process_time() - self._worked)
            if worked > self._seconds or seconds > self._longest:
                most = self._seconds if worked > self._seconds else self._longest
                self._on_passed(f"more than {most:g} seconds")
            elif resident_bytes() - self._before > self._memory:
                self._on_passed(
                    f"more than {self._memory // (1 << 20):,} MiB of memory"
                )
            else:
                continue
            return


def resident_bytes() -> int:
    """Return the memory that this process has in use; on macOS, has had at most."""
    if sys.platform == "win32":
        return _windows_bytes()
    import resource

    if sys.platform == "linux":
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _windows_bytes() -> int:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = [
            ("size", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            *((f"number_{index}", ctypes.c_size_t) for index in range(8)),
        ]

    counters = Counters()
    counters.size = ctypes.sizeof(counters)
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    kernel.K32GetProcessMemoryInfo(
        wintypes.HANDLE(kernel.GetCurrentProcess()),
        ctypes.byref(counters),
        counters.size,
    )
    return int(counters.number_1)  # the second one: the working set


class _Reserve:
    """Bounds what Linux may reserve for this process: far too much fails at once."""

    def __init__(self) -> None:
        self._before: tuple[int, int] | None = None

    def bound(self, more: int) -> None:
        """Let no more than so many bytes be reserved from now on."""
        if sys.platform != "linux":
            return
        import resource

        status = Path("/proc/self/status").read_text(encoding="ascii")
        (now,) = (
            1024 * int(line.split()[1])
            for line in status.splitlines()
            if line.startswith("VmData:")
        )
        soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        bounds = [now + more, *(one for one in (soft, hard) if one >= 0)]
        resource.setrlimit(resource.RLIMIT_DATA, (min(bounds), hard))
        self._before = (soft, hard)

    def free(self) -> None:
        """Set back what was."""
        if self._before is not None:
            import resource

            resource.setrlimit(resource.RLIMIT_DATA, self._before)
