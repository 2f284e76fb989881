"""The age of a process."""

import subprocess
import sys


def test_a_fresh_process_is_young_and_grows_older() -> None:
    code = "from digitpad.core.clock import process_age_ms as age; print(age(), age())"
    result = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    first, second = map(float, result.stdout.split())
    assert 0 <= first <= second
    assert first < 10_000
