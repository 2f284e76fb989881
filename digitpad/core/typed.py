"""Whether what was read from JSON is what the annotations say."""

import math
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, get_args, get_origin


def fits(value: object, kind: Any) -> bool:
    """Return whether a value is of an annotated type, all the way down.

    A whole number fits `float`, and what is not finite fits nothing.

    Parameters
    ----------
    kind
        A class, `A | B`, or `tuple[A, ...]`; a dataclass's fields must be such, too.
    """
    if isinstance(kind, UnionType):
        return any(fits(value, one) for one in get_args(kind))
    if get_origin(kind) is tuple:
        one = get_args(kind)[0]
        return isinstance(value, tuple) and all(fits(item, one) for item in value)
    if kind is float:
        return type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type]
    if kind is int:
        return type(value) is int  # not True
    if is_dataclass(kind) and isinstance(kind, type):
        return isinstance(value, kind) and all(
            fits(getattr(value, field.name), field.type) for field in fields(kind)
        )
    return isinstance(value, kind)
