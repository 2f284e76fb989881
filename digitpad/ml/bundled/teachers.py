"""The networks that the bundled one learns from: large, and of several kinds."""

from collections.abc import Sequence
from typing import Final

from digitpad.core.frame import FRAME_SHAPE
from digitpad.core.layers import Dense, Dropout, Flatten, Layer, Reshape, Spread
from digitpad.core.prediction import CLASSES, DIGITS, OUTPUT
from digitpad.core.presets import digitpad_layers, normalized_conv
from digitpad.core.training_config import TrainingConfig

_STAGES: Final = ((64, 64), (128, 128), (256, 256))
"""Of two teachers built like the bundled network."""
_UNPOOLED: Final = ((5, (32, 64, 96, 128, 160)), (7, (48, 96, 144, 192)))
"""Kernels, and the filters of each layer, of two others."""


def teachers(config: TrainingConfig) -> list[tuple[Layer, ...]]:
    """Return the teachers' layers: of several kinds, so that they err in other places.

    Notes
    -----
    Those that never halve the side: S. An, M. Lee, S. Park, H. Yang, J. So: An ensemble
    of simple convolutional neural network models for MNIST digit recognition,
    https://arxiv.org/abs/2008.10400.
    """
    alike = digitpad_layers(config, _STAGES)
    unpooled = [_unpooled(kernel, filters, config) for kernel, filters in _UNPOOLED]
    return [alike, alike, *unpooled]


def _unpooled(
    kernel: int, filters: Sequence[int], config: TrainingConfig
) -> tuple[Layer, ...]:
    layers: list[Layer] = [Reshape("pixels", (*FRAME_SHAPE, 1))]
    for number, count in enumerate(filters, 1):
        layers += normalized_conv(number, count, config, kernel=kernel, padding="valid")
    return (
        *layers,
        Flatten("features"),
        Dropout("dropout", config.dropout),
        Dense(CLASSES, DIGITS + 1, "softmax"),
        Spread(OUTPUT),
    )
