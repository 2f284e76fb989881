"""Layers know their shapes and sizes without Keras."""

import pytest

from digitpad.core.layers import (
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Layer,
    LayerSummary,
    MaxPooling2D,
    Rescaling,
    Reshape,
    Shape,
    summarize,
)


@pytest.mark.parametrize(
    ("layer", "given", "shape", "parameters"),
    [
        (Rescaling("a", 1, -0.5), (28, 28), (28, 28), 0),
        (Reshape("a", (28, 28, 1)), (28, 28), (28, 28, 1), 0),
        (Flatten("a"), (3, 4, 5), (60,), 0),
        (Dense("a", 10), (784,), (10,), 7850),
        (Dense("a", 10, use_bias=False), (784,), (10,), 7840),
        (Conv2D("a", 8), (28, 28, 1), (26, 26, 8), 80),
        (Conv2D("a", 8, use_bias=False), (26, 26, 4), (24, 24, 8), 288),
        (Conv2D("a", 8, padding="same"), (28, 27, 1), (28, 27, 8), 80),
        (Conv2D("a", 8, 5, strides=2), (28, 27, 1), (12, 12, 8), 208),
        (Conv2D("a", 8, strides=2, padding="same"), (7, 8, 1), (4, 4, 8), 80),
        (MaxPooling2D("a"), (11, 10, 6), (5, 5, 6), 0),
        (BatchNormalization("a"), (5, 5, 6), (5, 5, 6), 24),
        (Activation("a", "relu"), (5, 5, 6), (5, 5, 6), 0),
        (Dropout("a", 0.5), (64,), (64,), 0),
    ],
    ids=str,
)
def test_a_layer_changes_the_shape_and_has_a_size(
    layer: Layer, given: Shape, shape: Shape, parameters: int
) -> None:
    assert layer.shape(given) == shape
    assert layer.parameters(given) == parameters


@pytest.mark.parametrize(
    ("layer", "text"),
    [
        (Rescaling("a", 1, -0.5), "to [-0.5, 0.5]"),
        (Rescaling("a", 255, 0), "to [0, 255]"),
        (Reshape("a", (28, 28, 1)), "one channel"),
        (Flatten("a"), "all in one row"),
        (Dense("a", 64, "relu"), "64 units, relu"),
        (Dense("a", 64), "64 units"),
        (Conv2D("a", 8), "8 filters 3×3"),
        (
            Conv2D("a", 16, 5, strides=2, activation="tanh"),
            "16 filters 5×5, stride 2, tanh",
        ),
        (MaxPooling2D("a"), "largest of 2×2"),
        (BatchNormalization("a"), "centred and scaled"),
        (Activation("a", "softmax"), "softmax"),
        (Dropout("a", 0.5), "leaves out 50 %"),
    ],
    ids=str,
)
def test_a_layer_says_what_it_does(layer: Layer, text: str) -> None:
    assert layer.text == text


def test_a_table_goes_from_the_frame_to_the_last_layer() -> None:
    table = summarize([Flatten("row"), Dense("units", 3, "relu"), Dropout("gaps", 0.2)])
    assert table == (
        LayerSummary("Flatten", "row", "all in one row", (784,), 0),
        LayerSummary("Dense", "units", "3 units, relu", (3,), 2355),
        LayerSummary("Dropout", "gaps", "leaves out 20 %", (3,), 0),
    )
    assert summarize([]) == ()
