"""Files are replaced whole or not at all."""

import os
import sys
from pathlib import Path

import pytest

from digitpad.core.files import check_is_file, read_file, write_whole


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
