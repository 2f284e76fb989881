"""What the settings of a layer may be: plain values between bounds."""

from collections.abc import Callable, Mapping
from typing import Any, Final

Clean = Callable[[Any], Any]
"""Returns a setting as Keras shall get it; ValueError if it is impossible."""

ACTIVATIONS: Final = frozenset(
    {
        *("linear", "relu", "relu6", "leaky_relu", "elu", "selu", "gelu"),
        *("sigmoid", "log_sigmoid", "tanh", "softmax", "log_softmax", "softplus"),
        *("softsign", "silu", "mish", "exponential"),
    }
)
"""Hard ones are missing: they are not the same in Keras 2 and 3."""
_ALSO: Final[Mapping[str, str]] = {"swish": "silu"}


def activation(value: Any) -> str:
    """Accept a function by its name; None is "linear"."""
    if value is None:
        return "linear"
    if not isinstance(value, str):
        raise ValueError("it is not one of Keras's own")
    name = _ALSO.get(value, value)
    if name not in ACTIVATIONS:
        raise ValueError("it is not one of those that are known")
    return name


def whole(low: int, high: int) -> Clean:
    """Return what accepts a whole number within bounds."""

    def clean(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise ValueError(f"it must be a number from {low} to {high}")
        return value

    return clean


def number(low: float, high: float) -> Clean:
    """Return what accepts a number within bounds."""

    def clean(value: Any) -> float:
        if type(value) not in (int, float) or not low <= value <= high:
            raise ValueError(f"it must be a number from {low:g} to {high:g}")
        return float(value)

    return clean


def maybe(clean: Clean) -> Clean:
    """Return what accepts the same, or None."""
    return lambda value: None if value is None else clean(value)


def flag(value: Any) -> bool:
    """Accept true or false."""
    if type(value) is not bool:
        raise ValueError("it must be true or false")
    return value


def one_of(*values: Any) -> Clean:
    """Return what accepts one of some values."""

    def clean(value: Any) -> Any:
        if value not in values or type(value) not in map(type, values):
            raise ValueError(f"only {values[0]} is known")
        return value

    return clean


def pair(low: int, high: int) -> Clean:
    """Return what accepts two whole numbers, or one for both."""
    single = whole(low, high)

    def clean(value: Any) -> tuple[int, int]:
        first, second = value if isinstance(value, list) else (value, value)
        return single(first), single(second)

    return clean


def margins(value: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    """Accept what is put around a picture: above and below, left and right."""
    each = pair(0, 28)
    rows, columns = value if isinstance(value, list) else (value, value)
    return each(rows), each(columns)


def numbers(value: Any) -> float | tuple[float, ...]:
    """Accept a number, or one for each channel."""
    single = number(-1e9, 1e9)
    if isinstance(value, list):
        return tuple(single(item) for item in value)
    result: float = single(value)
    return result


def shape(value: Any) -> tuple[int, ...]:
    """Accept a shape without the batch; -1 stands for what is left."""
    if not isinstance(value, list) or not 1 <= len(value) <= 4:
        raise ValueError("it must be a list of numbers")
    if value.count(-1) > 1:
        raise ValueError("only one number may be -1")
    single = whole(-1, 1_000_000)
    clean = tuple(single(item) for item in value)
    if 0 in clean:
        raise ValueError("it must not be empty")
    return clean


def axes(value: Any) -> tuple[int, ...]:
    """Accept an axis, or a list of some."""
    single = whole(-4, 4)
    items = value if isinstance(value, list) else [value]
    if not 1 <= len(items) <= 4:
        raise ValueError("it must be an axis or a few")
    return tuple(single(item) for item in items)
