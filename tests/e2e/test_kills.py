"""Whatever is killed while it saves leaves the old or the new, and no mess."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("kill_process.py")
SECONDS = 120

FILES = {
    "settings": ["settings.json"],
    "model": ["mine.json", "mine.keras", "mine.tflite"],
    "drawings": [".drawings.jsonl.gz.lock", "drawings.jsonl.gz"],
}
"""What there is of each thing, and nothing else, when all is over."""


@pytest.mark.parametrize("kind", FILES)
def test_the_old_or_the_new_is_whole_after_each_kill(kind: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, DRIVER, kind, tmp_path / "folder", "7", "100"],
        # Threads of libraries would not live on in the forks.
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    # Else the moments were not those of savings.
    assert sum(found["at_random"].values()) == 100
    assert min(found["at_calls"].values()) >= 1
    assert any(name.endswith(".part") for name in found["left"])
    assert found["cleared"] == FILES[kind]
