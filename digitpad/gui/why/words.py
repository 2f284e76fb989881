"""What is said of a map of evidence: no more than it shows."""

import math
from typing import Final

import numpy as np

from digitpad.core.occlusion import Occlusion
from digitpad.core.prediction import Prediction
from digitpad.core.strokes import Frame
from digitpad.gui.bars import percent
from digitpad.gui.why.places import Weights, place_of

NOTICED: Final = math.log(2)
"""Ink speaks for or against a digit if covering it halves or doubles the odds."""
_ALSO: Final = 0.25
"""What speaks against an answer is named if it is so much of what speaks for it."""


def a_digit(digit: int) -> str:
    """Return a digit with its article: "a 3", "an 8"."""
    return f"an {digit}" if digit == 8 else f"a {digit}"


def question(prediction: Prediction, digit: int) -> str:
    """Return what the picture answers: "Why a 3?", "Why not a 7?"."""
    if digit != prediction.best:
        return f"Why not {a_digit(digit)}?"
    perhaps = "perhaps " if prediction.verdict is None else ""
    return f"Why {perhaps}{a_digit(digit)}?"


def belief(prediction: Prediction, digit: int) -> str:
    """Say how much is believed of a digit, and whether the network is sure at all."""
    share = f"{percent(float(prediction.probabilities[digit]))} for {a_digit(digit)}"
    if prediction.verdict is not None:
        return share
    if prediction.is_no_digit:
        return f"{share}. The network sees no digit"
    return f"{share}. Not sure: {prediction.best} or {prediction.second}?"


def sentence(occlusion: Occlusion, prediction: Prediction, digit: int) -> str:
    """Say in words what the map of a digit shows."""
    evidence = occlusion.maps[digit]
    speaks = np.where(np.abs(evidence) >= NOTICED, evidence * occlusion.frame, 0)
    pro, contra = np.maximum(speaks, 0), np.maximum(-speaks, 0)
    name = a_digit(digit)
    if digit != prediction.best:
        return _against(pro, contra, occlusion.frame, name)
    return _for(pro, contra, occlusion.frame, name)


def without_a_square(occlusion: Occlusion, prediction: Prediction, digit: int) -> str:
    """Say whether the best guess would be another with one square covered."""
    best = prediction.best
    guesses = occlusion.covered.argmax(axis=1)
    others = guesses[guesses != best]
    if digit != best:
        if (guesses == digit).any():
            return f"With one small square covered, it can look like {a_digit(digit)}."
        return f"No small square that is covered makes it {a_digit(digit)}."
    if not len(others):
        return f"Its best guess stays {best}, whichever small square is covered."
    other = a_digit(int(np.bincount(others).argmax()))
    return f"With one small square covered, it can look like {other}."


def _for(pro: Weights, contra: Weights, frame: Frame, name: str) -> str:
    if not pro.any() and not contra.any():
        return f"No small piece of ink speaks much for {name} by itself."
    if not pro.any():
        return f"Little speaks for {name}, and {_part(contra, frame)} speaks against."
    text = f"{_part(pro, frame)} speaks for {name}"
    if contra.sum() >= _ALSO * pro.sum():
        text += f", {_part(contra, frame)} against it"
    return _as_sentence(text)


def _against(pro: Weights, contra: Weights, frame: Frame, name: str) -> str:
    if not pro.any() and not contra.any():
        return f"No small piece of ink alone keeps it from being {name}."
    if not contra.any():
        return f"Too little speaks for {name}: {_part(pro, frame)} does."
    text = f"{_part(contra, frame)} speaks against {name}"
    if pro.sum() >= _ALSO * contra.sum():
        text += f", {_part(pro, frame)} for it"
    return _as_sentence(text)


def _as_sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _part(weights: Weights, frame: Frame) -> str:
    place = place_of(weights, frame)
    return f"mostly the ink {place}" if place else "ink in several places"
