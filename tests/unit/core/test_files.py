"""Files are replaced whole or not at all."""

import json
import os
import sys
from pathlib import Path

import pytest

from digitpad.core import files
from digitpad.core.files import (
    check_is_file,
    clear_parts,
    read_file,
    settle,
    write_all_whole,
    write_whole,
)
from digitpad.core.locking import folder_locked

HOURS = 3 * 60 * 60


def test_new_bytes_take_the_old_ones_place(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "file"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_the_old_file_survives_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_bytes_that_read_back_differently_do_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda _path: b"other")
        with pytest.raises(OSError, match="reads back differently"):
            write_whole(path, b"new")
    assert path.read_bytes() == b"old"


def test_others_may_read_what_they_could_before(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")
    if sys.platform != "win32":
        path.chmod(0o640)
        write_whole(path, b"new")
        assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="needs a right on Windows")
def test_a_link_is_followed(tmp_path: Path) -> None:
    target = tmp_path / "kept elsewhere"
    target.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a right on Windows")
def test_a_link_to_itself_is_an_error_of_the_system(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(link)
    with pytest.raises(OSError, match="link"):
        write_whole(link, b"data")
    assert list(tmp_path.iterdir()) == [link]
    assert link.is_symlink()


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such device")
def test_a_device_is_not_replaced() -> None:
    with pytest.raises(OSError, match="is not a file"):
        write_whole(Path(os.devnull), b"data")
    assert not Path(os.devnull).is_file()


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="is not a file"):
        write_whole(tmp_path, b"data")
    assert tmp_path.is_dir()


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    assert read_file(path, 5) == b"12345"
    with pytest.raises(OSError, match="more than 4 bytes"):
        read_file(path, 4)


@pytest.mark.skipif(os.name != "posix", reason="other systems have none of these")
def test_what_would_never_end_is_not_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(OSError, match="not a file"):
            check_is_file(path)
    with pytest.raises(IsADirectoryError, match="a folder"):
        check_is_file(tmp_path)


class KilledError(BaseException):
    """Ends a program at a place where no other error can."""


def three(folder: Path, content: bytes) -> dict[Path, bytes]:
    names = ("seven.keras", "seven.tflite", "seven.json")
    return {folder / name: content for name in names}


def content(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.iterdir()}


def interrupted(
    folder: Path, names_taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Write three files, and end amid their taking their names."""
    left = names_taken + 1  # the promise comes first
    replace = Path.replace

    def end_soon(path: Path, target: Path) -> Path:
        nonlocal left
        if not left:
            raise KilledError
        left -= 1
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", end_soon)
        with pytest.raises(KilledError):
            write_all_whole(three(folder, b"new"))


@pytest.mark.parametrize("names_taken", range(3))
def test_files_that_belong_together_are_never_a_mixture(
    names_taken: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all_whole(three(tmp_path, b"old"))
    interrupted(tmp_path, names_taken, monkeypatch)
    settle(tmp_path / "seven.keras")
    assert content(tmp_path) == three(tmp_path, b"new")


def test_a_promise_is_kept_when_the_folder_is_cleared_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all_whole(three(tmp_path, b"old"))
    interrupted(tmp_path, 1, monkeypatch)
    clear_parts(tmp_path)
    assert content(tmp_path) == three(tmp_path, b"new")


@pytest.mark.skipif(sys.platform == "win32", reason="its folders have no locks")
def test_while_another_program_gives_names_nobody_else_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_WAIT", 0.02)
    write_all_whole(three(tmp_path, b"old"))
    with folder_locked(tmp_path, 1), pytest.raises(TimeoutError):
        write_all_whole(three(tmp_path, b"new"))
    assert content(tmp_path) == three(tmp_path, b"old")


def test_files_of_several_names_are_written_too(tmp_path: Path) -> None:
    two = {tmp_path / "a.txt": b"1", tmp_path / "b.txt": b"2"}
    write_all_whole(two)
    assert content(tmp_path) == two


@pytest.mark.parametrize(
    "promise",
    [
        "{",
        "7",
        "[7, null]",
        '["../.seven.keras.aaaaaaaa.part"]',
        '[".other.keras.aaaaaaaa.part"]',
        '["...aaaaaaaa.part", "....aaaaaaaa.part"]',
        '["\\u0000.seven.keras.aaaaaaaa.part", ".seven.\\u0000.aaaaaaaa.part"]',
        "[" * 5_000,
    ],
)
def test_a_promise_of_something_else_gives_no_names(
    promise: str, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / ".seven.keras.aaaaaaaa.part").write_bytes(b"outside")
    others = {folder / ".other.keras.aaaaaaaa.part": b"of another"}
    all_files = three(folder, b"old") | others
    for path, data in all_files.items():
        path.write_bytes(data)
    (folder / ".seven.promise").write_text(promise)
    settle(folder / "seven.keras")
    assert content(folder) == all_files


def test_a_promise_that_cannot_be_read_stays(tmp_path: Path) -> None:
    (tmp_path / ".seven.promise").mkdir()
    settle(tmp_path / "seven.keras")
    clear_parts(tmp_path)
    assert (tmp_path / ".seven.promise").is_dir()


def left_by_a_kill(folder: Path, name: str, *, age: float) -> Path:
    part = folder / f".{name}.abcd_123.part"
    part.write_bytes(b"half")
    changed = part.stat().st_mtime - age
    os.utime(part, (changed, changed))
    return part


def test_what_a_kill_left_is_cleared_up_by_a_later_writing(tmp_path: Path) -> None:
    old = left_by_a_kill(tmp_path, "file", age=HOURS)
    another = left_by_a_kill(tmp_path, "other", age=HOURS)
    write_whole(tmp_path / "file", b"new")
    assert not old.exists()
    assert another.exists()
    clear_parts(tmp_path)
    assert not another.exists()


def test_what_may_still_be_written_stays(tmp_path: Path) -> None:
    part = left_by_a_kill(tmp_path, "file", age=60)
    clear_parts(tmp_path)
    write_whole(tmp_path / "file", b"new")
    assert part.exists()


def test_other_files_are_never_cleared_up(tmp_path: Path) -> None:
    names = [".file.part", "file.abcd_123.part", ".file.abcd-123.part", ".promise"]
    for name in names:
        path = tmp_path / name
        path.write_text(json.dumps(name))
        os.utime(path, (0, 0))
    clear_parts(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


def test_a_missing_folder_is_clear(tmp_path: Path) -> None:
    clear_parts(tmp_path / "none")
