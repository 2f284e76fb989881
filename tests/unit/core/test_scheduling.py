"""A training lets others go first, and uses what they leave."""

import subprocess
import sys

import pytest

_ASK = """
import os
from digitpad.core.scheduling import step_back, use_all_processors
before = os.nice(0)
step_back()
use_all_processors()
print(os.nice(0) - before, os.sched_getscheduler(0) == os.SCHED_BATCH)
"""


_ASK_OF_A_THREAD = """
import os, threading
from digitpad.core.scheduling import step_back_in_thread
before = os.nice(0)
found = []
def work():
    step_back_in_thread()
    found.append(os.nice(0) - before)
thread = threading.Thread(target=work)
thread.start()
thread.join()
print(found[0], os.nice(0) - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other ways")
def test_linux_is_told() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ASK], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["5", "True"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other ways")
def test_a_thread_steps_back_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ASK_OF_A_THREAD],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["5", "0"]
