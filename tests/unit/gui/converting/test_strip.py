"""The strip tells what is done, as far as it fits."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from digitpad.core.records import CONVERSION_PHASES, Phase
from digitpad.gui.converting.strip import ConversionStrip


@pytest.fixture
def strip(qtbot: QtBot) -> ConversionStrip:
    strip = ConversionStrip()
    qtbot.addWidget(strip)
    strip.begin("a model with a long name.keras")
    strip.resize(700, 60)
    strip.show()
    return strip


def test_what_is_said_ends_in_dots_where_it_does_not_fit(
    strip: ConversionStrip,
) -> None:
    strip.resize(1400, 60)
    label = strip.findChild(QLabel)
    assert label
    assert label.text() == strip.text
    strip.resize(500, 60)
    assert "…" in label.text()[:-1]
    assert len(label.text()) < len(strip.text)


def test_the_bar_only_grows(strip: ConversionStrip) -> None:
    assert strip.share is None
    shares = []
    for name in CONVERSION_PHASES:
        for share in (None, 0.5, 1.0):
            strip.set_phase(Phase(1, name, share))
            shares.append(strip.share or 0.0)
            assert strip.text.startswith("Looking at a model")
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_training_s_phases_are_not_its_own(strip: ConversionStrip) -> None:
    before = strip.text
    strip.set_phase(Phase(1, "fitting"))
    assert strip.text == before
