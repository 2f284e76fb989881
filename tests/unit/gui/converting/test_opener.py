"""A file leads to a model to read with, or to one sentence."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from digitpad.core.models import copy_model
from digitpad.core.paths import bundled_model, opened_models, saved_models
from digitpad.core.presets import preset_named
from digitpad.gui.converting.strip import ConversionStrip
from tests.unit.gui.converting.conftest import Make

CONVERT = """
say("ready")
order = hear()
say("phase", run=order["run"], name="trying", share=0.5)
say("converted", run=order["run"], model=order["folder"] + "/it.keras")
hear()
"""
SILENT = """
say("ready")
say("phase", run=hear()["run"], name="measuring", share=0.5)
signal.pause()
"""
TELL = """
say("ready")
order = hear()
say("failed", run=order["run"], sentence=str(order["config"]))
"""


def foreign(folder: Path, name: str = "mine.keras") -> Path:
    path = folder / name
    path.write_bytes(b"somebody's")
    return path


def test_one_of_the_program_s_own_is_there_at_once(make_opener: Make) -> None:
    opened = make_opener()
    mine = copy_model(bundled_model(), saved_models() / "mine.keras")
    opened.opener.open(mine)
    assert opened.end() == (mine, False)


def test_another_is_converted(make_opener: Make, home: Path) -> None:
    opened = make_opener(CONVERT)
    opened.opener.open(foreign(home))
    assert opened.end() == (opened_models() / "it.keras", True)
    assert opened.asked == []


def test_what_is_no_model_is_told(make_opener: Make, home: Path) -> None:
    opened = make_opener()
    opened.opener.open(home / "gone.h5")
    assert "There is no model" in opened.end()
    (home / "folder.keras").mkdir()
    opened.opener.open(home / "folder.keras")
    assert "cannot be read" in opened.end()


def test_a_worker_that_dies_is_told(make_opener: Make, home: Path) -> None:
    opened = make_opener("say('ready'); hear()")
    opened.opener.open(foreign(home))
    assert "ended by itself" in opened.end()
    opened.opener.open(foreign(home, "gone.txt"))
    assert "must end in" in opened.end(), "the opener lives on"


def test_weights_need_a_preset(make_opener: Make, home: Path) -> None:
    config = preset_named("dense-64-64").defaults
    opened = make_opener(TELL, config)
    opened.opener.open(foreign(home, "a.weights.h5"))
    assert "dense-64-64" in opened.end()
    assert opened.asked == ["a.weights.h5"]


def test_who_does_not_say_which_preset_opens_nothing(
    make_opener: Make, home: Path
) -> None:
    opened = make_opener(TELL, None)
    opened.opener.open(foreign(home, "a.weights.h5"))
    assert opened.end() == "cancelled"


def test_a_cancel_ends_it_at_any_time(
    qtbot: QtBot, make_opener: Make, home: Path
) -> None:
    opened = make_opener(SILENT)
    opened.opener.open(foreign(home))
    opened.opener.cancel()
    assert opened.end() == "cancelled", "while the file is read"
    with qtbot.waitSignal(opened.opener.progressed, timeout=10_000):
        opened.opener.open(foreign(home))
    opened.opener.cancel()
    assert opened.end() == "cancelled", "while it is converted"


def test_another_file_takes_the_place_of_the_first(
    qtbot: QtBot, make_opener: Make, home: Path
) -> None:
    opened = make_opener(SILENT)
    with qtbot.waitSignal(opened.opener.progressed, timeout=10_000):
        opened.opener.open(foreign(home))
    opened.opener.open(bundled_model())
    assert opened.ends.pop(0) == "cancelled"
    assert opened.end() == (bundled_model(), False)


def test_a_strip_tells_of_what_takes_time(
    qtbot: QtBot, make_opener: Make, home: Path
) -> None:
    opened = make_opener(SILENT)
    strip = ConversionStrip()
    qtbot.addWidget(strip)
    opened.opener.show_in(strip)
    opened.opener.open(foreign(home))
    assert strip.isHidden()
    qtbot.waitUntil(lambda: not strip.isHidden())
    qtbot.waitUntil(lambda: strip.share == 0.625, timeout=10_000)
    assert strip.text == "Looking at mine.keras: letting it read the test digits …"
    strip.cancel.click()
    assert opened.end() == "cancelled"
    assert strip.isHidden()
    opened.opener.open(bundled_model())
    opened.end()
    assert strip.isHidden(), "it was quick"
    assert not strip.is_waiting, "nor will it show"
