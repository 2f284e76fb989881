"""What nobody foresaw is logged and told, and ends nothing."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qWarning
from pytestqt.qtbot import QtBot

from digitpad.gui.faults import SENTENCE, Faults


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "digitpad.log"


@pytest.fixture
def faults(qtbot: QtBot, log: Path) -> Iterator[Faults]:
    hooks = sys.excepthook, threading.excepthook
    faults = Faults(log)
    yield faults
    faults.uninstall()
    sys.excepthook, threading.excepthook = hooks


def fail() -> None:
    raise LookupError("no such digit")


def test_an_exception_in_a_slot_is_logged_and_told(
    qtbot: QtBot, faults: Faults, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with qtbot.waitSignal(faults.happened) as told:
        QTimer.singleShot(0, fail)
    assert told.args == [SENTENCE]
    text = log.read_text()
    assert "LookupError: no such digit" in text
    assert "in fail" in text
    assert "LookupError" in capsys.readouterr().err


def test_an_exception_in_a_thread_is_told_in_the_window_s(
    qtbot: QtBot, faults: Faults, log: Path
) -> None:
    threads: list[int] = []
    faults.happened.connect(lambda _text: threads.append(threading.get_ident()))
    with qtbot.waitSignal(faults.happened):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert threads == [threading.get_ident()]
    assert "LookupError: no such digit" in log.read_text()


def test_the_same_fault_is_not_logged_for_ever(
    qtbot: QtBot, faults: Faults, log: Path
) -> None:
    times = 0

    def count(_text: str) -> None:
        nonlocal times
        times += 1

    faults.happened.connect(count)
    for _ in range(20):
        QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: times == 20)
    assert log.read_text().count("LookupError: no such digit") == 5


@pytest.mark.qt_log_level_fail("CRITICAL")
def test_qt_s_messages_are_logged_too(faults: Faults, log: Path) -> None:
    qWarning("something odd")
    assert "WARNING qt: something odd" in log.read_text()


def test_without_a_place_for_a_log_it_is_told_all_the_same(
    qtbot: QtBot, tmp_path: Path
) -> None:
    hooks = sys.excepthook, threading.excepthook
    (tmp_path / "file").touch()
    for place in (None, tmp_path / "file" / "digitpad.log"):
        faults = Faults(place)
        with qtbot.waitSignal(faults.happened):
            QTimer.singleShot(0, fail)
        faults.uninstall()
    sys.excepthook, threading.excepthook = hooks


def test_ctrl_c_is_no_fault(
    qtbot: QtBot, faults: Faults, capsys: pytest.CaptureFixture[str]
) -> None:
    with qtbot.assertNotEmitted(faults.happened):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_afterwards_nothing_is_logged(faults: Faults, log: Path) -> None:
    faults.start_log()
    faults.uninstall()
    logging.getLogger("digitpad").error("too late")
    assert log.read_text() == ""
