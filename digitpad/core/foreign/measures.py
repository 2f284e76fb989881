"""What layers make of shapes, and what they take: known before anything is built."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

Shape = tuple[int, ...]
"""Of one example, without the batch."""
Settings = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a layer takes and makes.

    Attributes
    ----------
    shape
        Of its output.
    weights
        The shapes of its weights, in the order of Keras's `get_weights`.
    cost
        Multiplications for one example.
    """

    shape: Shape
    weights: tuple[Shape, ...] = ()
    cost: int = 0


def same(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure a layer that changes numbers and no shape."""
    return Measure(given[0], cost=prod(given[0]))


def dense(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure one that joins every number of the last axis with every unit."""
    *others, last = given[0]
    units = settings["units"]
    return Measure(
        (*others, units),
        _biased(settings, (last, units), units),
        prod(given[0]) * units,
    )


def conv(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure one with kernels over all channels."""
    channels, filters = _picture(given)[2], settings["filters"]
    kernel = (*settings["kernel_size"], channels, filters)
    shape = (*_slid(settings, given[0]), filters)
    return Measure(
        shape, _biased(settings, kernel, filters), prod(shape[:2]) * prod(kernel)
    )


def depthwise(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure one with kernels over each channel."""
    channels, each = _picture(given)[2], settings["depth_multiplier"]
    _equal_strides(settings)
    kernel = (*settings["kernel_size"], channels, each)
    shape = (*_slid(settings, given[0]), channels * each)
    return Measure(
        shape,
        _biased(settings, kernel, channels * each),
        prod(shape[:2]) * prod(kernel),
    )


def separable(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure one with kernels over each channel, then a mixture of all."""
    channels, each = _picture(given)[2], settings["depth_multiplier"]
    _equal_strides(settings)
    filters = settings["filters"]
    kernel = (*settings["kernel_size"], channels, each)
    points = (1, 1, channels * each, filters)
    shape = (*_slid(settings, given[0]), filters)
    weights = (kernel, *_biased(settings, points, filters))
    return Measure(shape, weights, prod(shape[:2]) * (prod(kernel) + prod(points)))


def pooling(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure one that makes one number of a few."""
    shape = (*_slid(settings, _picture(given), "pool_size"), given[0][2])
    return Measure(shape, cost=prod(shape) * prod(settings["pool_size"]))


def global_pooling(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure one that makes one number of each channel."""
    channels = _picture(given)[2]
    shape = (1, 1, channels) if settings["keepdims"] else (channels,)
    return Measure(shape, cost=prod(given[0]))


def batch_normalization(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure one that scales each channel by its running mean and variance."""
    _last_axis(settings, given[0])
    each = (given[0][-1],)
    count = settings["scale"] + settings["center"] + 2
    return Measure(given[0], (each,) * count, prod(given[0]))


def layer_normalization(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure one that scales each example by its own mean and variance."""
    _last_axis(settings, given[0])
    each = (given[0][-1],)
    count = settings["scale"] + settings["center"]
    return Measure(given[0], (each,) * count, 4 * prod(given[0]))


def last_softmax(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure a softmax over the last axis."""
    _last_axis(settings, given[0])
    return same(settings, given)


def prelu(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure one with a slope for each number, or for some together."""
    slopes = list(given[0])
    for axis in settings["shared_axes"] or ():
        if not 1 <= axis <= len(slopes):
            raise ValueError("there is no such axis")
        slopes[axis - 1] = 1
    return Measure(given[0], (tuple(slopes),), prod(given[0]))


def padded(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure one that puts zeros around a picture."""
    height, width, channels = _picture(given)
    rows, columns = settings["padding"]
    return Measure((height + sum(rows), width + sum(columns), channels))


def flattened(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure one that puts all in one row."""
    return Measure((prod(given[0]),))


def reshaped(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure one that gives the numbers another shape."""
    target, total = settings["target_shape"], prod(given[0])
    left = total // prod(size for size in target if size > 0)
    shape = tuple(left if size == -1 else size for size in target)
    if prod(shape) != total:
        raise ValueError("the numbers do not fit into its shape")
    return Measure(shape)


def rescaled(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure one that multiplies and shifts each number."""
    for name in ("scale", "offset"):
        value = settings[name]
        if isinstance(value, tuple) and len(value) not in (1, given[0][-1]):
            raise ValueError("it has not one number for each channel")
    return same(settings, given)


def normalized(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure one that takes off a mean and divides by a variance's root."""
    axis = settings["axis"]
    if axis is not None:
        _last_axis(settings, given[0])
    if settings["mean"] is not None:
        return same(settings, given)
    each: Shape = () if axis is None else (given[0][-1],)
    return Measure(given[0], (each, each), prod(given[0]))


def merged(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure one that joins several of one shape, number by number."""
    if len(set(given)) > 1:
        raise ValueError("its inputs have different shapes")
    return Measure(given[0], cost=prod(given[0]) * len(given))


def concatenated(settings: Settings, given: Sequence[Shape]) -> Measure:
    """Measure one that puts several beside each other."""
    rank, axis = len(given[0]), settings["axis"]
    place = axis - 1 if axis > 0 else rank + axis
    rests = {(*shape[:place], *shape[place + 1 :]) for shape in given}
    if not 0 <= place < rank or len(rests) > 1:
        raise ValueError("its inputs do not fit beside each other")
    shape = list(given[0])
    shape[place] = sum(one[place] for one in given)
    return Measure(tuple(shape))


def _picture(given: Sequence[Shape]) -> Shape:
    if len(given[0]) != 3:
        raise ValueError("it takes pictures with channels, and gets none")
    return given[0]


def _biased(settings: Settings, kernel: Shape, units: int) -> tuple[Shape, ...]:
    return (kernel, (units,)) if settings["use_bias"] else (kernel,)


def _slid(settings: Settings, given: Shape, window: str = "kernel_size") -> Shape:
    """Return height and width of what a sliding window makes."""
    strides = settings["strides"] or settings[window]
    dilation = settings.get("dilation_rate", (1, 1))
    if max(strides) > 1 and max(dilation) > 1:
        raise ValueError("it has strides and is dilated")
    sides = []
    for side, size, step, gap in zip(
        given[:2], settings[window], strides, dilation, strict=True
    ):
        if settings["padding"] == "valid":
            side -= (size - 1) * gap
        if side < 1:
            raise ValueError("its window is larger than what it gets")
        sides.append(-(-side // step))  # rounded up: the last, incomplete step counts
    return tuple(sides)


def _equal_strides(settings: Settings) -> None:
    first, second = settings["strides"]
    if first != second:  # TensorFlow has no such thing
        raise ValueError("its strides differ")


def _last_axis(settings: Settings, given: Shape) -> None:
    """Refuse another axis than the last, counted with the batch's."""
    if tuple(settings["axis"]) not in ((-1,), (len(given),)):
        raise ValueError("only the last axis is known")
