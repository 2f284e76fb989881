"""How the worker's process is started."""

import sys


def worker_command() -> tuple[str, ...]:
    """Return what starts the process with Keras; a frozen program starts itself."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "worker")
    return (sys.executable, "-m", "digitpad", "worker")
