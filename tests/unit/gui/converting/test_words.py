"""What a model takes is said in words."""

from dataclasses import replace

import pytest

from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import read_card
from digitpad.core.records import CONVERSION_PHASES, Phase
from digitpad.gui.converting.words import doing, found_out, takes


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "paper is 0, ink is 255, 784 in a row",
            "images of 784 numbers in a row, paper is 0, ink is 255",
        ),
        (
            "paper is -0.5, ink is 0.5, 28×28×1",
            "images of 28×28×1 numbers, paper is -0.5, ink is 0.5",
        ),
        (
            "frame float32 (28, 28), 0 paper, 1 ink",
            "images of 28×28 numbers, paper is 0, ink is 1",
        ),
        ("something else", "something else"),
    ],
)
def test_what_it_takes(written: str, said: str) -> None:
    given = read_card(bundled_model())
    card = replace(
        given, preprocessing=written, name="mine", mnist_test_accuracy=0.9962
    )
    assert takes(card) == said
    assert found_out(card) == (
        f"mine takes {said}. It reads 99.62 % of the MNIST test digits."
    )


def test_every_phase_has_words() -> None:
    said = {doing(Phase(1, name)) for name in CONVERSION_PHASES} | {doing(None)}
    assert len(said) == len(CONVERSION_PHASES) + 1
    assert "" not in said
