"""A crash leaves a report, of which the next start hears once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from digitpad.core.crash import crash_reports

WATCH = """
import faulthandler, sys
from pathlib import Path
from digitpad.core.crash import watch_for_crashes
print(watch_for_crashes(Path(sys.argv[1])) or "")
sys.stdout.flush()
"""
CRASH = WATCH + "faulthandler._sigsegv()\n"


def run(code: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run a program that watches for crashes: Python does so once in a process."""
    return subprocess.run(
        [sys.executable, "-c", code, path],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )


def test_a_crash_is_told_once_and_its_report_kept(tmp_path: Path) -> None:
    path = tmp_path / "log" / "crash.log"
    crashed = run(CRASH, path)
    assert crashed.returncode != 0
    assert crashed.stdout == "\n"
    report = Path(run(WATCH, path).stdout.strip())
    assert (report,) == crash_reports(path)
    text = report.read_text()
    assert text.startswith("Digitpad ended unexpectedly, 20")
    assert "Segmentation fault" in text or "access violation" in text
    assert run(WATCH, path).stdout == "\n"


def test_who_ends_as_usual_leaves_no_report(tmp_path: Path) -> None:
    path = tmp_path / "crash.log"
    for _ in range(2):
        assert run(WATCH, path).stdout == "\n"
    assert list(tmp_path.iterdir()) == [path]
    assert path.stat().st_size == 0


def test_only_the_newest_reports_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "crash.log"
    for day in range(1, 6):
        (tmp_path / f"crash 2020-01-0{day} 10.00.00.log").write_text("old")
    path.write_text("Fatal Python error")
    newest = Path(run(WATCH, path).stdout.strip())
    assert [report.name for report in crash_reports(path)] == [
        newest.name,
        "crash 2020-01-05 10.00.00.log",
        "crash 2020-01-04 10.00.00.log",
    ]


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such pipe")
def test_without_a_place_for_reports_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "file" / "crash.log", tmp_path / "pipe", tmp_path):
        done = run(WATCH, path)
        assert (done.returncode, done.stdout) == (0, "\n")
