"""The age of this process."""

import os
import sys
import time
from pathlib import Path
from typing import Final

_IMPORTED: Final = time.monotonic()


def process_age_ms() -> float:
    """Return the milliseconds since this process was started.

    Linux tells it to 10 ms. Elsewhere it counts from the import of this module,
    which leaves out Python's own start.
    """
    if sys.platform == "linux":
        after_name = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        started = int(after_name[19]) / os.sysconf("SC_CLK_TCK")
        return (time.clock_gettime(time.CLOCK_BOOTTIME) - started) * 1000
    return (time.monotonic() - _IMPORTED) * 1000
