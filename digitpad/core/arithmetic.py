"""How one number of a network comes about: a window times a kernel, and so on."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.core.network_file import SavedLayer
from digitpad.core.stages import Stage

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Product:
    """How one number of a convolution or a dense layer comes about.

    Attributes
    ----------
    window, kernel
        What is multiplied: float32 (height, width, channels) for a convolution, 0
        beyond the edge of its input; float32 (n,) for a dense layer.
    top, left
        Where in its input the window begins; negative beyond the edge, 0 if dense.
    bias
        Added to the sum of the products; 0 if the layer has none.
    normalized
        What a batch normalisation makes of the sum; None without one.
    activation
        Keras's name of the function that bends the number: "relu"; "linear" does not.
    """

    window: Numbers
    kernel: Numbers
    top: int
    left: int
    bias: float
    normalized: float | None
    activation: str

    @property
    def products(self) -> Numbers:
        """The window times the kernel, of their shape."""
        return self.window * self.kernel

    @property
    def total(self) -> float:
        """The sum of the products and the bias."""
        return float(self.products.sum(dtype=np.float64)) + self.bias

    @property
    def before_activation(self) -> float:
        """What the activation function is given."""
        return self.total if self.normalized is None else self.normalized


def product_at(
    stage: Stage, given: Numbers, unit: int, row: int = 0, column: int = 0
) -> Product | None:
    """Return how a number of a stage comes about.

    Parameters
    ----------
    given
        What the stage's first layer takes: float32 (height, width, channels), or
        float32 (n,) for a dense layer.
    unit
        The map, or the dense layer's unit.
    row, column
        The map's pixel.

    Returns
    -------
    None for a stage that multiplies nothing, or in a way that this does not know:
    with gaps in the kernel, in groups, with several normalisations.
    """
    layer = stage.layers[0]
    if not layer.weights:
        return None
    if layer.kind == "Conv2D":
        placed = _window(layer, given, row, column)
        if placed is None:
            return None
        window, top, left = placed
    elif layer.kind == "Dense" and given.ndim == 1:
        window, top, left = given, 0, 0
    else:
        return None
    kernel = layer.weights[0][..., unit]
    bias = float(layer.weights[1][unit]) if len(layer.weights) > 1 else 0.0
    finishing = _finishing(stage)
    if finishing is None:
        return None
    norm, activation = finishing
    product = Product(window, kernel, top, left, bias, None, activation)
    if norm is None:
        return product
    normalized = _normalized(norm, unit, product.total)
    return Product(window, kernel, top, left, bias, normalized, activation)


def _window(
    layer: SavedLayer, given: Numbers, row: int, column: int
) -> tuple[Numbers, int, int] | None:
    """Return what lies under the kernel, and where it begins."""
    config = layer.config
    if list(config["dilation_rate"]) != [1, 1] or config["groups"] != 1:
        return None
    if config["data_format"] != "channels_last":
        return None
    height, width = layer.weights[0].shape[:2]
    down, across = config["strides"]
    top, left = row * down, column * across
    if config["padding"] == "same":
        top -= _before(given.shape[0], height, down)
        left -= _before(given.shape[1], width, across)
    window = np.zeros((height, width, given.shape[2]), dtype=np.float32)
    first, start = max(top, 0), max(left, 0)
    part = given[first : top + height, start : left + width]
    y, x = first - top, start - left
    window[y : y + part.shape[0], x : x + part.shape[1]] = part
    return window, top, left


def _before(size: int, kernel: int, stride: int) -> int:
    """Return how many pixels TensorFlow's "same" padding adds before the first."""
    steps = -(-size // stride)
    return max((steps - 1) * stride + kernel - size, 0) // 2


def _finishing(stage: Stage) -> tuple[SavedLayer | None, str] | None:
    """Return the normalisation, if any, and the activation function."""
    first, *rest = stage.layers
    activation = str(first.config["activation"])
    norm: SavedLayer | None = None
    for layer in rest:
        if activation != "linear":
            return None
        if layer.kind == "BatchNormalization":
            if norm is not None:
                return None
            norm = layer
        else:
            activation = str(layer.config.get("activation", layer.kind.lower()))
    return norm, activation


def _normalized(norm: SavedLayer, unit: int, number: float) -> float:
    """Centre and scale a number (https://arxiv.org/abs/1502.03167)."""
    config: Mapping[str, object] = norm.config
    weights = [float(array[unit]) for array in norm.weights]
    scale = weights.pop(0) if config["scale"] else 1.0
    offset = weights.pop(0) if config["center"] else 0.0
    mean, variance = weights
    spread = np.sqrt(variance + float(str(config["epsilon"])))
    return float((number - mean) / spread * scale + offset)
