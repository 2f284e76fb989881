"""Running the program as a process with an empty home."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

DIGITPAD = (sys.executable, "-m", "digitpad")
SECONDS = 30
"""Within which a process must end or answer, however busy the machine is."""


def environment(home: Path, display: str | None = None) -> dict[str, str]:
    """Return the variables of a process that has a home and perhaps a display."""
    home.mkdir(exist_ok=True)
    runtime = home / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    variables = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY")
        and not name.startswith(("QT_", "XDG_"))
    }
    variables |= {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(runtime),
        "PYTHONWARNINGS": "error",
    }
    return variables if display is None else variables | {"DISPLAY": display}


def digitpad(
    *arguments: str | Path, env: Mapping[str, str], seconds: float = SECONDS
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*DIGITPAD, *map(str, arguments)],
        env=env,
        cwd=env["HOME"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def python(code: str, env: Mapping[str, str]) -> str:
    """Run code in a fresh interpreter; return what it printed."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env=env,
        cwd=env["HOME"],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    ).stdout
