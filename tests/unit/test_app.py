"""The pad starts with the model that the user wants, or says why not."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from digitpad.app import first_model, make_window
from digitpad.core.models import copy_model
from digitpad.core.paths import bundled_model
from digitpad.core.settings import Settings
from digitpad.program import Program


def test_it_is_the_bundled_one_at_first() -> None:
    model, _, notice = first_model(Settings())
    assert (model, notice) == (bundled_model(), None)


def test_it_is_the_one_that_was_chosen(tmp_path: Path) -> None:
    mine = copy_model(bundled_model(), tmp_path / "mine.keras")
    model, recognizer, notice = first_model(Settings(default_model=str(mine)))
    assert (model, notice) == (mine, None)
    assert recognizer.threshold


@pytest.mark.parametrize("damage", ["gone", "twin"])
def test_one_that_cannot_be_loaded_is_told_and_the_bundled_one_reads(
    tmp_path: Path, damage: str
) -> None:
    mine = copy_model(bundled_model(), tmp_path / "mine.keras")
    if damage == "gone":
        mine.unlink()
    else:
        mine.with_suffix(".tflite").write_bytes(b"damaged")
    model, _, notice = first_model(Settings(default_model=str(mine)))
    assert model == bundled_model()
    assert notice
    assert str(mine.with_suffix("")) in notice
    assert notice.endswith("The bundled model reads instead.")


def test_the_notice_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(default_model=str(tmp_path / "gone.keras"))
    model, recognizer, notice = first_model(settings)
    window = make_window(
        model, recognizer, tmp_path / "settings.json", loaded=(settings, notice)
    )
    qtbot.addWidget(window)
    window.show()
    assert "There is no model" in window.notice.text()
    program = window.findChild(Program)
    assert program
    assert program.model == bundled_model()
    window.close()
    # The stick with the model may only be out: the choice stays.
    assert "gone.keras" in (tmp_path / "settings.json").read_text()
