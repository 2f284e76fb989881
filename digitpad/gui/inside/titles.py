"""What the parts of a network are called here, and what they do, in plain words."""

from math import prod
from typing import Final

from digitpad.core.inspection import Numbers
from digitpad.core.stages import Kind, Stage

_TITLES: Final[dict[Kind, str]] = {
    "convolution": "Convolution",
    "pooling": "Pooling",
    "dense": "Dense layer",
    "other": "Layer",
}
_DOES: Final[dict[Kind, str]] = {
    "convolution": "looks for small shapes everywhere",
    "pooling": "keeps the strongest of its neighbours",
    "dense": "weighs everything it is given",
    "other": "",
}
NO_DIGIT: Final = "none"


def title_of(stage: Stage) -> str:
    """Name a stage: "Convolution 2"."""
    if stage.is_answer:
        return "The answer"
    if stage.kind == "dense" and (names := names_of(stage)):
        return "Ten digits, and none" if NO_DIGIT in names else "Ten digits"
    return f"{_TITLES[stage.kind]} {stage.number}"


def subtitle_of(stage: Stage, numbers: Numbers) -> str:
    """Say what a stage gives, how much it has learned and what it does."""
    does = _DOES[stage.kind]
    if stage.is_answer and len(merged := stage.layers[0].inputs) > 1:
        does = f"the mean of {len(merged)} networks"
    count = f"{stage.parameters:,} parameters" if stage.parameters else ""
    parts = [shape_of(numbers), count, does]
    return " · ".join(part for part in parts if part)


def shape_of(numbers: Numbers) -> str:
    """Say what a stage gives: "24 maps of 14 × 14", "48 numbers"."""
    if numbers.ndim == 3:
        height, width, count = numbers.shape
        return f"{count} maps of {height} × {width}"
    return f"{prod(numbers.shape)} numbers"


def unit_of(stage: Stage, unit: int, count: int) -> str:
    """Name a map or unit: "map 3 of 24", "the 7", "unit 5 of 48"."""
    if names := names_of(stage):
        return "no digit" if names[unit] == NO_DIGIT else f"the {names[unit]}"
    return f"{'map' if stage.kind in _MAPPED else 'unit'} {unit + 1} of {count}"


def names_of(stage: Stage) -> tuple[str, ...]:
    """Return what is written under the numbers that stand for digits; () for others."""
    digits = tuple(str(digit) for digit in range(10))
    units = stage.layers[0].config.get("units")
    if stage.is_answer or units == len(digits):
        return digits
    softmax = stage.layers[-1].config.get("activation") == "softmax"
    return (*digits, NO_DIGIT) if softmax and units == len(digits) + 1 else ()


_MAPPED: Final = frozenset({"convolution", "pooling"})
