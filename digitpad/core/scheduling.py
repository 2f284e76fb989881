"""How the system shares its processors between a training and the rest."""

import os
import sys
from typing import Final

_NICENESS: Final = 5
_BELOW_NORMAL: Final = 0x4000
"""POSIX's and Windows' ways to say that others come first."""


def step_back() -> None:
    """Let other processes, the window's above all, go first."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        os.nice(_NICENESS)


def step_back_in_thread() -> None:
    """Let the other threads of this process go first, where the system can do that.

    On Linux niceness is each thread's own; what Qt calls a thread's priority does
    nothing there.
    """
    if sys.platform == "linux":
        os.nice(_NICENESS)


def use_all_processors() -> None:
    """Tell Linux that this process computes; to be called before it has threads.

    Else threads that wake each other time and again may take turns on one processor
    and leave the other idle: some epochs then took half as long again.
    """
    if sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
