"""What is logged is in a file that stays short."""

import logging
import logging.handlers
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from digitpad.core.log import start_log, stop_log
from tests.full_disk import largest_file

log = logging.getLogger("digitpad.test")


@contextmanager
def logging_to(path: Path) -> Iterator[logging.Handler]:
    handler = start_log(path)
    assert handler
    yield handler
    stop_log(handler)


def test_what_happens_is_logged_with_its_time(tmp_path: Path) -> None:
    path = tmp_path / "log" / "digitpad.log"
    with logging_to(path):
        log.info("it begins")
        try:
            raise ValueError("seven")
        except ValueError:
            log.exception("it fails")
    first, *rest = path.read_text().splitlines()
    assert first.startswith("20")
    assert first.endswith("INFO digitpad.test: it begins")
    assert rest[-1] == "ValueError: seven"
    assert logging.lastResort not in logging.getLogger().handlers


def test_others_are_logged_when_they_warn(tmp_path: Path) -> None:
    path = tmp_path / "digitpad.log"
    with logging_to(path):
        logging.getLogger("library").info("nobody wants to know")
        logging.getLogger("library").warning("something is wrong")
    assert len(path.read_text().splitlines()) == 1


def test_a_long_log_is_put_aside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "digitpad.log"
    with logging_to(path) as handler:
        assert isinstance(handler, logging.handlers.RotatingFileHandler)
        handler.maxBytes = 1_000
        for number in range(100):
            log.info("line %d", number)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        *("digitpad.log", "digitpad.log.1", "digitpad.log.2")
    ]
    assert all(file.stat().st_size <= 1_000 for file in tmp_path.iterdir())
    assert path.read_text().endswith("line 99\n")
    assert capsys.readouterr().err == ""


def test_on_a_full_disk_nobody_is_disturbed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with logging_to(tmp_path / "digitpad.log"), largest_file(0):
        log.info("lost")
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such pipe")
def test_without_a_place_there_is_no_log(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "file" / "digitpad.log", tmp_path / "pipe", tmp_path):
        assert start_log(path) is None
