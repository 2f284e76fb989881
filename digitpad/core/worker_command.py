"""How the process in which Keras runs is started."""

import sys


def worker_command() -> tuple[str, ...]:
    """Return what starts the worker; a frozen program starts itself."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "worker")
    # -P: modules that happen to lie in the current folder, beside a file that was
    # downloaded, are not the program's.
    return (sys.executable, "-P", "-m", "digitpad", "worker")
