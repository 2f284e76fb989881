"""The desktop's files are as the desktop wants them, and go away again."""

import shutil
import subprocess
from pathlib import Path

import pytest

import digitpad
from digitpad.core.desktop import install_desktop, remove_desktop, start_command
from digitpad.core.errors import DigitpadError
from digitpad.core.paths import asset
from tests.full_disk import largest_file


def check(*command: str | Path) -> None:
    """Run a program that checks a file; it must find nothing to complain of."""
    program = shutil.which(command[0])
    assert program, f"{command[0]} is missing: run .ci/install"
    done = subprocess.run(
        [program, *command[1:]], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def entry(data: Path) -> Path:
    return data / "applications" / f"{digitpad.APP_ID}.desktop"


def test_the_metainfo_is_valid() -> None:
    file = asset(f"desktop/{digitpad.APP_ID}.metainfo.xml")
    check("appstreamcli", "validate", "--no-net", file)


@pytest.mark.parametrize(
    "command",
    [
        ("digitpad",),
        ("/opt/my programs/digitpad",),
        ('/opt/$HOME/50%/`a`/b\\c/"d"/python', "-P", "-m", "digitpad"),
    ],
)
def test_the_menu_entry_is_valid(command: tuple[str, ...], tmp_path: Path) -> None:
    install_desktop(tmp_path, command)
    check("desktop-file-validate", entry(tmp_path))


def test_the_command_is_quoted_as_the_specification_says(tmp_path: Path) -> None:
    install_desktop(tmp_path, ("/a b/50%/$c\\d/digitpad",))
    lines = entry(tmp_path).read_text().splitlines()
    assert r'Exec="/a b/50%%/\\$c\\\\d/digitpad" open %f' in lines


def test_it_names_the_program_wherever_that_is(tmp_path: Path) -> None:
    command = start_command()
    assert Path(command[0]).is_absolute()
    done = subprocess.run(
        [*command, "--version"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"digitpad {digitpad.__version__}\n"


def test_keras_files_get_their_kind(tmp_path: Path) -> None:
    install_desktop(tmp_path, ("digitpad",))
    assert "*.keras" in (tmp_path / "mime" / "globs").read_text()
    assert "application/x-keras" in entry(tmp_path).read_text()


def test_all_of_it_goes_away_again_and_nothing_else(tmp_path: Path) -> None:
    other = tmp_path / "applications" / "other.desktop"
    other.parent.mkdir()
    other.touch()
    install_desktop(tmp_path, ("digitpad",))
    named = [path for path in tmp_path.rglob("*") if digitpad.APP_ID in path.name]
    assert len(named) == 11
    remove_desktop(tmp_path)
    assert not [path for path in tmp_path.rglob("*") if digitpad.APP_ID in path.name]
    assert other.exists()
    assert not (tmp_path / "icons").exists()
    remove_desktop(tmp_path)


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with largest_file(0), pytest.raises(DigitpadError, match="File too large"):
        install_desktop(tmp_path, ("digitpad",))
