"""Settings, times and figures are written as people read them."""

from datetime import datetime

import pytest

from digitpad.core.figures import duration
from digitpad.core.training_config import AUGMENTATIONS
from digitpad.gui.training import words


@pytest.mark.parametrize(
    ("number", "written"),
    [(0.001, "0.001"), (0.05, "0.05"), (1e-6, "1e-6"), (3.0, "3"), (0.0, "0")],
)
def test_numbers_are_written_in_full_where_that_is_short(
    number: float, written: str
) -> None:
    assert words.decimal(number) == written


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(8.2, "8 s"), (59.7, "1 min 00 s"), (125, "2 min 05 s"), (4320, "1 h 12 min")],
)
def test_times_are_short(seconds: float, written: str) -> None:
    assert duration(seconds) == written


def test_a_year_is_written_only_if_it_is_another() -> None:
    year = datetime.now().year
    assert words.day_and_time(f"{year}-03-02T14:05:09") == "2 Mar, 14:05"
    assert words.day_and_time(f"{year - 1}-03-02T14:05:09") == (
        f"2 Mar {year - 1}, 14:05"
    )


def test_every_augmentation_has_words_of_its_own() -> None:
    assert set(words.AUGMENTATION_NAMES) == set(AUGMENTATIONS)
    assert words.setting("augmentation", "redraw") == "drawn anew"


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("optimizer", "adamw", "AdamW"),
        ("activation", "relu", "ReLU"),
        ("dense", (), "none"),
        ("dense", (1024, 64), "1,024, 64"),
        ("patience", 0, "off"),
        ("patience", 1, "1 epoch"),
        ("seed", 12345, "12345"),
        ("images", 60_000, "60,000"),
        ("learning_rate", 0.006, "0.006"),
    ],
)
def test_settings_are_written_as_in_the_form(
    name: str, value: object, written: str
) -> None:
    assert words.setting(name, value) == written
